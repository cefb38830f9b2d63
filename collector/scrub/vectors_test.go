package scrub

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/metric/noop"
)

// The twin in TypeScript reads the same files: a difference between the two fails on one side.
const (
	vectorsFolder = "../../test/scrub/vectors"
	policiesFile  = "../../test/golden/scrub-policies.json"
)

type vector struct {
	Name, Policy string
	In, Out      map[string]map[string]any
	// Of detectors: a text in pieces, and what is shown of it.
	Text, Shown []string
}

func testPolicies(t testing.TB) map[string]*scrubber {
	t.Helper()
	var all map[string]map[string]any
	decode(t, policiesFile, &all)
	scrubbers := map[string]*scrubber{}
	for name, content := range all {
		config := &Config{}
		if err := confmap.NewFromStringMap(content).Unmarshal(config); err != nil {
			t.Fatalf("policy %s: %v", name, err)
		}
		if err := config.Validate(); err != nil {
			t.Fatalf("policy %s: %v", name, err)
		}
		meters, err := newMeters(noop.NewMeterProvider())
		if err != nil {
			t.Fatal(err)
		}
		if scrubbers[name], err = newScrubber(config, meters); err != nil {
			t.Fatal(err)
		}
	}
	return scrubbers
}

func decode(t testing.TB, file string, into any) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(content)))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func TestVectors(t *testing.T) {
	scrubbers := testPolicies(t)
	files, err := filepath.Glob(filepath.Join(vectorsFolder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, file := range files {
		var vectors []vector
		decode(t, file, &vectors)
		for _, v := range vectors {
			t.Run(filepath.Base(file)+"/"+v.Name, func(t *testing.T) {
				given, wanted := v.data(t)
				s := scrubbers[v.Policy]
				shown := through(t, s, given)
				same(t, shown, wanted)
				// A digest is no mark of ours to a second pass: a sender could have written it.
				if text, _ := (&ptrace.JSONMarshaler{}).MarshalTraces(shown); strings.Contains(string(text), `"hmac:`) {
					return
				}
				again := ptrace.NewTraces()
				shown.CopyTo(again)
				same(t, through(t, s, again), wanted)
			})
		}
	}
}

func through(t testing.TB, s *scrubber, traces ptrace.Traces) ptrace.Traces {
	t.Helper()
	out, err := s.process(context.Background(), traces)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t testing.TB, got, want ptrace.Traces) {
	t.Helper()
	marshaler := &ptrace.JSONMarshaler{}
	a, _ := marshaler.MarshalTraces(got)
	b, _ := marshaler.MarshalTraces(want)
	if string(a) != string(b) {
		t.Errorf("\n got %s\nwant %s", a, b)
	}
}

// data is what goes in, and what must come out: the fields that are named in `out`, and of the rest what went in.
func (v *vector) data(t testing.TB) (given, wanted ptrace.Traces) {
	if v.Text != nil {
		shown := v.Shown
		if shown == nil {
			shown = v.Text
		}
		note := func(pieces []string) map[string]map[string]any {
			return map[string]map[string]any{"span": {"attributes": []any{[]any{"note", strings.Join(pieces, "")}}}}
		}
		return tracesOf(t, note(v.Text)), tracesOf(t, note(shown))
	}
	out := map[string]map[string]any{}
	for _, part := range []string{"resource", "scope", "span"} {
		out[part] = map[string]any{}
		for key, value := range v.In[part] {
			out[part][key] = value
		}
		for key, value := range v.Out[part] {
			out[part][key] = value
		}
	}
	return tracesOf(t, v.In), tracesOf(t, out)
}

// tracesOf goes by way of OTLP in JSON: nothing else can repeat a key.
func tracesOf(t testing.TB, data map[string]map[string]any) ptrace.Traces {
	t.Helper()
	list := func(items any, each func(map[string]any) map[string]any) []any {
		all := []any{}
		for _, item := range orEmpty(items) {
			all = append(all, each(item.(map[string]any)))
		}
		return all
	}
	resource, scope, span := data["resource"], data["scope"], data["span"]
	otlp := map[string]any{"resourceSpans": []any{map[string]any{
		"resource":  map[string]any{"attributes": bagOf(resource["attributes"])},
		"schemaUrl": textOf(resource["schemaUrl"]),
		"scopeSpans": []any{map[string]any{
			"scope":     map[string]any{"name": textOf(scope["name"]), "version": textOf(scope["version"]), "attributes": bagOf(scope["attributes"])},
			"schemaUrl": textOf(scope["schemaUrl"]),
			"spans": []any{map[string]any{
				"name": textOf(span["name"]), "traceState": textOf(span["traceState"]),
				"status":     map[string]any{"message": textOf(span["status"])},
				"attributes": bagOf(span["attributes"]),
				"events": list(span["events"], func(event map[string]any) map[string]any {
					return map[string]any{"name": textOf(event["name"]), "attributes": bagOf(event["attributes"])}
				}),
				"links": list(span["links"], func(link map[string]any) map[string]any {
					return map[string]any{"traceState": textOf(link["traceState"]), "attributes": bagOf(link["attributes"])}
				}),
			}},
		}},
	}}}
	text, err := json.Marshal(otlp)
	if err != nil {
		t.Fatal(err)
	}
	traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(text)
	if err != nil {
		t.Fatal(err)
	}
	return traces
}

func orEmpty(items any) []any {
	if items == nil {
		return nil
	}
	return items.([]any)
}

func bagOf(pairs any) []any {
	all := []any{}
	for _, pair := range orEmpty(pairs) {
		all = append(all, map[string]any{"key": textOf(pair.([]any)[0]), "value": valueOf(pair.([]any)[1])})
	}
	return all
}

func textOf(given any) string {
	switch text := given.(type) {
	case nil:
		return ""
	case string:
		return text
	case map[string]any:
		if pieces, joined := text["join"]; joined {
			var all strings.Builder
			for _, piece := range pieces.([]any) {
				all.WriteString(piece.(string))
			}
			return all.String()
		}
		times, _ := text["times"].(json.Number).Int64()
		return strings.Repeat(text["repeat"].(string), int(times))
	}
	panic(fmt.Sprintf("no text: %v", given))
}

func valueOf(given any) map[string]any {
	switch value := given.(type) {
	case nil:
		return map[string]any{}
	case string:
		return map[string]any{"stringValue": value}
	case bool:
		return map[string]any{"boolValue": value}
	case json.Number:
		if strings.Contains(value.String(), ".") {
			return map[string]any{"doubleValue": value}
		}
		return map[string]any{"intValue": value.String()}
	case []any:
		items := []any{}
		for _, item := range value {
			items = append(items, valueOf(item))
		}
		return map[string]any{"arrayValue": map[string]any{"values": items}}
	case map[string]any:
		if pairs, isMap := value["map"]; isMap {
			return map[string]any{"kvlistValue": map[string]any{"values": bagOf(pairs)}}
		}
		if bytes, isBytes := value["bytes"]; isBytes {
			if _, err := base64.StdEncoding.DecodeString(bytes.(string)); err != nil {
				panic(err)
			}
			return map[string]any{"bytesValue": bytes}
		}
		return map[string]any{"stringValue": textOf(value)}
	}
	panic(fmt.Sprintf("no value: %v", given))
}
