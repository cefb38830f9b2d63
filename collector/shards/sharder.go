package shards

import (
	"context"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/metric"
)

// sharder is the connector.
type sharder struct {
	component.StartFunc
	component.ShutdownFunc
	to   []consumer.Traces
	lost metric.Int64Counter
}

func (s *sharder) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

// ConsumeTraces never refuses: whoever sent the spans would send them again to everybody, the trace store included.
func (s *sharder) ConsumeTraces(ctx context.Context, traces ptrace.Traces) error {
	if len(s.to) == 1 {
		s.hand(ctx, 0, traces)
		return nil
	}
	for shard, part := range s.split(traces) {
		if part.ResourceSpans().Len() > 0 {
			s.hand(ctx, shard, part)
		}
	}
	return nil
}

func (s *sharder) hand(ctx context.Context, shard int, traces ptrace.Traces) {
	// Counted before: whoever takes it may do with it what it likes.
	count := traces.SpanCount()
	if err := s.to[shard].ConsumeTraces(ctx, traces); err != nil {
		s.lost.Add(ctx, int64(count))
	}
}

// split copies each span to its shard, below what it stood below.
func (s *sharder) split(traces ptrace.Traces) []ptrace.Traces {
	parts := make([]ptrace.Traces, len(s.to))
	for shard := range parts {
		parts[shard] = ptrace.NewTraces()
	}
	for _, resource := range traces.ResourceSpans().All() {
		resources := make([]*ptrace.ResourceSpans, len(s.to))
		for _, scope := range resource.ScopeSpans().All() {
			scopes := make([]*ptrace.SpanSlice, len(s.to))
			for _, span := range scope.Spans().All() {
				shard := shardOf(span.TraceID(), len(s.to))
				if resources[shard] == nil {
					made := parts[shard].ResourceSpans().AppendEmpty()
					resource.Resource().CopyTo(made.Resource())
					made.SetSchemaUrl(resource.SchemaUrl())
					resources[shard] = &made
				}
				if scopes[shard] == nil {
					made := resources[shard].ScopeSpans().AppendEmpty()
					scope.Scope().CopyTo(made.Scope())
					made.SetSchemaUrl(scope.SchemaUrl())
					spans := made.Spans()
					scopes[shard] = &spans
				}
				span.CopyTo(scopes[shard].AppendEmpty())
			}
		}
	}
	return parts
}

// shardOf says where a trace goes. By what its id says and by nothing else, so that all collectors agree.
func shardOf(id pcommon.TraceID, shards int) int {
	return int(xxhash.Sum64(id[:]) % uint64(shards))
}
