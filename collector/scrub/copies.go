package scrub

import (
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"mcp-trace-kit/scrub/scan"
)

// without replaces what was found in the span wherever else it stands.
func (w *walk) without(text string) string {
	return scan.Without(text, w.secrets)
}

func (w *walk) spanCopies(span ptrace.Span) {
	span.SetName(w.without(span.Name()))
	if message := span.Status().Message(); !contains(w.statuses, message) {
		span.Status().SetMessage(w.without(message))
	}
	w.copies(span.Attributes())
	for _, event := range span.Events().All() {
		if !contains(w.events, event.Name()) {
			event.SetName(w.without(event.Name()))
		}
		w.copies(event.Attributes())
	}
	for _, link := range span.Links().All() {
		w.copies(link.Attributes())
	}
}

func contains(set map[string]struct{}, text string) bool {
	_, found := set[text]
	return found
}

// copies looks through a whole bag, but for values of a closed set, which cannot hold a secret.
func (w *walk) copies(attributes pcommon.Map) {
	if len(w.secrets) == 0 {
		return
	}
	changed := false
	for key, value := range attributes.All() {
		changed = changed || w.without(key) != key
		if kept := w.keep[key]; kept == nil || len(kept.Values) == 0 {
			w.valueCopies(value)
		}
	}
	if !changed {
		return
	}
	old := pcommon.NewMap()
	attributes.MoveTo(old)
	for key, value := range old.All() {
		shown := w.without(key)
		if shown != key {
			w.counts.hidden[byKey][onKey]++
		}
		if _, again := attributes.Get(shown); again {
			attributes.PutStr(shown, Redacted)
			continue
		}
		value.MoveTo(attributes.PutEmpty(shown))
	}
}

func (w *walk) valueCopies(value pcommon.Value) {
	switch value.Type() {
	case pcommon.ValueTypeStr:
		if text := w.without(value.Str()); text != value.Str() {
			value.SetStr(text)
		}
	case pcommon.ValueTypeInt, pcommon.ValueTypeDouble:
		if slices.Contains(w.secrets, digitsOf(value)) {
			value.SetStr(Redacted)
		}
	case pcommon.ValueTypeSlice:
		for _, item := range value.Slice().All() {
			w.valueCopies(item)
		}
	case pcommon.ValueTypeMap:
		w.copies(value.Map())
	}
}
