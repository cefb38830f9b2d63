package tracewatch

import (
	"context"
	"testing"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"
)

// What the table must be, worked out from all spans at once.
type truth struct {
	spans map[string]map[uint64]sent
}

func (t *truth) add(s sent) {
	key := s.team + "/" + s.trace
	if t.spans[key] == nil {
		t.spans[key] = map[uint64]sent{}
	}
	if _, known := t.spans[key][s.id]; !known {
		t.spans[key][s.id] = s
	}
}

func (s sent) call() bool { return s.tool != "" && !s.link }

// calls are those above no other report of the same call.
func (t *truth) calls(key string) int64 {
	spans := t.spans[key]
	covered := map[uint64]bool{}
	for _, leaf := range spans {
		if !leaf.call() {
			continue
		}
		above, found := spans[leaf.parent]
		for found && !above.call() {
			above, found = spans[above.parent]
		}
		if found && sameCall(above.tool, leaf.tool) {
			covered[above.id] = true
		}
	}
	count := int64(0)
	for id, each := range spans {
		if each.call() && !covered[id] {
			count++
		}
	}
	return count
}

var fuzzTools = []string{"", "search", "shop_search", "g.shop_search", "plan", "buy"}

// FuzzTracewatch sends whatever order of spans, batches and flushes, and compares with the whole seen at once.
func FuzzTracewatch(f *testing.F) {
	f.Add([]byte{1, 0, 1, 0, 3, 2, 1, 0, 2, 1, 0, 1, 255, 0, 0, 0})
	f.Add([]byte("gateway, mount and server report one call, and nobody counts it twice"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newScene(t, func(c *Config) { c.Expiry = 24 * time.Hour })
		all := truth{map[string]map[uint64]sent{}}
		before := map[string]int64{}
		check := func() {
			for series, value := range s.tick() {
				if value < before[series] {
					t.Fatalf("%s fell from %d to %d", series, before[series], value)
				}
				before[series] = value
			}
		}
		// Each flush costs as much as all spans before it.
		data = data[:min(len(data), 2_048)]
		for len(data) >= 4 {
			what, id, parent, tool := data[0], uint64(data[1])+1, uint64(data[2]), fuzzTools[int(data[3]>>1)%len(fuzzTools)]
			data = data[4:]
			if what >= 240 {
				check()
				continue
			}
			span := sent{
				team: string('a' + rune(what&1)), trace: string('t' + rune(what>>1&1)), id: id, parent: parent % id, tool: tool, link: what&4 != 0,
				caller: string('x' + rune(what>>3&1)),
			}
			if what&16 != 0 {
				span.with = map[string]any{"mcp.authz.decision": "deny"}
			}
			all.add(span)
			s.send(span)
		}
		s.tick()
		s.tick()
		sum := int64(0)
		for _, of := range s.table.traces {
			for _, p := range of.parts {
				key := p.tenant.team + "/" + nameOf(of.id.String())
				if got, want := p.calls, all.calls(key)+int64(p.debt[0]); got != want {
					t.Errorf("%s has %d calls instead of %d", key, got, want)
				}
				sum += p.weight()
			}
		}
		for _, owner := range s.table.tenants {
			for _, c := range owner.callers {
				sum += callerBytes + int64(len(c.id))
			}
		}
		if sum != s.table.bytes {
			t.Errorf("%d bytes by account, %d by sum", s.table.bytes, sum)
		}
		for _, dropped := range s.table.dropped {
			if dropped != 0 {
				t.Errorf("dropped %v", s.table.dropped)
			}
		}
	})
}

// FuzzWire takes any spans there can be, in tables that are too small for them.
func FuzzWire(f *testing.F) {
	marshaler := ptrace.ProtoMarshaler{}
	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	for _, each := range forwarded(1, sent{tool: "search", caller: "alice", with: map[string]any{"mcp.agent.depth": 3, "code": "-32602"}}) {
		write(spans.AppendEmpty(), each)
	}
	write(spans.AppendEmpty(), sent{id: 7, parent: 7, tool: "x", with: map[string]any{"mcp.loop.repeat_count": -1, "team": []any{"a"}}})
	bytes, err := marshaler.MarshalTraces(traces)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bytes)
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(data)
		if err != nil {
			return
		}
		s := newScene(t, func(c *Config) {
			c.Limits = Limits{MemoryMiB: 1, SpansPerTrace: fewNodes, SeriesPerTenant: 1, Depth: 64}
		})
		for range 2 {
			_ = s.ConsumeTraces(context.Background(), read)
			s.tick()
		}
		s.now = s.now.Add(time.Hour)
		s.tick()
		if len(s.table.traces) != 0 || s.table.bytes != 0 {
			t.Errorf("%d traces and %d bytes are left", len(s.table.traces), s.table.bytes)
		}
	})
}
