package scrub

import (
	"encoding/json"
	"strings"
)

// shapeOf tells the members of an object that a text holds, in their order, each with its path and type, to a depth of
// three. A text that is no JSON has no members.
func shapeOf(text string, tell func(path []string, kind string)) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if !json.Valid([]byte(text)) {
		return
	}
	var path []string
	if token, err := decoder.Token(); err == nil && token == json.Delim('{') {
		objectShape(decoder, path, tell)
	}
}

// objectShape reads on behind the opening brace, up to behind the closing one.
func objectShape(decoder *json.Decoder, path []string, tell func([]string, string)) {
	for decoder.More() {
		name, _ := decoder.Token()
		inner := append(path, name.(string))
		token, _ := decoder.Token()
		if len(inner) <= deepestTyped {
			tell(inner, kindOf(token))
		}
		switch token {
		case json.Delim('{'):
			objectShape(decoder, inner, tell)
		case json.Delim('['):
			skipList(decoder)
		}
	}
	_, _ = decoder.Token()
}

func skipList(decoder *json.Decoder) {
	for depth := 1; depth > 0; {
		switch token, _ := decoder.Token(); token {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
	}
}

func kindOf(token json.Token) string {
	switch value := token.(type) {
	case json.Delim:
		if value == '{' {
			return "map"
		}
		return "array"
	case json.Number:
		if strings.ContainsAny(value.String(), ".eE") {
			return "double"
		}
		return "int"
	case string:
		return "string"
	case bool:
		return "boolean"
	}
	return "empty"
}
