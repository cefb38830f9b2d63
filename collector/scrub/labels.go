package scrub

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"mcp-trace-kit/scrub/scan"
)

// label leaves of a resource's spans what metrics may carry. Whatever a sender writes, a span stays countable: nothing here
// redacts it whole.
func (w *walk) label(spans ptrace.ResourceSpans) {
	spans.SetSchemaUrl("")
	spans.Resource().Attributes().RemoveIf(func(key string, value pcommon.Value) bool { return !w.labelled(key, value) })
	for _, scope := range spans.ScopeSpans().All() {
		scope.SetSchemaUrl("")
		scope.Scope().SetName("")
		scope.Scope().SetVersion("")
		scope.Scope().Attributes().Clear()
		for _, span := range scope.Spans().All() {
			span.SetName("")
			span.Status().SetMessage("")
			span.TraceState().FromRaw("")
			span.Events().RemoveIf(func(ptrace.SpanEvent) bool { return true })
			span.Links().RemoveIf(func(ptrace.SpanLink) bool { return true })
			w.labelBag(span.Attributes())
		}
	}
}

func (w *walk) labelBag(attributes pcommon.Map) {
	if attributes.Len() > fewKeys || w.judged(attributes) {
		w.once(attributes)
	}
	attributes.RemoveIf(func(key string, value pcommon.Value) bool { return !w.labelled(key, value) })
}

// once leaves one copy of a label that stands there twice, and nothing of its value.
func (w *walk) once(attributes pcommon.Map) {
	old := pcommon.NewMap()
	attributes.MoveTo(old)
	for key, value := range old.All() {
		if w.labels[key] == nil {
			continue
		}
		if _, again := attributes.Get(key); again {
			w.counts.hidden[duplicateKey][onSpan]++
			attributes.PutStr(key, Redacted)
			continue
		}
		value.MoveTo(attributes.PutEmpty(key))
	}
}

// labelled brings a label's value into its form; false where it is no label, or has another type.
func (w *walk) labelled(key string, value pcommon.Value) bool {
	label := w.labels[key]
	if label == nil {
		return false
	}
	if label.Type == "int" {
		return value.Type() == pcommon.ValueTypeInt
	}
	if value.Type() != pcommon.ValueTypeStr {
		return false
	}
	text := Redacted
	if raw := value.Str(); len(raw) <= w.Bounds.ValueBytes {
		w.counts.bytes += int64(len(raw))
		shown, found := w.scanner.Text(raw, 0, w.found[:0])
		w.found = found[:0]
		for _, finding := range found {
			if finding.Class != scan.Told {
				w.counts.hidden[classOf(finding.Class)][onSpan]++
			}
		}
		text = shown
	}
	if label.Hash {
		value.SetStr(w.digest(value))
		return true
	}
	value.SetStr(labelText(text, label.MaxLength))
	return true
}

// labelText is cut, and reduced to characters that cannot break a query, a link or a notification.
func labelText(text string, longest int) string {
	var out strings.Builder
	count := 0
	for _, r := range text {
		if count == longest {
			break
		}
		count++
		if r < 128 && (isPlain(byte(r)) || strings.ContainsRune("._:@/-", r)) {
			out.WriteByte(byte(r))
		} else {
			out.WriteByte('_')
		}
	}
	return out.String()
}

func isPlain(code byte) bool {
	return code >= 'a' && code <= 'z' || code >= 'A' && code <= 'Z' || code >= '0' && code <= '9' || code == '_'
}
