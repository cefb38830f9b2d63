package scrub

import (
	"regexp"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// The closed set of types that may be told of a hidden value.
var typeNames = [...]string{
	pcommon.ValueTypeEmpty:  "empty",
	pcommon.ValueTypeStr:    "string",
	pcommon.ValueTypeInt:    "int",
	pcommon.ValueTypeDouble: "double",
	pcommon.ValueTypeBool:   "boolean",
	pcommon.ValueTypeBytes:  "bytes",
	pcommon.ValueTypeSlice:  "array",
	pcommon.ValueTypeMap:    "map",
}

// deepestTyped member is listed with its type, and largestTyped text is looked into for members. Unit: levels; bytes.
const (
	deepestTyped = 3
	largestTyped = 16 << 10
)

// memberName is what may be shown of the name of a nested value: sender's text, and not looked for by anybody.
var memberName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]{0,63}$`)

// typed lists what a value was before it is hidden, with the entry that stands for it.
func (w *walk) typed(key, entry string, value pcommon.Value) {
	if !w.Types || len(w.types) >= w.Bounds.TypeEntries {
		return
	}
	if entry == "" {
		entry = key + ":" + typeNames[value.Type()]
	}
	w.types = append(w.types, entry)
	switch value.Type() {
	case pcommon.ValueTypeMap:
		w.typedMembers(key, value.Map(), 1)
	case pcommon.ValueTypeStr:
		if text := value.Str(); len(text) <= largestTyped && len(text) > 1 && text[0] == '{' {
			shapeOf(text, func(path []string, kind string) {
				w.typedEntry(key, path, kind)
			})
		}
	}
}

func (w *walk) typedMembers(path string, members pcommon.Map, level int) {
	for name, value := range members.All() {
		if len(w.types) >= w.Bounds.TypeEntries {
			return
		}
		inner := path + "." + w.memberShown(name)
		w.types = append(w.types, inner+":"+typeNames[value.Type()])
		if value.Type() == pcommon.ValueTypeMap && level < deepestTyped {
			w.typedMembers(inner, value.Map(), level+1)
		}
	}
}

func (w *walk) typedEntry(key string, path []string, kind string) {
	if len(w.types) >= w.Bounds.TypeEntries {
		return
	}
	var entry strings.Builder
	entry.WriteString(key)
	for _, name := range path {
		entry.WriteByte('.')
		entry.WriteString(w.memberShown(name))
	}
	w.types = append(w.types, entry.String()+":"+kind)
}

func (w *walk) memberShown(name string) string {
	if !memberName.MatchString(name) {
		return Redacted
	}
	if shown, _ := w.scanner.Text(name, 0, nil); shown != name {
		return Redacted
	}
	return name
}

// senderTypes keeps of a sender's list what cannot be a lie: an entry whose attribute did arrive redacted.
func (w *walk) senderTypes(attributes pcommon.Map) {
	list, found := attributes.Get(typesKey)
	if !found || !w.Types || list.Type() != pcommon.ValueTypeSlice {
		return
	}
	for _, item := range list.Slice().All() {
		if len(w.types) < w.Bounds.TypeEntries && item.Type() == pcommon.ValueTypeStr && w.honest(item.Str(), attributes) {
			w.types = append(w.types, item.Str())
		}
	}
}

func (w *walk) honest(entry string, attributes pcommon.Map) bool {
	colon := strings.LastIndexByte(entry, ':')
	if colon < 1 || len(entry) > 2*longestShown || !slices.Contains(typeNames[:], entry[colon+1:]) || !printable(entry) {
		return false
	}
	if shown, _ := w.scanner.Text(entry[:colon], 0, nil); shown != entry[:colon] {
		return false
	}
	// The attribute itself, or the one that a nested name hangs on.
	for key := entry[:colon]; key != ""; {
		if value, found := attributes.Get(key); found {
			return holdsRedacted(value, strings.TrimPrefix(entry[len(key):colon], "."))
		}
		key = key[:max(0, strings.LastIndexByte(key, '.'))]
	}
	return false
}

// holdsRedacted: whether what stands at this path within a value was hidden, or the value itself was.
func holdsRedacted(value pcommon.Value, path string) bool {
	switch value.Type() {
	case pcommon.ValueTypeStr:
		return value.Str() == Redacted && membersShown(path)
	case pcommon.ValueTypeSlice:
		for _, item := range value.Slice().All() {
			if holdsRedacted(item, path) {
				return true
			}
		}
	case pcommon.ValueTypeMap:
		for name, inner := range value.Map().All() {
			rest, within := strings.CutPrefix(path, name)
			if within && (rest == "" || rest[0] == '.') && holdsRedacted(inner, strings.TrimPrefix(rest, ".")) {
				return true
			}
		}
	}
	return false
}

// membersShown: nested names of a sender are held to the same form as ours.
func membersShown(path string) bool {
	if path == "" {
		return true
	}
	for name := range strings.SplitSeq(path, ".") {
		if name != Redacted && !memberName.MatchString(name) {
			return false
		}
	}
	return true
}

func (w *walk) writeTypes(attributes pcommon.Map) {
	if len(w.types) == 0 {
		return
	}
	list := attributes.PutEmptySlice(typesKey)
	list.EnsureCapacity(len(w.types))
	for _, entry := range w.types {
		list.AppendEmpty().SetStr(entry)
	}
}
