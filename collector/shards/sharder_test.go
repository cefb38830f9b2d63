package shards

import (
	"context"
	"encoding/binary"
	"errors"
	"testing"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pipeline"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

// shard is a destination that remembers what it got.
type shard struct {
	got  []ptrace.Traces
	full bool
}

func (s *shard) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

func (s *shard) ConsumeTraces(_ context.Context, traces ptrace.Traces) error {
	if s.full {
		return errors.New("no room")
	}
	s.got = append(s.got, traces)
	return nil
}

func (s *shard) traces() map[pcommon.TraceID]int {
	count := map[pcommon.TraceID]int{}
	for _, each := range s.got {
		for _, resource := range each.ResourceSpans().All() {
			for _, scope := range resource.ScopeSpans().All() {
				for _, span := range scope.Spans().All() {
					count[span.TraceID()]++
				}
			}
		}
	}
	return count
}

var ids = []pipeline.ID{
	pipeline.NewIDWithName(pipeline.SignalTraces, "a"),
	pipeline.NewIDWithName(pipeline.SignalTraces, "b"),
	pipeline.NewIDWithName(pipeline.SignalTraces, "c"),
}

func made(t *testing.T, named []pipeline.ID, fed ...*shard) (connector.Traces, sdkmetric.Reader, error) {
	t.Helper()
	to := map[pipeline.ID]consumer.Traces{}
	for index, each := range fed {
		to[ids[index]] = each
	}
	settings := connectortest.NewNopSettings(component.MustNewType("shards"))
	reader := sdkmetric.NewManualReader()
	settings.MeterProvider = sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader))
	c, err := NewFactory().CreateTracesToTraces(
		context.Background(), settings, &Config{Pipelines: named}, connector.NewTracesRouter(to))
	return c, reader, err
}

// spans of many traces, several of each, mixed.
func spans(traces, each int) ptrace.Traces {
	all := ptrace.NewTraces()
	resource := all.ResourceSpans().AppendEmpty()
	resource.Resource().Attributes().PutStr("service.name", "kit")
	to := resource.ScopeSpans().AppendEmpty().Spans()
	for round := range each {
		for trace := range traces {
			var id pcommon.TraceID
			binary.BigEndian.PutUint64(id[8:], uint64(trace)+1)
			span := to.AppendEmpty()
			span.SetTraceID(id)
			span.SetName(string(rune('a' + round)))
		}
	}
	return all
}

func TestAllSpansOfATraceGoToOneShardAndEachShardGetsItsPart(t *testing.T) {
	shards := []*shard{{}, {}, {}}
	c, _, err := made(t, ids, shards...)
	if err != nil {
		t.Fatal(err)
	}
	const traces, each = 3_000, 3
	// Twice: a trace comes in several requests.
	for range 2 {
		if err := c.ConsumeTraces(context.Background(), spans(traces, each)); err != nil {
			t.Fatal(err)
		}
	}
	total := 0
	for index, s := range shards {
		found := s.traces()
		total += len(found)
		if len(found) < traces/4 || len(found) > traces/2 {
			t.Errorf("shard %d has %d traces", index, len(found))
		}
		for id, count := range found {
			if count != 2*each {
				t.Fatalf("%d spans of %s", count, id)
			}
		}
		if got, _ := s.got[0].ResourceSpans().At(0).Resource().Attributes().Get("service.name"); got.Str() != "kit" {
			t.Error("the resource is lost")
		}
	}
	if total != traces {
		t.Errorf("%d traces", total)
	}
}

func TestOneShardGetsWhatCameAsItCame(t *testing.T) {
	only := &shard{}
	c, _, err := made(t, ids[:1], only)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.ConsumeTraces(context.Background(), spans(7, 2)); err != nil {
		t.Fatal(err)
	}
	if len(only.got) != 1 || only.got[0].SpanCount() != 14 {
		t.Errorf("got %d requests", len(only.got))
	}
}

func TestAShardThatIsFullIsCountedAndStopsNobody(t *testing.T) {
	shards := []*shard{{full: true}, {}}
	c, reader, err := made(t, ids[:2], shards...)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.ConsumeTraces(context.Background(), spans(100, 1)); err != nil {
		t.Fatalf("the sender is told: %s", err)
	}
	var data metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &data); err != nil {
		t.Fatal(err)
	}
	lost := data.ScopeMetrics[0].Metrics[0].Data.(metricdata.Sum[int64]).DataPoints[0].Value
	if kept := len(shards[1].traces()); kept == 0 || int(lost)+kept != 100 {
		t.Errorf("%d kept, %d counted as lost", kept, lost)
	}
}

func TestACollectorWhosePipelinesAreNotTheNamedOnesDoesNotStart(t *testing.T) {
	for name, named := range map[string][]pipeline.ID{"one is not named": ids[:1], "one does not exist": {ids[0], ids[2]}} {
		if _, _, err := made(t, named, &shard{}, &shard{}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for name, config := range map[string]Config{"none": {}, "twice": {Pipelines: []pipeline.ID{ids[0], ids[0]}}} {
		if config.Validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
