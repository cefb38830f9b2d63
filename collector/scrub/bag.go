package scrub

import (
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// bag is one set of attributes.
func (w *walk) bag(attributes pcommon.Map, surface int) {
	if attributes.Len() == 0 {
		return
	}
	w.types = w.types[:0]
	if attributes.Len() > fewKeys || w.judged(attributes) {
		w.rebuild(attributes, surface)
		return
	}
	w.senderTypes(attributes)
	removed, index := false, 0
	for key, value := range attributes.All() {
		v := w.verdicts[index]
		index++
		stays := key != typesKey && w.attribute(key, value, v, surface)
		removed = removed || !stays
	}
	if removed {
		index = 0
		attributes.RemoveIf(func(key string, _ pcommon.Value) bool {
			v := w.verdicts[index]
			index++
			return key == typesKey || v.kind == forget || (v.kind == hide && v.action == drop)
		})
	}
	w.writeTypes(attributes)
}

// judged decides on every key of a small bag; true where it has to be made anew: a key repeats, or cannot be shown as it is.
func (w *walk) judged(attributes pcommon.Map) bool {
	count := 0
	for key := range attributes.All() {
		for _, earlier := range w.names[:count] {
			if earlier == key {
				return true
			}
		}
		w.names[count] = key
		w.verdicts[count] = w.decide(key)
		if w.verdicts[count].changed && key != typesKey {
			return true
		}
		count++
	}
	return false
}

// attribute shows, hides or searches one value; false asks for its removal.
func (w *walk) attribute(key string, value pcommon.Value, v *verdict, surface int) bool {
	switch v.kind {
	case forget:
		w.counts.hidden[senderMark][surface]++
		return false
	case show:
		if w.shown(value, v, surface) {
			return true
		}
		// What holds something else than it was registered with is redacted, so that it is seen that it does.
		w.told(key, value, v.tells)
		return w.hide(key, v.typed[value.Type()], value, redact, wrongType, surface)
	case hide:
		w.told(key, value, v.tells)
		return w.hide(key, v.typed[value.Type()], value, v.action, v.class, surface)
	default:
		w.search(v.demand, value, key, 0, surface)
		return true
	}
}

// hide puts something else in a value's place.
func (w *walk) hide(key, entry string, value pcommon.Value, action string, class, surface int) bool {
	if value.Type() == pcommon.ValueTypeStr && value.Str() == Redacted {
		return action != drop
	}
	w.counts.hidden[class][surface]++
	if action == drop {
		return false
	}
	w.typed(key, entry, value)
	if action == hash {
		value.SetStr(w.digest(value))
	} else {
		value.SetStr(Redacted)
	}
	return true
}

// shown keeps a registered value as it is, but for secrets in its text; false where it is not what was registered.
func (w *walk) shown(value pcommon.Value, v *verdict, surface int) bool {
	switch v.kept.Type {
	case "string":
		if value.Type() != pcommon.ValueTypeStr {
			return false
		}
		text, ok := w.keptText(value.Str(), v, surface)
		if ok && text != value.Str() {
			value.SetStr(text)
		}
		return ok
	case "string[]":
		if value.Type() != pcommon.ValueTypeSlice {
			return false
		}
		for _, item := range value.Slice().All() {
			if item.Type() != pcommon.ValueTypeStr {
				return false
			}
		}
		for _, item := range value.Slice().All() {
			text, ok := w.keptText(item.Str(), v, surface)
			if !ok {
				return false
			}
			item.SetStr(text)
		}
		return true
	case "int":
		return value.Type() == pcommon.ValueTypeInt && !w.personalInt(value.Int())
	case "double":
		return value.Type() == pcommon.ValueTypeDouble && !w.personalDouble(value.Double())
	default:
		return value.Type() == pcommon.ValueTypeBool
	}
}

func (w *walk) keptText(text string, v *verdict, surface int) (string, bool) {
	if closed := w.closed[v.kept]; closed != nil {
		_, known := closed[text]
		return text, known
	}
	if text == Redacted {
		return text, true
	}
	if len(text) > longestShown || !printable(text) {
		return "", false
	}
	return w.text(text, v.demand, surface), true
}

func printable(text string) bool {
	for index := range len(text) {
		if text[index] < 0x20 || text[index] == 0x7f {
			return false
		}
	}
	return utf8.ValidString(text)
}

// entry is one attribute of a bag that has to be made anew.
type entry struct {
	key      string
	value    pcommon.Value
	verdict  *verdict
	repeated bool
}

// rebuild makes a bag anew where keys repeat or hold secrets: keys cannot be changed in place.
func (w *walk) rebuild(attributes pcommon.Map, surface int) {
	w.senderTypes(attributes)
	old := pcommon.NewMap()
	attributes.MoveTo(old)
	if surface == onSpan {
		w.old, w.rebuilding = old, true
	}
	w.entries = w.entries[:0]
	places := make(map[string]int, old.Len())
	for key, value := range old.All() {
		if key == typesKey {
			continue
		}
		v := w.decide(key)
		if v.changed {
			w.note(v.found, onKey)
			if len(v.found) == 0 {
				w.counts.hidden[plainText][onKey]++
			}
			key = v.shown
		}
		if place, again := places[key]; again {
			w.entries[place].repeated = true
			w.told(key, value, v.tells)
			continue
		}
		places[key] = len(w.entries)
		w.entries = append(w.entries, entry{key, value, v, false})
	}
	for _, e := range w.entries {
		value := attributes.PutEmpty(e.key)
		e.value.MoveTo(value)
		var stays bool
		if e.repeated && e.verdict.kind != forget {
			w.told(e.key, value, e.verdict.tells)
			stays = w.hide(e.key, "", value, redact, duplicateKey, surface)
		} else {
			stays = w.attribute(e.key, value, e.verdict, surface)
		}
		if !stays {
			attributes.Remove(e.key)
		}
	}
	w.rebuilding = false
	w.writeTypes(attributes)
}

// fewKeys are compared with each other; a bag of more is made anew, which finds repeated keys on the way.
const fewKeys = 32
