package scrub

import (
	"encoding/json"
	"strings"
)

// shape goes over the members of an object that a text holds, in their order, each with its path and type.
type shape struct {
	text  string
	index int
	path  []string
	tell  func(path []string, kind string)
}

// shapeOf tells the members to a depth of three. A text that is no JSON has none; what stands in a list is told by its list.
func shapeOf(text string, tell func(path []string, kind string)) {
	if json.Valid([]byte(text)) {
		s := shape{text: text, path: make([]string, 0, deepestTyped+1), tell: tell}
		s.value(true)
	}
}

// value reads one, which is known to be JSON.
func (s *shape) value(listed bool) {
	s.blanks()
	start := s.index
	kind := ""
	switch s.text[start] {
	case '{':
		kind = "map"
	case '[':
		kind = "array"
	case '"':
		kind = "string"
		s.skipString()
	case 't', 'f':
		kind = "boolean"
		s.skipWord()
	case 'n':
		kind = "empty"
		s.skipWord()
	default:
		kind = "int"
		s.skipWord()
		if strings.ContainsAny(s.text[start:s.index], ".eE") {
			kind = "double"
		}
	}
	if listed && len(s.path) > 0 && len(s.path) <= deepestTyped {
		s.tell(s.path, kind)
	}
	switch kind {
	case "map":
		s.members(listed)
	case "array":
		s.items()
	}
}

func (s *shape) members(listed bool) {
	for s.index++; ; {
		s.blanks()
		switch s.text[s.index] {
		case '}':
			s.index++
			return
		case ',':
			s.index++
			continue
		}
		start := s.index
		s.skipString()
		name := s.text[start+1 : s.index-1]
		if strings.Contains(name, `\`) {
			_ = json.Unmarshal([]byte(s.text[start:s.index]), &name)
		}
		s.blanks()
		s.index++ // the colon
		s.path = append(s.path, name)
		s.value(listed)
		s.path = s.path[:len(s.path)-1]
	}
}

func (s *shape) items() {
	for s.index++; ; {
		s.blanks()
		switch s.text[s.index] {
		case ']':
			s.index++
			return
		case ',':
			s.index++
		default:
			s.value(false)
		}
	}
}

func (s *shape) blanks() {
	for strings.IndexByte(" \t\r\n", s.text[s.index]) >= 0 {
		s.index++
	}
}

func (s *shape) skipString() {
	for s.index++; s.text[s.index] != '"'; s.index++ {
		if s.text[s.index] == '\\' {
			s.index++
		}
	}
	s.index++
}

func (s *shape) skipWord() {
	for s.index < len(s.text) && strings.IndexByte(",]} \t\r\n", s.text[s.index]) < 0 {
		s.index++
	}
}
