package dialect

import (
	"context"
	"slices"

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
	if _, isCall := attributes.Get(t.Tool.Attribute); isCall {
		t.Depth.carry(span.TraceState().AsRaw(), attributes)
	}
	if depth, found := attributes.Get(t.Depth.Attribute); found && depth.Type() == pcommon.ValueTypeInt {
		depth.SetInt(min(depth.Int(), t.Depth.Max))
	}
	t.Code.take(attributes)
	for _, flag := range t.Flags {
		numbered(attributes, flag)
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

// take writes the code as a text, and nothing a sender wrote under the label's name.
func (c *Code) take(attributes pcommon.Map) {
	attributes.Remove(c.Label)
	value, found := attributes.Get(c.Attribute)
	if !found || value.Type() != pcommon.ValueTypeInt && value.Type() != pcommon.ValueTypeStr {
		return
	}
	if code := value.AsString(); slices.Contains(c.Values, code) {
		attributes.PutStr(c.Label, code)
	}
}

func numbered(attributes pcommon.Map, flag string) {
	value, found := attributes.Get(flag)
	switch {
	case !found:
	case value.Type() != pcommon.ValueTypeBool:
		attributes.Remove(flag)
	case value.Bool():
		value.SetInt(1)
	default:
		value.SetInt(0)
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
