package scan

import "strings"

// Without is a text without any of the values, wherever they stand. Every place is marked before one is replaced, so that
// the order of the values says nothing: one that begins another, or overlaps it, leaves no rest of it.
func Without(text string, values []string) string {
	var marks []bool
	for _, value := range values {
		for from := 0; len(text)-from >= len(value); {
			place := strings.Index(text[from:], value)
			if place < 0 {
				break
			}
			if marks == nil {
				marks = make([]bool, len(text))
			}
			start := from + place
			from = start + len(value)
			for index := start; index < from; index++ {
				marks[index] = true
			}
		}
	}
	if marks == nil {
		return text
	}
	var out strings.Builder
	for index, marked := range marks {
		switch {
		case !marked:
			out.WriteByte(text[index])
		case index == 0 || !marks[index-1]:
			out.WriteString(Redacted)
		}
	}
	return out.String()
}
