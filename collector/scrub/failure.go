package scrub

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Reasons for which something is redacted whole.
const (
	tooLarge = iota
	tooDeep
	tooManyCopies
	tooSlow
	faulty
)

var reasons = [...]string{"size", "depth", "copies", "time", "error"}

// failure ends the work on one span, scope or resource.
type failure int

// reasonOf: whatever was not foreseen is an error. What it says may hold data, so nobody reads it.
func reasonOf(recovered any) int {
	if reason, foreseen := recovered.(failure); foreseen {
		return int(reason)
	}
	return faulty
}

// whole leaves of a span its place in the trace and its times.
func whole(span ptrace.Span, reason int) {
	span.SetName(Redacted)
	span.Status().SetMessage("")
	span.TraceState().FromRaw("")
	wholeBag(span.Attributes(), reason)
	for _, event := range span.Events().All() {
		event.SetName(Redacted)
		event.Attributes().Clear()
	}
	for _, link := range span.Links().All() {
		link.TraceState().FromRaw("")
		link.Attributes().Clear()
	}
}

func wholeBag(attributes pcommon.Map, reason int) {
	attributes.Clear()
	attributes.PutStr(wholeKey, reasons[reason])
}

// wholeResource is for what fails where nothing should: everything goes.
func wholeResource(spans ptrace.ResourceSpans, reason int) {
	spans.SetSchemaUrl("")
	wholeBag(spans.Resource().Attributes(), reason)
	for _, scope := range spans.ScopeSpans().All() {
		scope.SetSchemaUrl("")
		scope.Scope().SetName(Redacted)
		scope.Scope().SetVersion("")
		wholeBag(scope.Scope().Attributes(), reason)
		for _, span := range scope.Spans().All() {
			whole(span, reason)
		}
	}
}
