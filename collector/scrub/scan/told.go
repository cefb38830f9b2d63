package scan

import (
	"strings"
	"unicode/utf8"
)

// deepestText is how deep JSON within strings of JSON is followed. What lies deeper is hidden.
const deepestText = 8

// Told appends the secrets that a text holds which is hidden: by the key it stands under, and by names within it.
func (s *Scanner) Told(text, name string, telling Telling, found []Finding) []Finding {
	if telling == TellsNothing && !looksJSON(text) {
		return found
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	pass := pass{scanner: s, findings: found}
	pass.toldText(text, name, telling, 0)
	return pass.findings
}

// LooksJSON: whether a text begins as an object or a list does.
func LooksJSON(text string) bool { return looksJSON(text) }

func (p *pass) told(value string) {
	p.findings = append(p.findings, Finding{Told, value})
}

func (p *pass) toldText(text, name string, telling Telling, depth int) {
	if text == "" || text == Redacted {
		return
	}
	isJSON := looksJSON(text)
	if telling.Whole() {
		if !(telling == tellsUnlikeWords && isAWord(text)) && !isSaid(name, text) {
			p.told(text)
			p.credentials(name, text)
		}
	} else if telling != TellsNothing && !isJSON && looksSecret(text, telling.demand(), true) {
		p.told(text)
	}
	if isJSON && depth < deepestText {
		if !telling.Whole() {
			telling = TellsNothing
		}
		p.toldJSON(text, name, telling, depth)
	}
}

// toldJSON: the same of JSON as it is written, whole or a part of it.
func (p *pass) toldJSON(json, name string, telling Telling, depth int) {
	if telling == TellsNothing && !p.mayTell(json) {
		return
	}
	if _, rest := walkJSONs(json, &listener{p, name, telling, depth}); rest < len(json) {
		p.plain(json[rest:])
	}
}

// listener hears what telling names within JSON tell of.
type listener struct {
	*pass
	under   string
	telling Telling
	depth   int
}

func (l *listener) named(key string) string {
	if key == "" {
		return l.under
	}
	return key
}

func (l *listener) own(key string) Telling {
	inner := l.scanner.tells(l.named(key))
	if l.telling.Whole() && !inner.rises(l.telling) {
		return l.telling
	}
	return inner
}

func (l *listener) leaf(value, key string) string {
	telling := l.telling
	if key != "" {
		telling = l.own(key)
	}
	l.toldText(value, l.named(key), telling, l.depth+1)
	return value
}

func (l *listener) name(name string) string { return name }

func (l *listener) number(digits, key string) bool {
	if l.own(key) == TellsAll && !CountsTokens(l.named(key)) {
		l.told(unsigned(digits))
	}
	return false
}

func (l *listener) hides(key string) bool { return l.scanner.tells(key).rises(l.telling) }

func (l *listener) hidden(value, key string) {
	l.toldText(value, key, l.scanner.tells(key), l.depth+1)
}

func (l *listener) hiddenJSON(json, key string) {
	l.toldJSON(json, key, l.scanner.tells(key), l.depth)
}

// unsigned digits of a number: with its sign it would not be found without it.
func unsigned(digits string) string { return strings.TrimPrefix(digits, "-") }

// mayTell: whether JSON could hold a telling name, in a text or a pair too: most holds none, and need not be walked.
func (p *pass) mayTell(json string) bool {
	// With no escapes, every other quote closes one.
	if strings.Contains(json, `\`) {
		return true
	}
	for {
		start := strings.IndexByte(json, '"')
		if start < 0 {
			return false
		}
		json = json[start+1:]
		end := strings.IndexByte(json, '"')
		if end < 0 {
			return false
		}
		key := json[:end]
		json = json[skipBlanks(json, end+1):]
		if strings.HasPrefix(json, ":") && (IsValueMember(key) || p.scanner.tells(key) != TellsNothing) {
			return true
		}
	}
}

// longestWord of a language. Unit: characters.
const longestWord = 24

func isAWord(text string) bool {
	bare := strings.Trim(text, " \t\r\n\f\v")
	if units(bare) > longestWord {
		return false
	}
	for index := range len(bare) {
		if code := int(bare[index]); code < 128 && !isLetter(code) {
			return false
		}
	}
	return true
}

// isSaid: whether a value is no more than what its name says, such as the password `password`: hiding that would hide names.
func isSaid(name, value string) bool {
	small := lowered(value)
	if _, word := shared.words[small]; word {
		return true
	}
	return !strings.ContainsAny(small, "0123456789") && strings.Contains(lowered(name), small)
}

// credentials are what is one by itself within a header's value: what follows its scheme, and the values of cookies.
func (p *pass) credentials(name, text string) {
	if small := lowered(name); strings.HasSuffix(small, "cookie") || strings.HasSuffix(small, "cookies") {
		for pair := range strings.SplitSeq(text, ";") {
			if value := pair[strings.IndexByte(pair, '=')+1:]; looksSecret(value, strict, true) {
				p.told(value)
			}
		}
		return
	}
	if start := afterScheme(&reader{text: text}, 0); start > 0 {
		p.told(text[start:])
	}
}
