package scan

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// visitor is what the walker asks of its owner.
type visitor interface {
	// leaf is a string, decoded, under its key. Returns what it becomes; the same string leaves it as it stands.
	leaf(value, key string) string
	// name is the name of a member, decoded.
	name(name string) string
	// number is one as written: whether it goes.
	number(digits, key string) bool
	// hides: whether everything under this key goes, whatever it is.
	hides(key string) bool
	// hidden is a string, decoded, that went by its key.
	hidden(value, key string)
	// hiddenJSON is an object or a list, as it is written, that went by its key.
	hiddenJSON(json, key string)
}

// looksJSON: whether a text begins as an object or a list does.
func looksJSON(text string) bool {
	for index := range len(text) {
		if !isBlank(int(text[index])) {
			return text[index] == '{' || text[index] == '['
		}
	}
	return false
}

// deepest nesting that is followed; what lies deeper goes.
const deepest = 128

// name is what an object calls itself, if it does.
type name struct {
	text  string
	there bool
}

// IsNameMember and IsValueMember: members of a pair, as headers, environment variables and form fields are written in lists.
func IsNameMember(key string) bool {
	return among(key, "name", "key", "header", "field", "variable")
}

// IsValueMember is the other one.
func IsValueMember(key string) bool { return among(key, "value") }

// among ignores case in ASCII alone, as the other engine does.
func among(key string, words ...string) bool {
	if len(key) > len("variable") {
		return false
	}
	return slices.Contains(words, lowered(key))
}

// walkJSONs goes through JSON that may stand behind JSON, as in a file of which every line is some.
func walkJSONs(text string, v visitor) (front string, rest int) {
	front, rest = walkJSON(text, v)
	if rest == 0 || !looksJSON(text[rest:]) {
		return front, rest
	}
	var out strings.Builder
	out.WriteString(front)
	for looksJSON(text[rest:]) {
		shown, walked := walkJSON(text[rest:], v)
		if walked == 0 {
			break
		}
		out.WriteString(shown)
		rest += walked
	}
	return out.String(), rest
}

// walkJSON goes through JSON once, as it is written: what nobody changes keeps every blank. It stops, and says where, at
// the first character that JSON does not allow, so that what is cut off or half JSON can be searched as text. The text
// that it returns is rewritten where the visitor asked for it.
func walkJSON(text string, v visitor) (front string, rest int) {
	var edits strings.Builder
	copied, index := 0, 0
	key, keyed, keyStart := "", false, 0
	keys := make([]string, 0, 8)
	// What the object at hand calls itself, for `{"name": "password", "value": …}`, and what those around it do.
	named, isNamed := "", false
	names := make([]name, 0, 8)
	member := func() string {
		if isNamed && IsValueMember(key) {
			return named
		}
		return key
	}
	replace := func(start, end int, by string) {
		edits.WriteString(text[copied:start])
		edits.WriteString(by)
		copied = end
	}
	stop := func(rest int) (string, int) {
		if copied == 0 {
			return text[:rest], rest
		}
		edits.WriteString(text[copied:rest])
		return edits.String(), rest
	}
	mask := quoted(Redacted)
	// What is cut off is searched together with the name it stands under; a name that is gone cannot come back for it.
	broken := func(index int) (string, int) {
		switch {
		case !keyed:
			return stop(index)
		case copied <= keyStart:
			return stop(keyStart)
		case v.hides(member()):
			replace(index, len(text), mask)
			return stop(len(text))
		}
		return stop(index)
	}
	under := func() string {
		switch {
		case keyed:
			return member()
		case len(keys) > 0:
			return keys[len(keys)-1]
		}
		return ""
	}

	for index < len(text) {
		code := text[index]
		switch {
		case isBlank(int(code)) || code == ',' || code == ':':
			index++
		case code == '"':
			end := stringEnd(text, index)
			if end < 0 {
				return broken(index)
			}
			value, ok := decoded(text[index+1 : end-1])
			if !ok {
				return broken(index)
			}
			colon := skipBlanks(text, end)
			if !keyed && colon < len(text) && text[colon] == ':' {
				if shown := v.name(value); shown != value {
					replace(index, end, quoted(shown))
				}
				key, keyed, keyStart = value, true, index
				index = colon + 1
				continue
			}
			shown := Redacted
			if keyed && value != "" && v.hides(member()) {
				v.hidden(value, member())
			} else {
				shown = v.leaf(value, under())
			}
			if shown != value {
				replace(index, end, quoted(shown))
			}
			if keyed && IsNameMember(key) {
				named, isNamed = value, true
			}
			keyed = false
			index = end
		case code == '{' || code == '[':
			if hidden := keyed && v.hides(member()); hidden || len(keys) == deepest {
				end := balancedEnd(text, index)
				if hidden {
					v.hiddenJSON(text[index:end], member())
				}
				replace(index, end, mask)
				keyed = false
				index = end
				continue
			}
			// The elements of a list stand under the list's key.
			outer := ""
			if code == '[' && keyed {
				outer = member()
			}
			keys = append(keys, outer)
			names = append(names, name{named, isNamed})
			isNamed = false
			keyed = false
			index++
		case code == '}' || code == ']':
			if len(keys) == 0 {
				return stop(index)
			}
			keys = keys[:len(keys)-1]
			outer := names[len(names)-1]
			named, isNamed = outer.text, outer.there
			names = names[:len(names)-1]
			keyed = false
			index++
			if len(keys) == 0 {
				return stop(skipBlanks(text, index))
			}
		case isDigit(int(code)) || code == '-':
			end := index
			for end < len(text) && isNumeral(text[end]) {
				end++
			}
			if v.number(text[index:end], under()) {
				replace(index, end, mask)
			}
			keyed = false
			index = end
		default:
			end := index
			for end < len(text) && end < index+6 && isLetter(int(text[end])) {
				end++
			}
			if word := text[index:end]; word != "true" && word != "false" && word != "null" {
				return broken(index)
			}
			keyed = false
			index = end
		}
	}
	return stop(len(text))
}

func isNumeral(code byte) bool {
	return isDigit(int(code)) || code == '+' || code == '-' || code == '.' || code == 'E' || code == 'e'
}

func skipBlanks(text string, index int) int {
	for index < len(text) && isBlank(int(text[index])) {
		index++
	}
	return index
}

// stringEnd is behind the closing quote; -1 where there is none.
func stringEnd(text string, start int) int {
	for index := start + 1; index < len(text); index++ {
		switch text[index] {
		case '\\':
			index++
		case '"':
			return index + 1
		}
	}
	return -1
}

var controls = strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`)

func decoded(inner string) (string, bool) {
	if !strings.Contains(inner, `\`) {
		return inner, true
	}
	var value string
	err := json.Unmarshal([]byte(`"`+controls.Replace(inner)+`"`), &value)
	return value, err == nil
}

// quoted writes a text as JavaScript's JSON does: both engines give the same.
func quoted(text string) string {
	const hex = "0123456789abcdef"
	out := make([]byte, 0, len(text)+2)
	out = append(out, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r == '\n':
			out = append(out, '\\', 'n')
		case r == '\r':
			out = append(out, '\\', 'r')
		case r == '\t':
			out = append(out, '\\', 't')
		case r == '\b':
			out = append(out, '\\', 'b')
		case r == '\f':
			out = append(out, '\\', 'f')
		case r < 0x20:
			out = append(out, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return string(append(out, '"'))
}

// balancedEnd is behind the bracket that closes the one at start; the end of the text where none does.
func balancedEnd(text string, start int) int {
	depth := 0
	for index := start; index < len(text); index++ {
		switch text[index] {
		case '"':
			end := stringEnd(text, index)
			if end < 0 {
				return len(text)
			}
			index = end - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return index + 1
			}
		}
	}
	return len(text)
}
