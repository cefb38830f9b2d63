package identity

import (
	"context"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

type stamper struct {
	*Config
	counts *counts
}

func (s *stamper) process(ctx context.Context, traces ptrace.Traces) (ptrace.Traces, error) {
	for _, resource := range traces.ResourceSpans().All() {
		s.resource(ctx, resource.Resource().Attributes())
		for _, scope := range resource.ScopeSpans().All() {
			s.forget(ctx, scope.Scope().Attributes(), "scope")
			for _, span := range scope.Spans().All() {
				s.forget(ctx, span.Attributes(), "span")
				for _, event := range span.Events().All() {
					distinct(event.Attributes())
				}
				for _, link := range span.Links().All() {
					distinct(link.Attributes())
				}
			}
		}
	}
	return traces, nil
}

// resource replaces every claim by the truth.
func (s *stamper) resource(ctx context.Context, attributes pcommon.Map) {
	distinct(attributes)
	s.delete(ctx, attributes, "resource", func(string) bool { return false })
	for name, value := range s.Stamps {
		attributes.PutStr(name, value)
	}
	service, found := attributes.Get(s.Service.Attribute)
	if found && service.Type() == pcommon.ValueTypeStr && slices.Contains(s.Service.Owned, service.Str()) {
		return
	}
	s.counts.unknownService(ctx)
	attributes.PutStr(s.Service.Attribute, s.Service.Unknown)
}

// forget removes claims where a backend might read them before those of the resource.
func (s *stamper) forget(ctx context.Context, attributes pcommon.Map, surface string) {
	distinct(attributes)
	s.delete(ctx, attributes, surface, func(key string) bool { return key == s.Service.Attribute })
}

func (s *stamper) delete(ctx context.Context, attributes pcommon.Map, surface string, also func(string) bool) {
	lies := 0
	attributes.RemoveIf(func(key string, value pcommon.Value) bool {
		if !slices.Contains(s.Claims, key) {
			return also(key)
		}
		// Saying the truth is no attempt to be somebody else.
		if truth, stamped := s.Stamps[key]; stamped && value.AsString() != truth {
			lies++
		}
		return true
	})
	if lies > 0 {
		s.counts.falseClaims(ctx, surface, lies)
	}
}

// distinct leaves one copy of a repeated key, the last: what follows must not check one copy and pass on another.
func distinct(attributes pcommon.Map) {
	if !repeats(attributes) {
		return
	}
	once := pcommon.NewMap()
	for key, value := range attributes.All() {
		value.CopyTo(once.PutEmpty(key))
	}
	once.MoveTo(attributes)
}

// few keys are compared with each other, many are gathered in a set: a sender chooses how many there are.
const few = 32

func repeats(attributes pcommon.Map) bool {
	if attributes.Len() > few {
		seen := make(map[string]struct{}, attributes.Len())
		for key := range attributes.All() {
			if _, again := seen[key]; again {
				return true
			}
			seen[key] = struct{}{}
		}
		return false
	}
	var keys [few]string
	count := 0
	for key := range attributes.All() {
		if slices.Contains(keys[:count], key) {
			return true
		}
		keys[count] = key
		count++
	}
	return false
}
