package tracewatch

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/metric"
)

// meter shows how full the detector is. No key and no value of the data is among its labels.
func (w *watcher) meter(provider metric.MeterProvider) error {
	meter := provider.Meter("mcp-trace-kit/tracewatch")
	bytes, errBytes := meter.Int64ObservableGauge("mcp_detector_bytes",
		metric.WithUnit("By"), metric.WithDescription("What traces and callers take."))
	traces, errTraces := meter.Int64ObservableGauge("mcp_detector_traces",
		metric.WithUnit("{trace}"), metric.WithDescription("Traces that are kept."))
	callers, errCallers := meter.Int64ObservableGauge("mcp_detector_callers",
		metric.WithUnit("{caller}"), metric.WithDescription("Callers that are kept."))
	spans, errSpans := meter.Int64ObservableCounter("mcp_detector_spans_total",
		metric.WithUnit("{span}"), metric.WithDescription("Spans that came."))
	repeated, errRepeated := meter.Int64ObservableCounter("mcp_detector_repeated_spans_total",
		metric.WithUnit("{span}"), metric.WithDescription("Spans that came again, and did not count."))
	if err := errors.Join(errBytes, errTraces, errCallers, errSpans, errRepeated); err != nil {
		return err
	}
	_, err := meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		w.mutex.Lock()
		defer w.mutex.Unlock()
		kept := 0
		for _, owner := range w.table.tenants {
			kept += len(owner.callers)
		}
		o.ObserveInt64(bytes, w.table.bytes)
		o.ObserveInt64(traces, int64(len(w.table.traces)))
		o.ObserveInt64(callers, int64(kept))
		o.ObserveInt64(spans, w.table.spans)
		o.ObserveInt64(repeated, w.table.repeated)
		return nil
	}, bytes, traces, callers, spans, repeated)
	return err
}
