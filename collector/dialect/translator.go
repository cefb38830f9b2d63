package dialect

import (
	"context"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

type translator struct {
	*Config
}

func (t *translator) process(_ context.Context, traces ptrace.Traces) (ptrace.Traces, error) {
	for _, resource := range traces.ResourceSpans().All() {
		attributes := resource.Resource().Attributes()
		for _, scope := range resource.ScopeSpans().All() {
			for _, span := range scope.Spans().All() {
				t.span(span, attributes)
			}
		}
		attributes.Clear()
		for name, value := range t.Resource {
			attributes.PutStr(name, value)
		}
	}
	return traces, nil
}

func (t *translator) span(span ptrace.Span, resource pcommon.Map) {
	attributes := span.Attributes()
	t.Tool.take(attributes)
	t.Caller.take(attributes)
	for _, denial := range t.Decision.Foreign {
		if value, found := attributes.Get(denial.Attribute); found && value.AsString() == denial.Value {
			attributes.PutStr(t.Decision.Attribute, t.Decision.Deny)
		}
	}
	if depth, found := attributes.Get(t.Depth.Attribute); found && depth.Type() == pcommon.ValueTypeInt {
		depth.SetInt(min(depth.Int(), t.Depth.Max))
	}
	attributes.PutStr(t.TraceLabel, span.TraceID().String())
	for label, name := range t.ResourceLabels {
		if value, found := resource.Get(name); found {
			value.CopyTo(attributes.PutEmpty(label))
		} else {
			attributes.Remove(label)
		}
	}
}

// take writes the first value there is under the kit's own name, and under the label's.
func (s *Source) take(attributes pcommon.Map) {
	if s.Label != "" {
		attributes.Remove(s.Label)
	}
	for _, name := range s.From {
		value, found := attributes.Get(name)
		if !found {
			continue
		}
		// A copy: a new attribute may move the list that the value stands in.
		first := pcommon.NewValueEmpty()
		value.CopyTo(first)
		first.CopyTo(attributes.PutEmpty(s.Attribute))
		if s.Label != "" {
			first.CopyTo(attributes.PutEmpty(s.Label))
		}
		return
	}
}
