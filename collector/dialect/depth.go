package dialect

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// carry writes the largest depth of a trace state, unless the span tells a larger one itself.
func (d *Depth) carry(traceState string, attributes pcommon.Map) {
	for member := range strings.SplitSeq(traceState, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(member), "=")
		if !slices.Contains(d.Carried, name) {
			continue
		}
		// Too large a number is the largest there is.
		carried, err := strconv.ParseInt(value, 10, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) || carried < 0 {
			continue
		}
		told, found := attributes.Get(d.Attribute)
		if !found || told.Type() != pcommon.ValueTypeInt || told.Int() < carried {
			attributes.PutInt(d.Attribute, carried)
		}
	}
}
