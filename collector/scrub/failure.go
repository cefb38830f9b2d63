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

// redactWhole leaves of a span what it says in words of closed sets as well, such as that a call was refused: no sender's text fits
// there, and what makes a span fail must not take it off the record.
func (w *walk) redactWhole(span ptrace.Span, reason int) {
	marks := pcommon.NewMap()
	w.keepMarks(span.Attributes(), marks)
	if w.rebuilding {
		w.keepMarks(w.old, marks)
	}
	whole(span, reason)
	for key, value := range marks.All() {
		value.CopyTo(span.Attributes().PutEmpty(key))
	}
}

// keepMarks copies marks that stand there once: of two nobody knows which is true.
func (w *walk) keepMarks(from, to pcommon.Map) {
	count := make(map[string]int, from.Len())
	for key := range from.All() {
		count[key]++
	}
	for key, value := range from.All() {
		if count[key] == 1 && w.isMark(key, value) {
			value.CopyTo(to.PutEmpty(key))
		}
	}
}

func (w *walk) isMark(key string, value pcommon.Value) bool {
	kept := w.keep[key]
	switch {
	case kept == nil:
		return false
	case kept.Type == "string" && value.Type() == pcommon.ValueTypeStr:
		_, known := w.closed[kept][value.Str()]
		return known
	default:
		return kept.Type == "boolean" && value.Type() == pcommon.ValueTypeBool
	}
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
