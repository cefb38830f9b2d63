package scrub

import (
	"math"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"mcp-trace-kit/scrub/scan"
)

// told remembers what a value that is hidden holds of secrets, so that they stand nowhere else in the span either.
func (w *walk) told(key string, value pcommon.Value, telling scan.Telling) {
	if text := value.Type() == pcommon.ValueTypeStr; text && telling.Whole() && !scan.LooksJSON(value.Str()) {
		// A single text is no list of tokens, whatever its name.
		telling = scan.TellsAll
	}
	w.toldValue(value, key, telling, 0)
}

func (w *walk) toldValue(value pcommon.Value, key string, telling scan.Telling, depth int) {
	if depth > w.Bounds.Depth {
		panic(failure(tooDeep))
	}
	switch value.Type() {
	case pcommon.ValueTypeStr:
		w.found = w.scanner.Told(value.Str(), key, telling, w.found[:0])
		for _, finding := range w.found {
			w.secret(finding.Value)
		}
	case pcommon.ValueTypeInt, pcommon.ValueTypeDouble:
		if telling == scan.TellsAll && !scan.CountsTokens(key) {
			w.secret(digitsOf(value))
		}
	case pcommon.ValueTypeSlice:
		for _, item := range value.Slice().All() {
			w.toldValue(item, key, telling, depth+1)
		}
	case pcommon.ValueTypeMap:
		w.toldMembers(value.Map(), telling, depth+1)
	}
}

// toldMembers: a member is judged by what it stands within, by its own name, and by the name of its pair: the most telling
// counts.
func (w *walk) toldMembers(members pcommon.Map, outer scan.Telling, depth int) {
	if !outer.Whole() {
		outer = scan.TellsNothing
	}
	names := namesOfPair(members)
	for key, value := range members.All() {
		most, name := max(outer, w.tells(key)), key
		if scan.IsValueMember(key) {
			for _, other := range names {
				if telling := w.tells(other); telling > most {
					most, name = telling, other
				}
			}
		}
		w.toldValue(value, name, most, depth)
	}
}

// namesOfPair are what a pair calls itself, by which its value is judged too: `{"name": "Cookie", "value": …}`. A map
// without a value has none.
func namesOfPair(members pcommon.Map) (names []string) {
	isPair := false
	for name, value := range members.All() {
		isPair = isPair || scan.IsValueMember(name)
		if value.Type() == pcommon.ValueTypeStr && scan.IsNameMember(name) {
			names = append(names, value.Str())
		}
	}
	if !isPair {
		return nil
	}
	return names
}

// Range in which both engines write numbers without an exponent.
const smallestWritten, largestWritten = 1e-6, 1e21

// digitsOf a number as texts would repeat it, without its sign; empty where it would be written in another way.
func digitsOf(value pcommon.Value) string {
	if value.Type() == pcommon.ValueTypeInt {
		return strings.TrimPrefix(strconv.FormatInt(value.Int(), 10), "-")
	}
	size := math.Abs(value.Double())
	if size < smallestWritten || size >= largestWritten || math.IsNaN(size) {
		return ""
	}
	return strconv.FormatFloat(size, 'f', -1, 64)
}
