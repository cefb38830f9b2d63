package scrub

import (
	"context"
	"fmt"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/metric/noop"
)

// canary is what must not come out: a sample of one class, and the part of it that is secret. Put together here, so that
// no scanner takes this file for a leak.
type canary struct {
	class, sample, secret string
}

func canaries() []canary {
	random := "q7Zk2Vx9Lm4Tn8Rb3Wc6Yp1Hd5Jf0Gs7Ka2"
	token := strings.Join([]string{"ghp", random}, "_")
	web := strings.Join([]string{"eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIx" + random, random}, ".")
	dashes := strings.Repeat("-", 5)
	pem := dashes + "BEGIN PRIVATE KEY" + dashes + "\n" + random + "\n" + dashes + "END PRIVATE KEY" + dashes
	return []canary{
		{"provider-token", "see " + token, random},
		{"jwt", web, random},
		{"private-key", pem, random},
		{"authorization", "Authorization: Bearer " + random, random},
		{"url-credentials", "postgres://user:" + random + "@host/db", random},
		{"capability-url", "https://hooks.slack.com/services/" + random, random},
		{"assignment", "password=" + random, random},
		{"card", "4111 1111 1111 1111", "4111 1111 1111 1111"},
		{"email", "canary" + "@" + "example.org", "canary" + "@" + "example.org"},
		{"iban", "GB82 WEST 1234 5698 7654 32", "5698 7654"},
		{"phone", "+44 7700 900123", "7700 900123"},
		{"national-id", "078-05-1120", "078-05-1120"},
	}
}

// selfTest sends what must not come out through the policy as it is configured. It names surfaces and classes only.
func (s *scrubber) selfTest() error {
	meters, err := newMeters(noop.NewMeterProvider())
	if err != nil {
		return err
	}
	trial := &scrubber{policy: s.policy, meters: meters}
	trial.walks.New = s.walks.New
	for _, canary := range canaries() {
		known := s.searches(canary.class)
		for surface, plant := range surfaces {
			// What is not looked for is found nowhere among patterns, and elsewhere only where nothing is shown anyhow.
			if !known && (s.Mode == patterns || shownWhenUnknown[surface]) {
				continue
			}
			traces := ptrace.NewTraces()
			plant(s.policy, traces.ResourceSpans().AppendEmpty(), canary.sample)
			out, err := trial.process(context.Background(), traces)
			if err != nil {
				return err
			}
			text, err := (&ptrace.JSONMarshaler{}).MarshalTraces(out)
			if err != nil {
				return err
			}
			if strings.Contains(string(text), canary.secret) {
				return fmt.Errorf("self-test: a canary of class %s survives on %s; the policy protects nobody", canary.class, surface)
			}
		}
	}
	return nil
}

func (p *policy) searches(class string) bool {
	for _, on := range p.Classes {
		if on == class {
			return true
		}
	}
	return false
}

// shownWhenUnknown are surfaces whose text is shown for its shape or its name: there only a class that is on is found.
var shownWhenUnknown = map[string]bool{"key": true, "kept": true, "label": true, "scope name": true, "name": true}

// surfaces are where a canary is planted.
var surfaces = map[string]func(*policy, ptrace.ResourceSpans, string){
	"resource": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		r.Resource().Attributes().PutStr("note", sample)
	},
	"scope": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		r.ScopeSpans().AppendEmpty().Scope().Attributes().PutStr("note", sample)
	},
	"scope name": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		r.ScopeSpans().AppendEmpty().Scope().SetName(sample)
	},
	"span": func(_ *policy, r ptrace.ResourceSpans, sample string) { attributesOf(r).PutStr("note", sample) },
	"key":  func(_ *policy, r ptrace.ResourceSpans, sample string) { attributesOf(r).PutStr(sample, "note") },
	"nested": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		attributesOf(r).PutEmptyMap("note").PutEmptySlice("inner").AppendEmpty().SetStr(sample)
	},
	"json": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		attributesOf(r).PutStr("note", `{"list":["`+strings.ReplaceAll(sample, "\n", `\n`)+`"]}`)
	},
	"bytes": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		attributesOf(r).PutEmptyBytes("note").FromRaw([]byte(sample))
	},
	"kept": func(p *policy, r ptrace.ResourceSpans, sample string) {
		for _, kept := range p.Keep {
			attributesOf(r).PutStr(kept.Name, sample)
		}
	},
	"label": func(p *policy, r ptrace.ResourceSpans, sample string) {
		for _, label := range p.Labels {
			attributesOf(r).PutStr(label.Name, sample)
		}
	},
	"name":   func(_ *policy, r ptrace.ResourceSpans, sample string) { spanOf(r).SetName(sample) },
	"status": func(_ *policy, r ptrace.ResourceSpans, sample string) { spanOf(r).Status().SetMessage(sample) },
	"trace state": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		spanOf(r).TraceState().FromRaw("vendor=" + sample)
	},
	"event": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		event := spanOf(r).Events().AppendEmpty()
		event.SetName(sample)
		event.Attributes().PutStr("note", sample)
	},
	"link": func(_ *policy, r ptrace.ResourceSpans, sample string) {
		link := spanOf(r).Links().AppendEmpty()
		link.TraceState().FromRaw("vendor=" + sample)
		link.Attributes().PutStr("note", sample)
	},
}

func spanOf(r ptrace.ResourceSpans) ptrace.Span {
	if r.ScopeSpans().Len() == 0 {
		r.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	}
	return r.ScopeSpans().At(0).Spans().At(0)
}

func attributesOf(r ptrace.ResourceSpans) pcommon.Map { return spanOf(r).Attributes() }
