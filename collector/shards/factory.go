package shards

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
)

// NewFactory makes the connector `shards`.
func NewFactory() connector.Factory {
	return connector.NewFactory(
		component.MustNewType("shards"),
		func() component.Config { return &Config{} },
		connector.WithTracesToTraces(newTraces, component.StabilityLevelStable),
	)
}

func newTraces(
	_ context.Context, set connector.Settings, cfg component.Config, next consumer.Traces,
) (connector.Traces, error) {
	router, ok := next.(connector.TracesRouterAndConsumer)
	if !ok {
		return nil, errors.New("what follows cannot be chosen by pipeline")
	}
	config := cfg.(*Config)
	// A pipeline that is fed and not named would get nothing, in silence.
	if all := router.PipelineIDs(); len(all) != len(config.Pipelines) {
		return nil, fmt.Errorf("pipelines: %d are named, %d are fed; name all of them", len(config.Pipelines), len(all))
	}
	s := &sharder{}
	for _, id := range config.Pipelines {
		to, err := router.Consumer(id)
		if err != nil {
			return nil, fmt.Errorf("pipelines: %s: %w", id, err)
		}
		s.to = append(s.to, to)
	}
	lost, err := newLost(set.MeterProvider)
	s.lost = lost
	return s, err
}
