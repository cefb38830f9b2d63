package tracewatch

import (
	"slices"
	"strings"
	"unsafe"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// trace is what several tenants may have sent spans of.
type trace struct {
	id pcommon.TraceID
	// parts are what is kept of it, one a tenant.
	parts []*part
	// senders are all tenants that were seen, whether or not their part is still there.
	senders []*tenant
	series  series
}

// part is one tenant's spans of one trace. Tenants do not share one: what another sends can neither hide this one's calls,
// nor add to them, nor push them out.
type part struct {
	trace  *trace
	tenant *tenant
	links  links[part]
	// last is when its last span came. Unit: milliseconds.
	last  int64
	nodes nodes
	// tools are the names in the nodes, from 1 on.
	tools          []string
	calls, changes int64
	// debt are facts that were counted twice before it was seen that they are one.
	debt                   [factCount]uint16
	depth, repeats, errors int32
	// open: something may have changed since the last flush, or waits to be counted.
	open, gone bool
	// bytes it was last found to take.
	bytes  int64
	series *[partMetrics]series
}

// otherTool stands for the names beyond the first ones of a part, which are no longer told apart nor taken for each other.
const otherTool = 255

// toolIndex of a name, 0 for none.
func (p *part) toolIndex(name string) uint8 {
	if name == "" {
		return 0
	}
	if index := slices.Index(p.tools, name); index >= 0 {
		return uint8(index + 1)
	}
	if len(p.tools) == otherTool-1 {
		return otherTool
	}
	p.tools = append(p.tools, strings.Clone(name))
	return uint8(len(p.tools))
}

func (p *part) toolName(index uint8) string {
	if index == 0 || index == otherTool {
		return ""
	}
	return p.tools[index-1]
}

// sameCall: whether the names above and below are of one call. Gateways and mounts put a name of theirs before the server's:
// `shop_search` above `search`.
func sameCall(above, below string) bool {
	if above == "" || below == "" {
		return false
	}
	if !strings.HasSuffix(above, below) {
		return false
	}
	return len(above) == len(below) || strings.IndexByte("_.-/:", above[len(above)-len(below)-1]) >= 0
}

const (
	// mapEntry is what an entry of the table of traces takes.
	mapEntry  = 48
	partBytes = int64(unsafe.Sizeof(part{})) + int64(unsafe.Sizeof(trace{})) + 4*8 + mapEntry
	nodeBytes = int64(unsafe.Sizeof(node{}))
)

// weight of the part. Unit: bytes.
func (p *part) weight() int64 {
	bytes := partBytes + int64(cap(p.nodes.list))*nodeBytes + int64(cap(p.nodes.index))*2 + int64(cap(p.tools))*16
	for _, name := range p.tools {
		bytes += int64(len(name))
	}
	if p.series != nil {
		bytes += int64(unsafe.Sizeof(*p.series))
	}
	return bytes
}
