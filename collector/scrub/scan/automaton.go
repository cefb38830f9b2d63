package scan

import "slices"

// automaton finds all of many words in one pass over a text, upper and lower case alike (Aho and Corasick, as one dense table).
type automaton struct {
	// classOf is a byte's class; bytes that are in no word share class 0.
	classOf [256]uint8
	classes int
	// next is the state of state*classes+class.
	next []uint16
	// found are the words that end in a state, as indexes; none for most.
	found [][]int
}

func newAutomaton(words []string) *automaton {
	a := &automaton{classes: 1}
	for _, w := range words {
		for _, code := range []byte(lowered(w)) {
			if a.classOf[code] == 0 {
				a.classOf[code] = uint8(a.classes)
				if isLower(int(code)) {
					a.classOf[code-0x20] = uint8(a.classes)
				}
				a.classes++
			}
		}
	}
	edges := [][]uint16{make([]uint16, a.classes)}
	a.found = [][]int{nil}
	for index, w := range words {
		state := uint16(0)
		for _, code := range []byte(lowered(w)) {
			symbol := a.classOf[code]
			if edges[state][symbol] == 0 {
				edges[state][symbol] = uint16(len(edges))
				edges = append(edges, make([]uint16, a.classes))
				a.found = append(a.found, nil)
			}
			state = edges[state][symbol]
		}
		a.found[state] = append(a.found[state], index)
	}
	a.link(edges)
	a.next = slices.Concat(edges...)
	return a
}

// link fills every missing edge with where the longest suffix goes, breadth first, so that no step ever goes back.
func (a *automaton) link(edges [][]uint16) {
	fallback := make([]uint16, len(edges))
	var queue []uint16
	for _, state := range edges[0] {
		if state != 0 {
			queue = append(queue, state)
		}
	}
	for head := 0; head < len(queue); head++ {
		state := queue[head]
		back := fallback[state]
		a.found[state] = append(a.found[state], a.found[back]...)
		for symbol := range a.classes {
			along := edges[back][symbol]
			if target := edges[state][symbol]; target == 0 {
				edges[state][symbol] = along
			} else {
				fallback[target] = along
				queue = append(queue, target)
			}
		}
	}
}
