package tracewatch

import "math/rand/v2"

// node is a span that is remembered: 32 bytes. Most say nothing themselves and only lead from a call to the one above it.
type node struct {
	id, parent uint64
	caller     *caller
	// at is when it came. Unit: milliseconds, around the clock.
	at   uint32
	tool uint8
	// facts it states, those of them that were counted, and those that belong to a span below it.
	facts, paid, covered fact
}

// due are the facts that are still to be counted.
func (n *node) due() fact { return n.facts &^ n.paid &^ n.covered }

const (
	// fewNodes are searched one by one, more by an index.
	fewNodes = 16
	// mostNodes have places that fit the index.
	mostNodes = 1 << 15
)

// nodes are the newest spans of one tenant in one trace, in the order they came.
type nodes struct {
	list []node
	// index is an open hash table of places in the list, from 1 on.
	index []uint16
}

// seed keeps a sender from choosing span ids that fall together.
var seed = rand.Uint64()

func slot(id uint64, size int) int {
	mixed := (id ^ seed) * 0x9E3779B97F4A7C15
	return int((mixed ^ mixed>>29) & uint64(size-1))
}

// find says where a span stands, or -1.
func (n *nodes) find(id uint64) int {
	if len(n.index) == 0 {
		for place := range n.list {
			if n.list[place].id == id {
				return place
			}
		}
		return -1
	}
	for at := slot(id, len(n.index)); n.index[at] != 0; at = (at + 1) & (len(n.index) - 1) {
		if place := int(n.index[at]) - 1; n.list[place].id == id {
			return place
		}
	}
	return -1
}

// add appends a span that is not there yet.
func (n *nodes) add(item node, limit int) {
	if len(n.list) == cap(n.list) {
		grown := make([]node, len(n.list), min(max(4, 2*cap(n.list)), limit))
		copy(grown, n.list)
		n.list = grown
	}
	n.list = append(n.list, item)
	switch {
	case len(n.list) <= fewNodes:
	case 2*len(n.list) > len(n.index):
		n.reindex(max(64, 2*len(n.index)))
	default:
		n.enter(len(n.list) - 1)
	}
}

// forget drops the oldest ones.
func (n *nodes) forget(count int) {
	left := copy(n.list, n.list[count:])
	clear(n.list[left:])
	n.list = n.list[:left]
	if len(n.index) > 0 {
		n.reindex(len(n.index))
	}
}

func (n *nodes) reindex(size int) {
	n.index = make([]uint16, size)
	for place := range n.list {
		n.enter(place)
	}
}

func (n *nodes) enter(place int) {
	at := slot(n.list[place].id, len(n.index))
	for n.index[at] != 0 {
		at = (at + 1) & (len(n.index) - 1)
	}
	n.index[at] = uint16(place + 1)
}
