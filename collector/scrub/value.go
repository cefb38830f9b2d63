package scrub

import (
	"math"
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"mcp-trace-kit/scrub/scan"
)

// search looks for secrets in a value that nothing hides by its name. `path` leads to it from its attribute.
func (w *walk) search(d scan.Demand, value pcommon.Value, path string, depth, surface int) {
	if depth > w.Bounds.Depth {
		panic(failure(tooDeep))
	}
	switch value.Type() {
	case pcommon.ValueTypeStr:
		if shown := w.text(value.Str(), d, surface); shown != value.Str() {
			value.SetStr(shown)
		}
	case pcommon.ValueTypeBytes:
		w.hide(path, "", value, redact, bytesValue, surface)
	case pcommon.ValueTypeInt:
		if w.personalInt(value.Int()) {
			w.hide(path, "", value, redact, classOf("card"), surface)
		}
	case pcommon.ValueTypeDouble:
		if w.personalDouble(value.Double()) {
			w.hide(path, "", value, redact, classOf("card"), surface)
		}
	case pcommon.ValueTypeSlice:
		for _, item := range value.Slice().All() {
			w.search(d, item, path, depth+1, surface)
		}
	case pcommon.ValueTypeMap:
		w.searchMap(value.Map(), path, depth+1, surface)
	}
}

// searchMap: what lists and patterns say of an attribute's key they say of a member's too, and of the name of a pair.
func (w *walk) searchMap(members pcommon.Map, path string, depth, surface int) {
	changed := false
	var dropped map[string]struct{}
	names := namesOfPair(members)
	for key, value := range members.All() {
		v := w.member(key)
		inner := path + "." + v.name(key)
		by, of := v, key
		if scan.IsValueMember(key) {
			by, of = w.within(key, v, names)
		}
		changed = changed || v.changed
		if by.kind != hide {
			w.search(by.demand, value, inner, depth, surface)
			continue
		}
		w.told(of, value, by.tells)
		if w.hide(inner, "", value, by.action, by.class, surface) {
			continue
		}
		if dropped == nil {
			dropped = map[string]struct{}{}
		}
		dropped[key] = struct{}{}
	}
	if !changed && dropped == nil {
		return
	}
	old := pcommon.NewMap()
	members.MoveTo(old)
	for key, value := range old.All() {
		if _, gone := dropped[key]; gone {
			continue
		}
		v := w.member(key)
		if v.changed {
			w.note(v.found, onKey)
		}
		if _, again := members.Get(v.name(key)); again && v.changed {
			members.PutStr(v.name(key), Redacted)
			continue
		}
		value.MoveTo(members.PutEmpty(v.name(key)))
	}
}

// within is what decides on the value of a pair, and under which name: its own, or what the pair calls itself.
func (w *walk) within(key string, v *verdict, names []string) (*verdict, string) {
	by, of := v, key
	for _, name := range names {
		if by.kind == hide {
			break
		}
		by, of = w.member(name), name
	}
	return by, of
}

// member judges the name of a nested value. There is no allow-list within a value: what is searched was let in as a whole.
func (w *walk) member(key string) *verdict {
	v := w.decide(key)
	if v.kind == forget || v.kind == show {
		return &verdict{kind: search, demand: v.demand}
	}
	return v
}

func (v *verdict) name(key string) string {
	if v.changed {
		return v.shown
	}
	return key
}

// Fewest digits of a number that names somebody.
const leastPersonal = 1e8

func (w *walk) personalInt(number int64) bool {
	return number >= leastPersonal && w.scanner.Digits(strconv.FormatInt(number, 10))
}

func (w *walk) personalDouble(number float64) bool {
	return number >= leastPersonal && number < 1<<53 && number == math.Trunc(number) &&
		w.scanner.Digits(strconv.FormatFloat(number, 'f', 0, 64))
}
