package scrub

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
)

// NewFactory makes the processor `scrub`.
func NewFactory() processor.Factory {
	return processor.NewFactory(
		component.MustNewType("scrub"),
		func() component.Config { return &Config{} },
		processor.WithTraces(newTraces, component.StabilityLevelStable),
	)
}

func newTraces(
	ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces,
) (processor.Traces, error) {
	meters, err := newMeters(set.MeterProvider)
	if err != nil {
		return nil, err
	}
	s, err := newScrubber(cfg.(*Config), meters)
	if err != nil {
		return nil, err
	}
	return processorhelper.NewTraces(ctx, set, cfg, next, s.process,
		processorhelper.WithStart(s.start),
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
}
