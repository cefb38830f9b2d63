package tracewatch

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"
)

func config() *Config {
	return &Config{
		Environment: "prod", Service: "mcp-trace-kit", Deny: "deny", Codes: []string{"-32601", "-32602"},
		Attributes: Attributes{
			Environment: "environment", Team: "team", Tool: "mcp.tool.name", Caller: "caller_id",
			Decision: "mcp.authz.decision", Code: "code", Depth: "mcp.agent.depth",
			Repeats: "mcp.loop.repeat_count", Errors: "mcp.loop.error_streak", TypeChanged: "mcp.args.type_changed",
		},
		Metrics: Metrics{
			ToolCalls: "calls", TraceDepth: "depth", TraceTenants: "tenants", LoopRepeats: "repeats", LoopErrors: "streak",
			ArgumentTypes: "types", AuthzDenied: "denied", CallerCalls: "caller_calls", CallErrors: "call_errors",
			Heartbeat: "heartbeat", Dropped: "dropped",
		},
		Labels: Labels{
			Trace: "root_trace_id", Environment: "environment", Team: "team", Caller: "caller_id", Code: "code", Reason: "reason",
		},
		Floors: Floors{ToolCalls: 1, Depth: 1, Tenants: 2, Repeats: 3, Errors: 3},
		Limits: Limits{MemoryMiB: 64, SpansPerTrace: 1_024, SeriesPerTenant: 1_000, Depth: 64},
		Flush:  15 * time.Second, Settle: 5 * time.Second, Remember: time.Minute, Expiry: 15 * time.Minute,
	}
}

// sink keeps what was told, and may refuse.
type sink struct {
	all    []pmetric.Metrics
	refuse bool
}

func (s *sink) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }
func (s *sink) ConsumeMetrics(_ context.Context, m pmetric.Metrics) error {
	if s.refuse {
		return errors.New("full")
	}
	s.all = append(s.all, m)
	return nil
}

// scene is a watcher with a clock that only moves when told.
type scene struct {
	*watcher
	sink *sink
	now  time.Time
	t    testing.TB
}

func newScene(t testing.TB, change func(*Config)) *scene {
	t.Helper()
	c := config()
	if change != nil {
		change(c)
	}
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	s := &scene{sink: &sink{}, now: time.Unix(1_700_000_000, 0), t: t}
	s.watcher = newWatcher(c, s.sink, "one", zap.NewNop())
	s.clock = func() time.Time { return s.now }
	s.table.flushed = s.now.UnixNano()
	return s
}

// sent is one span as a test writes it. Kind is SERVER unless it is a link.
type sent struct {
	team, trace, tool, caller string
	id, parent                uint64
	link                      bool
	with                      map[string]any
}

func (s *scene) send(all ...sent) {
	s.t.Helper()
	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	for _, each := range all {
		write(spans.AppendEmpty(), each)
	}
	if err := s.ConsumeTraces(context.Background(), traces); err != nil {
		s.t.Fatal(err)
	}
}

func write(to ptrace.Span, from sent) {
	to.SetTraceID(traceID(from.trace))
	to.SetSpanID(spanID(from.id))
	if from.parent != 0 {
		to.SetParentSpanID(spanID(from.parent))
	}
	to.SetKind(ptrace.SpanKindServer)
	if from.link {
		to.SetKind(ptrace.SpanKindClient)
	}
	attributes := to.Attributes()
	attributes.PutStr("environment", "prod")
	attributes.PutStr("team", or(from.team, "a"))
	for name, value := range map[string]string{"mcp.tool.name": from.tool, "caller_id": from.caller} {
		if value != "" {
			attributes.PutStr(name, value)
		}
	}
	for name, value := range from.with {
		_ = attributes.PutEmpty(name).FromRaw(value)
	}
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

func traceID(name string) (id pcommon.TraceID) {
	copy(id[:], or(name, "t"))
	return id
}

func spanID(number uint64) (id pcommon.SpanID) {
	binary.BigEndian.PutUint64(id[:], number)
	return id
}

// tick lets a flush interval pass, after which everything sent before has settled, and tells the values by series.
func (s *scene) tick() map[string]int64 {
	s.now = s.now.Add(15 * time.Second)
	s.flush(context.Background(), false)
	return s.values()
}

// values of the newest flush, by series.
func (s *scene) values() map[string]int64 {
	values := map[string]int64{}
	if len(s.sink.all) == 0 {
		return values
	}
	for _, p := range points(s.sink.all[len(s.sink.all)-1]) {
		values[p.series] = p.value
	}
	return values
}

type told struct {
	series    string
	at, start time.Time
	value     int64
	count     bool
}

func points(m pmetric.Metrics) []told {
	var all []told
	for _, metric := range m.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().All() {
		slice, count := pmetric.NewNumberDataPointSlice(), metric.Type() == pmetric.MetricTypeSum
		if count {
			slice = metric.Sum().DataPoints()
		} else {
			slice = metric.Gauge().DataPoints()
		}
		for _, p := range slice.All() {
			var labels []string
			for key, value := range p.Attributes().All() {
				if key == "environment" {
					continue
				}
				text := value.Str()
				if key == "root_trace_id" {
					text = nameOf(text)
				}
				labels = append(labels, text)
			}
			all = append(all, told{
				metric.Name() + "{" + strings.Join(labels, ",") + "}",
				p.Timestamp().AsTime(), p.StartTimestamp().AsTime(), p.IntValue(), count,
			})
		}
	}
	return all
}

func nameOf(id string) string {
	var name []byte
	for at := 0; at+1 < len(id); at += 2 {
		var code byte
		_, _ = fmt.Sscanf(id[at:at+2], "%02x", &code)
		if code != 0 {
			name = append(name, code)
		}
	}
	return string(name)
}

// expect compares the series that are named, -1 for none.
func (s *scene) expect(values map[string]int64, want map[string]int64) {
	s.t.Helper()
	for series, value := range want {
		got, found := values[series]
		if !found {
			got = -1
		}
		if got != value {
			s.t.Errorf("%s is %d instead of %d; there are %s", series, got, value, shown(values))
		}
	}
}

func shown(values map[string]int64) string {
	var all []string
	for series, value := range values {
		if !strings.HasPrefix(series, "heartbeat") && !(strings.HasPrefix(series, "dropped") && value == 0) {
			all = append(all, fmt.Sprintf("%s %d", series, value))
		}
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func calls(from uint64, count int, like sent) []sent {
	all := make([]sent, count)
	for index := range all {
		all[index] = like
		all[index].id = from + uint64(index)
	}
	return all
}
