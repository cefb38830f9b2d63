package tracewatch

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
)

// NewFactory makes the connector `tracewatch`.
func NewFactory() connector.Factory {
	return connector.NewFactory(
		component.MustNewType("tracewatch"),
		func() component.Config { return &Config{} },
		connector.WithTracesToMetrics(newConnector, component.StabilityLevelStable),
	)
}

func newConnector(
	_ context.Context, set connector.Settings, cfg component.Config, next consumer.Metrics,
) (connector.Traces, error) {
	config := cfg.(*Config)
	instance, _ := set.Resource.Attributes().Get("service.instance.id")
	w := newWatcher(config, next, instance.AsString(), set.Logger)
	if err := w.meter(set.MeterProvider); err != nil {
		return nil, err
	}
	return w, nil
}
