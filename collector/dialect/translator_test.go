package dialect

import (
	"context"
	"fmt"
	"testing"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"
)

func config() *Config {
	return &Config{
		Tool:           Source{Attribute: "mcp.tool.name", From: []string{"gen_ai.tool.name", "mcp.tool.name"}},
		Caller:         Source{Attribute: "mcp.caller.id", From: []string{"mcp.caller.id", "user.id"}, Label: "caller_id"},
		Decision:       Decision{"mcp.authz.decision", "deny", []Denial{{"decision", "DENY"}}},
		Depth:          Depth{"mcp.agent.depth", 64, []string{"agent_depth", "agent.depth"}},
		Code:           Code{"rpc.response.status_code", "code", []string{"-32601", "-32602"}},
		Flags:          []string{"changed"},
		TraceLabel:     "root_trace_id",
		ResourceLabels: map[string]string{"team": "team"},
		Resource:       map[string]string{"service.name": "kit"},
	}
}

// translate sends one span through the real factory and returns its attributes, and those of its resource.
func translate(t *testing.T, fill func(pcommon.Map)) (map[string]any, map[string]any) {
	t.Helper()
	return translateSpan(t, func(span ptrace.Span) { fill(span.Attributes()) })
}

func translateSpan(t *testing.T, fill func(ptrace.Span)) (map[string]any, map[string]any) {
	t.Helper()
	traces := ptrace.NewTraces()
	resource := traces.ResourceSpans().AppendEmpty()
	resource.Resource().Attributes().PutStr("team", "payments")
	resource.Resource().Attributes().PutStr("service.name", "payments-mcp")
	span := resource.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetTraceID(pcommon.TraceID{1})
	fill(span)
	sink := new(consumertest.TracesSink)
	settings := processortest.NewNopSettings(component.MustNewType("dialect"))
	processor, err := NewFactory().CreateTraces(context.Background(), settings, config(), sink)
	if err != nil {
		t.Fatal(err)
	}
	if err := processor.ConsumeTraces(context.Background(), traces); err != nil {
		t.Fatal(err)
	}
	out := sink.AllTraces()[0].ResourceSpans().At(0)
	return out.ScopeSpans().At(0).Spans().At(0).Attributes().AsRaw(), out.Resource().Attributes().AsRaw()
}

func TestTakesTheFirstNameThatIsThere(t *testing.T) {
	span, resource := translate(t, func(m pcommon.Map) {
		m.PutStr("mcp.tool.name", "second")
		m.PutStr("gen_ai.tool.name", "first")
		m.PutStr("user.id", "alice")
	})
	if span["mcp.tool.name"] != "first" || span["mcp.caller.id"] != "alice" || span["caller_id"] != "alice" {
		t.Errorf("%v", span)
	}
	if span["root_trace_id"] != "01000000000000000000000000000000" || span["team"] != "payments" {
		t.Errorf("%v", span)
	}
	if fmt.Sprint(resource) != "map[service.name:kit]" {
		t.Errorf("%v", resource)
	}
}

func TestIgnoresWhatASenderWritesUnderALabel(t *testing.T) {
	span, _ := translate(t, func(m pcommon.Map) {
		m.PutStr("caller_id", "forged")
		m.PutStr("team", "forged")
		m.PutStr("root_trace_id", "forged")
	})
	for name, value := range span {
		if value == "forged" {
			t.Errorf("%s is forged", name)
		}
	}
}

func TestReadsForeignRefusals(t *testing.T) {
	span, _ := translate(t, func(m pcommon.Map) { m.PutStr("decision", "DENY") })
	if span["mcp.authz.decision"] != "deny" {
		t.Errorf("%v", span)
	}
	span, _ = translate(t, func(m pcommon.Map) { m.PutStr("decision", "ALLOW") })
	if _, found := span["mcp.authz.decision"]; found {
		t.Error("an allowed call has a decision of ours")
	}
}

func TestClampsTheDepth(t *testing.T) {
	for given, want := range map[int64]int64{5: 5, 64: 64, 65: 64, 1 << 60: 64} {
		span, _ := translate(t, func(m pcommon.Map) { m.PutInt("mcp.agent.depth", given) })
		if span["mcp.agent.depth"] != want {
			t.Errorf("%d: %v", given, span)
		}
	}
	if span, _ := translate(t, func(m pcommon.Map) { m.PutStr("mcp.agent.depth", "99") }); span["mcp.agent.depth"] != "99" {
		t.Error("a text is not a depth, and is left to the scrubber")
	}
}

func TestReadsTheDepthThatACallCarries(t *testing.T) {
	for _, each := range []struct {
		state string
		told  any
		want  any
	}{
		{"agent_depth=6", nil, int64(6)},
		{"vendor=x, agent_depth=6", nil, int64(6)},
		{"agent.depth=7,agent_depth=6", nil, int64(7)},
		{"agent_depth=6", int64(3), int64(6)},
		{"agent_depth=2", int64(3), int64(3)},
		{"agent_depth=6", "deep", int64(6)},
		{"agent_depth=99999999999999999999", nil, int64(64)},
		{"agent_depth=-1", nil, nil},
		{"agent_depth=six", nil, nil},
		{"agent_depth", nil, nil},
		{"my_agent_depth=6", nil, nil},
		{"", nil, nil},
	} {
		span, _ := translateSpan(t, func(span ptrace.Span) {
			span.TraceState().FromRaw(each.state)
			span.Attributes().PutStr("gen_ai.tool.name", "search")
			switch told := each.told.(type) {
			case int64:
				span.Attributes().PutInt("mcp.agent.depth", told)
			case string:
				span.Attributes().PutStr("mcp.agent.depth", told)
			}
		})
		if span["mcp.agent.depth"] != each.want {
			t.Errorf("%q beside %v: %v", each.state, each.told, span["mcp.agent.depth"])
		}
	}
}

func TestReadsNoDepthOfWhatIsNoCall(t *testing.T) {
	span, _ := translateSpan(t, func(span ptrace.Span) { span.TraceState().FromRaw("agent_depth=6") })
	if depth, found := span["mcp.agent.depth"]; found {
		t.Errorf("%v", depth)
	}
}

func TestTakesACodeAsNumberOrText(t *testing.T) {
	for name, fill := range map[string]func(pcommon.Map){
		"number": func(m pcommon.Map) { m.PutInt("rpc.response.status_code", -32602) },
		"text":   func(m pcommon.Map) { m.PutStr("rpc.response.status_code", "-32602") },
	} {
		if span, _ := translate(t, fill); span["code"] != "-32602" {
			t.Errorf("%s: %v", name, span)
		}
	}
	for name, fill := range map[string]func(pcommon.Map){
		"another":    func(m pcommon.Map) { m.PutInt("rpc.response.status_code", -32603) },
		"a sender's": func(m pcommon.Map) { m.PutStr("code", "-32602") },
		"a list's":   func(m pcommon.Map) { m.PutEmptySlice("rpc.response.status_code").AppendEmpty().SetInt(-32602) },
	} {
		if span, _ := translate(t, fill); span["code"] != nil {
			t.Errorf("%s: %v", name, span)
		}
	}
}

func TestTurnsFlagsIntoNumbers(t *testing.T) {
	for want, fill := range map[any]func(pcommon.Map){
		int64(1): func(m pcommon.Map) { m.PutBool("changed", true) },
		int64(0): func(m pcommon.Map) { m.PutBool("changed", false) },
		nil:      func(m pcommon.Map) { m.PutStr("changed", "true") },
	} {
		if span, _ := translate(t, fill); span["changed"] != want {
			t.Errorf("%v: %v", want, span)
		}
	}
	if span, _ := translate(t, func(m pcommon.Map) { m.PutInt("changed", 1) }); span["changed"] != nil {
		t.Error("a number is no flag")
	}
}

func TestRefusesAnEmptyConfiguration(t *testing.T) {
	if err := (&Config{}).Validate(); err == nil {
		t.Error("accepted")
	}
	if err := config().Validate(); err != nil {
		t.Error(err)
	}
}
