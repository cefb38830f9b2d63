package dialect

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
)

// NewFactory makes the processor `dialect`.
func NewFactory() processor.Factory {
	return processor.NewFactory(
		component.MustNewType("dialect"),
		func() component.Config { return &Config{} },
		processor.WithTraces(newTraces, component.StabilityLevelStable),
	)
}

func newTraces(
	ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces,
) (processor.Traces, error) {
	return processorhelper.NewTraces(ctx, set, cfg, next, (&translator{cfg.(*Config)}).process,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
}
