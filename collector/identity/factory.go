package identity

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
)

// NewFactory makes the processor `identity`.
func NewFactory() processor.Factory {
	return processor.NewFactory(
		component.MustNewType("identity"),
		func() component.Config { return &Config{} },
		processor.WithTraces(newTraces, component.StabilityLevelStable),
	)
}

func newTraces(
	ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces,
) (processor.Traces, error) {
	config := cfg.(*Config)
	counts, err := newCounts(set.MeterProvider, config.Tenant)
	if err != nil {
		return nil, err
	}
	return processorhelper.NewTraces(ctx, set, cfg, next, (&stamper{config, counts}).process,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
}
