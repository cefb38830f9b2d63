package tracewatch

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"
)

// traffic is an hour of many agents: each trace has calls of its caller, each call three spans, and one trace in a thousand
// goes round in circles.
type traffic struct {
	traces, callers, tenants, calls, loop int
}

var anHour = traffic{traces: 100_000, callers: 10_000, tenants: 5, calls: 4, loop: 60}

func (f traffic) callsOf(trace int) int {
	if trace%1_000 == 0 {
		return f.loop
	}
	return f.calls
}

func (f traffic) batch(trace int) ptrace.Traces {
	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	name := make([]byte, 8)
	binary.BigEndian.PutUint64(name, uint64(trace)+1)
	for call := range f.callsOf(trace) {
		server := uint64(trace)<<16 + uint64(call)*4 + 1
		like := sent{
			team: fmt.Sprintf("team-%d", trace%f.tenants), trace: string(name), id: server, parent: server + 1<<60,
			tool: fmt.Sprintf("tool_%d", call%7), caller: fmt.Sprintf("agent-%d", trace%f.callers),
		}
		write(spans.AppendEmpty(), like)
		for inner := range 2 {
			write(spans.AppendEmpty(), sent{team: like.team, trace: like.trace, id: server + 1 + uint64(inner), parent: server, link: true})
		}
	}
	return traces
}

// play sends an hour of it, with a flush each quarter of a minute.
func (f traffic) play(s *scene) {
	every := f.traces / 240
	for trace := range f.traces {
		if err := s.ConsumeTraces(context.Background(), f.batch(trace)); err != nil {
			s.t.Fatal(err)
		}
		if trace%every == every-1 {
			s.now = s.now.Add(15 * time.Second)
			s.flush(context.Background(), false)
			s.sink.all = s.sink.all[len(s.sink.all)-1:]
		}
	}
}

func heap() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func (s *scene) seriesByMetric() (map[string]int, int) {
	count, total := map[string]int{}, 0
	for series := range s.values() {
		count[series[:strings.IndexByte(series, '{')]]++
		total++
	}
	return count, total
}

func TestAnHourOfManyTracesAndCallersStaysWithinItsBounds(t *testing.T) {
	s := newScene(t, func(c *Config) {
		c.Floors.ToolCalls, c.Floors.Depth = 25, 5
		c.Limits.MemoryMiB, c.Limits.SeriesPerTenant = 256, 5_000
	})
	before := heap()
	anHour.play(s)
	values := s.tick()
	byMetric, total := s.seriesByMetric()
	s.sink.all = nil
	used := heap() - before
	t.Logf("%d series: %v; %d traces kept in %d bytes by its own account, %d on the heap", total, byMetric, len(s.table.traces), s.table.bytes, used)
	if used > 256<<20 {
		t.Errorf("%d bytes on the heap", used)
	}
	if bound := anHour.callers + 100 + 5; total > bound {
		t.Errorf("%d series instead of %d at most", total, bound)
	}
	for _, reason := range reasons {
		s.expect(values, map[string]int64{"dropped{" + reason + "}": 0})
	}
	loops := 0
	for series, value := range values {
		if strings.HasPrefix(series, "calls{") {
			loops++
			if value != int64(anHour.loop) {
				t.Errorf("%s is %d", series, value)
			}
		}
	}
	// Of a hundred in an hour those of the last fifteen minutes are kept, and the one that is just expiring.
	if loops < 24 || loops > 26 {
		t.Errorf("%d loops", loops)
	}
}

func TestAllTracesOfAnHourTakeWhatIsStated(t *testing.T) {
	s := newScene(t, func(c *Config) {
		c.Expiry, c.Floors.ToolCalls, c.Floors.Depth = 2*time.Hour, 25, 5
		c.Limits.MemoryMiB, c.Limits.SeriesPerTenant = 256, 5_000
	})
	before := heap()
	anHour.play(s)
	s.sink.all = nil
	used := heap() - before
	count := int64(len(s.table.traces))
	t.Logf("%d traces: %d bytes each by its own account, %d on the heap", count, s.table.bytes/count, used/count)
	if count != int64(anHour.traces) {
		t.Errorf("%d traces", count)
	}
	if used > s.table.bytes*5/4 {
		t.Errorf("%d bytes on the heap, %d by its own account", used, s.table.bytes)
	}
	runtime.KeepAlive(s)
}

func TestWhatDoesNotFitIsCountedAndTheMemoryHolds(t *testing.T) {
	s := newScene(t, func(c *Config) {
		c.Expiry, c.Limits.MemoryMiB, c.Limits.SeriesPerTenant = 2*time.Hour, 16, 500
		c.Floors.ToolCalls, c.Floors.Depth = 25, 5
	})
	before := heap()
	anHour.play(s)
	values := s.tick()
	s.sink.all = nil
	used := heap() - before
	kept := int64(len(s.table.traces))
	t.Logf("%d traces kept, %d dropped; %d callers dropped; %d bytes by its own account, %d on the heap",
		kept, values["dropped{traces}"], values["dropped{callers}"], s.table.bytes, used)
	if kept+values["dropped{traces}"] != int64(anHour.traces) {
		t.Errorf("%d kept and %d dropped", kept, values["dropped{traces}"])
	}
	if values["dropped{callers}"] == 0 {
		t.Error("callers are forgotten in silence")
	}
	if s.table.bytes > 16<<20 || used > 24<<20 {
		t.Errorf("%d bytes by its own account, %d on the heap", s.table.bytes, used)
	}
	runtime.KeepAlive(s)
}
