package tracewatch

import "slices"

// Steps of a walk through one part, and through the parts of several tenants.
const (
	longestWalk        = 256
	longestForeignWalk = 64
)

const (
	nobody  = -1
	unknown = -2
	// onTheWay ends circles.
	onTheWay = -3
)

// walker goes through the spans of a part, those above before those below. It is used for one part after the other.
type walker struct {
	// near is for each span the closest one above it that states a fact.
	near  []int32
	chain []int16
	path  []int32
	above []int32
}

// walk finds out which spans report one call, and the longest chain of calls.
func (w *walker) walk(p *part, limit int64) {
	list := p.nodes.list
	w.near = slices.Grow(w.near[:0], len(list))[:len(list)]
	w.chain = slices.Grow(w.chain[:0], len(list))[:len(list)]
	w.above = slices.Grow(w.above[:0], len(list))[:len(list)]
	for place := range list {
		w.near[place] = unknown
		w.chain[place] = 0
	}
	for place := range list {
		if w.near[place] != unknown {
			continue
		}
		w.climb(p, int32(place))
		for _, at := range slices.Backward(w.path) {
			w.near[at] = w.nearest(list, at)
			if list[at].facts != 0 {
				w.cover(p, at)
				w.measure(p, at, limit)
			}
		}
	}
}

// climb notes the way up to the first span that was visited or is not there.
func (w *walker) climb(p *part, at int32) {
	w.path = w.path[:0]
	for at >= 0 && w.near[at] == unknown {
		w.path = append(w.path, at)
		w.near[at] = onTheWay
		next := int32(nobody)
		if parent := p.nodes.list[at].parent; parent != 0 {
			next = int32(p.nodes.find(parent))
		}
		w.above[at] = next
		at = next
	}
}

func (w *walker) nearest(list []node, at int32) int32 {
	above := w.above[at]
	switch {
	case above < 0 || w.near[above] == onTheWay:
		return nobody
	case list[above].facts != 0:
		return above
	default:
		return w.near[above]
	}
}

// cover takes each fact of a span from the closest span above it that states it of the same call: what is nearest to the tool
// counts. It ends at a call of another tool.
func (w *walker) cover(p *part, place int32) {
	list := p.nodes.list
	leaf := &list[place]
	// A span that is no call speaks for the call it stands in.
	name := ""
	if leaf.facts&isCall != 0 {
		name = p.toolName(leaf.tool)
	}
	left := leaf.facts
	at := w.near[place]
	for range longestWalk {
		if at < 0 || left == 0 {
			return
		}
		above := &list[at]
		if above.facts&isCall != 0 {
			if leaf.facts&isCall == 0 && name == "" {
				name = p.toolName(above.tool)
			} else if !sameCall(p.toolName(above.tool), name) {
				return
			}
		}
		p.takeOver(leaf, above, left&above.facts)
		left &^= above.facts
		at = w.near[at]
	}
}

// measure says how many calls lie one within the other down to this one.
func (w *walker) measure(p *part, place int32, limit int64) {
	list := p.nodes.list
	if list[place].facts&isCall == 0 {
		return
	}
	name := p.toolName(list[place].tool)
	at := w.near[place]
	for range longestWalk {
		if at < 0 || list[at].facts&isCall != 0 {
			break
		}
		at = w.near[at]
	}
	chain := int16(1)
	switch {
	case at >= 0 && sameCall(p.toolName(list[at].tool), name):
		chain = max(w.chain[at], 1)
	case at >= 0:
		chain = w.chain[at] + 1
	case len(p.trace.parts) > 1:
		chain = foreignChain(p, &list[place], name)
	}
	w.chain[place] = int16(min(int64(chain), limit))
	p.depth = max(p.depth, int32(w.chain[place]))
}

// foreignChain leads through other tenants' spans too. Each span names its own parent, so nobody can make another's chain
// longer than the caller of that other could.
func foreignChain(p *part, leaf *node, name string) int16 {
	chain, parent := int16(1), leaf.parent
	for range longestForeignWalk {
		owner, above := p.trace.find(p, parent)
		if above == nil || above == leaf {
			break
		}
		if above.facts&isCall != 0 {
			if next := owner.toolName(above.tool); !sameCall(next, name) {
				chain++
				name = next
			}
		}
		parent = above.parent
	}
	return chain
}

// find looks for a span in a part of the trace, and then in the others.
func (t *trace) find(first *part, id uint64) (*part, *node) {
	if id == 0 {
		return nil, nil
	}
	if at := first.nodes.find(id); at >= 0 {
		return first, &first.nodes.list[at]
	}
	for _, other := range t.parts {
		if at := other.nodes.find(id); at >= 0 {
			return other, &other.nodes.list[at]
		}
	}
	return nil, nil
}
