package shards

import "go.opentelemetry.io/otel/metric"

// newLost makes the count of what a destination would not take. No key and no value of the data is among its labels.
func newLost(provider metric.MeterProvider) (metric.Int64Counter, error) {
	return provider.Meter("mcp-trace-kit/shards").Int64Counter("mcp_shards_lost_spans_total",
		metric.WithUnit("{span}"), metric.WithDescription("Spans that a detector had no room for, and never saw."))
}
