package tracewatch

import (
	"context"
	"testing"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Spans a second and core, as they come: small traces of many callers.
func BenchmarkSpans(b *testing.B) {
	s := newScene(b, func(c *Config) { c.Limits.MemoryMiB, c.Limits.SeriesPerTenant = 512, 5_000 })
	batches := make([]ptrace.Traces, 20_000)
	spans := 0
	for trace := range batches {
		batches[trace] = anHour.batch(trace)
		spans += batches[trace].SpanCount()
	}
	each, turn := spans/len(batches), 0
	b.ReportAllocs()
	for b.Loop() {
		_ = s.ConsumeTraces(context.Background(), batches[turn%len(batches)])
		if turn++; turn%len(batches) == 0 {
			s.now = s.now.Add(20 * time.Minute)
			s.flush(context.Background(), false)
			s.sink.all = nil
		}
	}
	b.ReportMetric(float64(b.N*each)/b.Elapsed().Seconds(), "spans/s")
}

// One trace that does not end.
func BenchmarkOneLongTrace(b *testing.B) {
	s := newScene(b, nil)
	id := uint64(0)
	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	for range 100 {
		write(spans.AppendEmpty(), sent{tool: "search", caller: "agent"})
	}
	for b.Loop() {
		for _, each := range spans.All() {
			id++
			each.SetSpanID(spanID(id))
		}
		_ = s.ConsumeTraces(context.Background(), traces)
	}
	b.ReportMetric(float64(b.N*100)/b.Elapsed().Seconds(), "spans/s")
}

// A flush while a hundred thousand traces are kept and ten thousand callers are told.
func BenchmarkFlush(b *testing.B) {
	s := newScene(b, func(c *Config) {
		c.Expiry, c.Floors.ToolCalls, c.Floors.Depth = 2*time.Hour, 25, 5
		c.Limits.MemoryMiB, c.Limits.SeriesPerTenant = 512, 5_000
	})
	anHour.play(s)
	for b.Loop() {
		s.flush(context.Background(), false)
		s.sink.all = nil
	}
	b.ReportMetric(float64(s.table.bytes)/float64(len(s.table.traces)), "B/trace")
}
