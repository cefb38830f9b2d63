package scrub

import (
	"strings"
	"testing"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// feed turns the bytes of a fuzzer into choices.
type feed struct {
	bytes []byte
}

func (f *feed) next(below int) int {
	if len(f.bytes) == 0 || below < 1 {
		return 0
	}
	choice := int(f.bytes[0]) % below
	f.bytes = f.bytes[1:]
	return choice
}

// text is a piece of the bytes, and now and then the canary with that around it.
func (f *feed) text(canary string) string {
	length := min(f.next(24), len(f.bytes))
	piece := string(f.bytes[:length])
	f.bytes = f.bytes[length:]
	switch f.next(6) {
	case 0:
		return piece + " " + canary
	case 1:
		return `{"` + piece + `":"` + canary + `"}`
	case 2:
		return "password=" + canary + "&" + piece
	}
	return piece
}

func (f *feed) key(canary string) string {
	names := []string{
		"mcp.args.x", "mcp.tool.name", "mcp.authz.decision", "gen_ai.usage.input_tokens", typesKey, "redaction.x", "password", "a", "b.c",
	}
	if choice := f.next(len(names) + 3); choice < len(names) {
		return names[choice]
	}
	return f.text(canary)
}

func (f *feed) value(value pcommon.Value, canary string, depth int) {
	switch kind := f.next(8); {
	case kind == 0:
		value.SetInt(int64(f.next(256)) << f.next(60))
	case kind == 1:
		value.SetDouble(float64(f.next(256)) / 3)
	case kind == 2:
		value.SetBool(f.next(2) == 0)
	case kind == 3:
		value.SetEmptyBytes().FromRaw([]byte(f.text(canary)))
	case kind == 4 && depth < 40:
		list := value.SetEmptySlice()
		for range f.next(4) {
			f.value(list.AppendEmpty(), canary, depth+1)
		}
	case kind == 5 && depth < 40:
		members := value.SetEmptyMap()
		for range f.next(4) {
			f.value(members.PutEmpty(f.key(canary)), canary, depth+1)
		}
	default:
		value.SetStr(f.text(canary))
	}
}

func (f *feed) bag(attributes pcommon.Map, canary string) {
	for range f.next(6) {
		f.value(attributes.PutEmpty(f.key(canary)), canary, 0)
	}
}

func (f *feed) traces(canary string) ptrace.Traces {
	traces := ptrace.NewTraces()
	resource := traces.ResourceSpans().AppendEmpty()
	f.bag(resource.Resource().Attributes(), canary)
	resource.SetSchemaUrl(f.text(canary))
	scope := resource.ScopeSpans().AppendEmpty()
	f.bag(scope.Scope().Attributes(), canary)
	scope.Scope().SetName(f.text(canary))
	scope.Scope().SetVersion(f.text(canary))
	for range 1 + f.next(3) {
		span := scope.Spans().AppendEmpty()
		span.SetSpanID(pcommon.SpanID{1})
		span.SetName(f.text(canary))
		span.Status().SetMessage(f.text(canary))
		span.TraceState().FromRaw(f.text(canary))
		f.bag(span.Attributes(), canary)
		for range f.next(3) {
			event := span.Events().AppendEmpty()
			event.SetName(f.text(canary))
			f.bag(event.Attributes(), canary)
			link := span.Links().AppendEmpty()
			link.TraceState().FromRaw(f.text(canary))
			f.bag(link.Attributes(), canary)
		}
	}
	return traces
}

// FuzzSpan: whatever a span holds, no canary comes out, and what comes out is OTLP.
func FuzzSpan(f *testing.F) {
	scrubbers := testPolicies(f)
	names := []string{"allow-list", "patterns", "personal", "hash", "drop", "actions", "no types", "tight", "labels", "lists"}
	canary := strings.Join([]string{"ghp", "q7Zk2Vx9Lm4Tn8Rb3Wc6Yp1Hd5Jf0Gs7Ka2X"}, "_")
	for seed := range 32 {
		f.Add([]byte(strings.Repeat(string(rune('a'+seed)), 8*seed)), byte(seed))
	}
	f.Fuzz(func(t *testing.T, bytes []byte, choice byte) {
		s := scrubbers[names[int(choice)%len(names)]]
		given := (&feed{bytes}).traces(canary)
		spans := given.SpanCount()
		out := through(t, s, given)
		if out.SpanCount() != spans {
			t.Fatalf("%d spans became %d", spans, out.SpanCount())
		}
		text, err := (&ptrace.JSONMarshaler{}).MarshalTraces(out)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), canary) {
			t.Fatalf("the canary is out under %s: %s", names[int(choice)%len(names)], text)
		}
		wire, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(out)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(wire); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzText: whatever a text is, the token in it goes, and what comes out is text.
func FuzzText(f *testing.F) {
	s := testPolicies(f)["personal"].scanner
	canary := strings.Join([]string{"ghp", "q7Zk2Vx9Lm4Tn8Rb3Wc6Yp1Hd5Jf0Gs7Ka2X"}, "_")
	for _, seed := range []string{"", `{"a":"`, "password=", "-----BEGIN PRIVATE KEY", "://u:", "<secret>", "Cookie: a=", "\xff\xfe"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		text, _ := s.Text(before+" "+canary+" "+after, 0, nil)
		if strings.Contains(text, canary) {
			t.Fatalf("the token is out: %q", text)
		}
		if !utf8.ValidString(text) {
			t.Fatalf("no text: %q", text)
		}
	})
}
