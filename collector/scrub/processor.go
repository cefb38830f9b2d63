package scrub

import (
	"context"
	"strings"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

type scrubber struct {
	*policy
	meters *meters
	walks  sync.Pool
}

func newScrubber(config *Config, meters *meters) (*scrubber, error) {
	policy, err := newPolicy(config)
	if err != nil {
		return nil, err
	}
	s := &scrubber{policy: policy, meters: meters}
	s.walks.New = func() any { return &walk{policy: policy} }
	return s, nil
}

// start refuses to run when a canary survives.
func (s *scrubber) start(context.Context, component.Host) error {
	return s.selfTest()
}

func (s *scrubber) process(ctx context.Context, traces ptrace.Traces) (ptrace.Traces, error) {
	since := time.Now()
	// A resource is made anew from what is known of it: entity references, and whatever comes next, stay behind.
	old := ptrace.NewTraces()
	traces.MoveTo(old)
	w := s.walks.Get().(*walk)
	defer s.walks.Put(w)
	traces.ResourceSpans().EnsureCapacity(old.ResourceSpans().Len())
	for _, from := range old.ResourceSpans().All() {
		to := traces.ResourceSpans().AppendEmpty()
		from.Resource().Attributes().MoveTo(to.Resource().Attributes())
		to.Resource().SetDroppedAttributesCount(from.Resource().DroppedAttributesCount())
		to.SetSchemaUrl(from.SchemaUrl())
		from.ScopeSpans().MoveAndAppendTo(to.ScopeSpans())
		tenant := s.tenant(to.Resource().Attributes())
		w.guarded(func() {
			if s.Mode == labels {
				w.label(to)
			} else {
				w.resource(to)
			}
		}, func(reason int) { wholeResource(to, reason) })
		s.meters.tell(ctx, &w.counts, tenant)
	}
	s.meters.took(ctx, since)
	return traces, nil
}

// tenant is whose spans these are, by what the kit stamped.
func (s *scrubber) tenant(resource pcommon.Map) string {
	parts := make([]string, 0, len(s.Tenant))
	for _, name := range s.Tenant {
		if value, found := resource.Get(name); found && value.Type() == pcommon.ValueTypeStr && len(value.Str()) < longestShown {
			parts = append(parts, value.Str())
		}
	}
	if len(parts) == 0 || len(parts) < len(s.Tenant) {
		return "unknown"
	}
	return strings.Join(parts, ".")
}
