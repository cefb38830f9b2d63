package scan

import "strings"

// reader is a text with a count of how much of it was read. Rules may look far ahead and then find nothing, again and
// again; whoever counts the steps can stop that.
type reader struct {
	text  string
	steps int
}

// at is the byte at an index, and -1 outside the text, which is in no class.
func (r *reader) at(index int) int {
	if index < 0 || index >= len(r.text) {
		return -1
	}
	return int(r.text[index])
}

// runEnd is the first index from start on whose character is not of the class. At most limit characters are looked at.
func (r *reader) runEnd(start int, is func(int) bool, limit int) int {
	stop := min(len(r.text), start+limit)
	index := start
	for index < stop && is(int(r.text[index])) {
		index++
	}
	r.steps += index - start + 1
	return index
}

// run is runEnd without a limit.
func (r *reader) run(start int, is func(int) bool) int {
	return r.runEnd(start, is, len(r.text))
}

// runStart is the first index of the run that ends before end.
func (r *reader) runStart(end int, is func(int) bool, limit int) int {
	stop := max(0, end-limit)
	index := end
	for index > stop && is(int(r.text[index-1])) {
		index--
	}
	r.steps += end - index + 1
	return index
}

// last is the last index of a character within a part of the text; -1 where it is not.
func (r *reader) last(code byte, start, end int) int {
	index := end - 1
	for index >= start && r.text[index] != code {
		index--
	}
	r.steps += end - index
	if index < start {
		return -1
	}
	return index
}

// first is the first index of a character within a part of the text; -1 where it is not.
func (r *reader) first(code byte, start, end int) int {
	index := r.runEnd(start, func(other int) bool { return other != int(code) }, end-start)
	if index < end {
		return index
	}
	return -1
}

func (r *reader) startsWith(word string, start int) bool {
	return start >= 0 && start <= len(r.text) && strings.HasPrefix(r.text[start:], word)
}

func (r *reader) slice(start, end int) string {
	start, end = min(start, len(r.text)), min(end, len(r.text))
	if end <= start {
		return ""
	}
	r.steps += end - start
	return r.text[start:end]
}
