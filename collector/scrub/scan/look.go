package scan

import (
	"math/bits"
	"regexp"
	"strings"
)

// demand is how much a value must look like a secret, by the name it stands under.
type demand int

const (
	undemanded demand = iota
	strict
	doubtful
)

// longestValue that is looked at. Unit: bytes.
const longestValue = 1_200

type look struct {
	length, digits, letters, uppers, signs, blanks, slashes, underscores int
	seen                                                                 uint32
}

func lookAt(value string) (l look) {
	for _, r := range value {
		if r >= 0x10000 {
			// Two units in the other engine.
			l.count(0xd800 + (r-0x10000)>>10)
			l.count(0xdc00 + (r-0x10000)&0x3ff)
		} else {
			l.count(r)
		}
	}
	return l
}

func (l *look) count(unit rune) {
	l.length++
	l.seen |= 1 << (unit % 31)
	code := int(unit)
	if unit > 127 {
		code = -1
	}
	switch {
	case isDigit(code):
		l.digits++
	case isLetter(code):
		l.letters++
		if isUpper(code) {
			l.uppers++
		}
	case isBlank(code):
		l.blanks++
	case code == '/':
		l.slashes++
	case code == '_':
		l.underscores++
	case code != '-' && code != '.' && code != ':':
		l.signs++
	}
}

// looksSecret: whether a value under a telling name is a secret, and not a placeholder, a path, a number, or a piece of a
// program.
func looksSecret(value string, d demand, quoted bool) bool {
	if len(value) < 8 || len(value) > 3*longestValue || reference.MatchString(value) {
		return false
	}
	l := lookAt(value)
	if l.length < 8 || l.length > longestValue || l.blanks > 0 || (!quoted && isCode(value, &l)) {
		return false
	}
	if isPath(value, &l) || strings.Contains(value, "://") {
		return false
	}
	if d == strict {
		// Counts, dates and times are not secrets of eight characters; long digit rows are.
		if l.letters == 0 {
			return l.digits >= 16 || (l.signs > 0 && l.digits > 0)
		}
		return l.digits > 0 || (quoted && l.signs > 0)
	}
	return l.length >= 16 && l.digits > 1 && l.letters > 1 && bits.OnesCount32(l.seen) >= 8 && !isIdentifierOfThings(value, &l)
}

// reference is a variable, a template, or what was hidden already.
var reference = regexp.MustCompile(
	`^(?:\$[({]|\$[A-Za-z_][A-Za-z0-9_]*$|%[({]|\{\{|<[^<>]*>$|\[REDACTED\]$|\*\*\**$|@\{|#\{)`)

var hole = regexp.MustCompile(`\{[A-Za-z_.]{1,64}\}`)

// isCode: a call, an index, or names joined by dots: a program that reads a secret, not the secret.
func isCode(value string, l *look) bool {
	for index := 1; index < len(value); index++ {
		if (value[index] == '(' || value[index] == '[') && isWord(int(value[index-1])) {
			return true
		}
	}
	if strings.Contains(value, "{") && hole.MatchString(value) {
		return true
	}
	if l.digits <= 4 && strings.Contains(value, ".") && allNames(value) {
		return true
	}
	return l.uppers == 0 && l.signs == 0 && l.underscores > 0 && l.digits <= 2 && isName(value)
}

func allNames(value string) bool {
	for part := range strings.SplitSeq(value, ".") {
		if !isName(part) {
			return false
		}
	}
	return true
}

// isName: letters, digits and `_`, beginning with a letter: as programs name things.
func isName(part string) bool {
	if part == "" || isDigit(int(part[0])) {
		return false
	}
	for index := range len(part) {
		if !isWord(int(part[index])) || part[index] == '-' {
			return false
		}
	}
	return true
}

func isPath(value string, l *look) bool {
	if value[0] != '/' && value[0] != '~' && !strings.HasPrefix(value, "./") {
		return l.slashes > 2 && l.digits < 4
	}
	return l.slashes > 1 && !(l.digits > 2 && l.uppers > 2)
}

// isIdentifierOfThings: hashes and ids, which stand under names such as `key` all the time.
func isIdentifierOfThings(value string, l *look) bool {
	if l.uppers > 0 && l.uppers < l.letters {
		return false
	}
	for index := range len(value) {
		code := int(value[index])
		if !isDigit(code) && code != '-' && !(isLetter(code) && code|0x20 <= 'f') {
			return false
		}
	}
	return true
}
