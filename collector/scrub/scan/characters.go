package scan

// Classes of ASCII characters. Everything above 127 is in none: both engines must agree, and Unicode differs by version.
const (
	letter = 1 << iota
	digit
	word
	wide
	blank
	upper
	lower
)

var table = func() (table [256]uint8) {
	mark := func(characters string, flags uint8) {
		for index := range len(characters) {
			table[characters[index]] |= flags
		}
	}
	const capitals, smalls, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"
	mark(capitals, letter|upper)
	mark(smalls, letter|lower)
	mark(digits, digit)
	mark(capitals+smalls+digits+"_-", word)
	mark(capitals+smalls+digits+"_-.+/=~%", wide)
	mark(" \t\r\n\f\v", blank)
	return table
}()

func isLetter(code int) bool       { return code >= 0 && table[code]&letter != 0 }
func isDigit(code int) bool        { return code >= 0 && table[code]&digit != 0 }
func isUpper(code int) bool        { return code >= 0 && table[code]&upper != 0 }
func isLower(code int) bool        { return code >= 0 && table[code]&lower != 0 }
func isAlphanumeric(code int) bool { return code >= 0 && table[code]&(letter|digit) != 0 }

// isWord: letters, digits, `_` and `-`.
func isWord(code int) bool { return code >= 0 && table[code]&word != 0 }

// isWide: what base64, JWTs and most tokens are made of.
func isWide(code int) bool  { return code >= 0 && table[code]&wide != 0 }
func isBlank(code int) bool { return code >= 0 && table[code]&blank != 0 }

func isGap(code int) bool   { return code == ' ' || code == '\t' }
func isQuote(code int) bool { return code == '"' || code == '\'' || code == '`' }

// units is the length of a text as the other engine counts it: in UTF-16.
func units(text string) int {
	count := 0
	for _, r := range text {
		count++
		if r >= 0x10000 {
			count++
		}
	}
	return count
}

func lowered(text string) string {
	for index := range len(text) {
		if isUpper(int(text[index])) {
			bytes := []byte(text)
			for at := index; at < len(bytes); at++ {
				if isUpper(int(bytes[at])) {
					bytes[at] |= 0x20
				}
			}
			return string(bytes)
		}
	}
	return text
}
