package scan

// tokenRule is a secret that its issuer gave a beginning of its own. It runs to the first character that is not of its
// body: longer forms come.
type tokenRule struct {
	Prefixes []string `json:"prefixes"`
	Body     string   `json:"body"`
	Min      int      `json:"min"`
	Exact    bool     `json:"exact"`
	Digit    bool     `json:"digit"`
}

func (t *tokenRule) body(code int) bool {
	switch t.Body {
	case "wide":
		return isWide(code)
	case "upper":
		return isUpper(code) || isDigit(code)
	default:
		return isWord(code)
	}
}

// token is one whose prefix stands at start: it begins a word and is as long as its rule asks.
func token(text *reader, start int, prefix string, rule *tokenRule) (Span, bool) {
	// The automaton knows no upper and lower case.
	if !text.startsWith(prefix, start) || isAlphanumeric(text.at(start-1)) {
		return Span{}, false
	}
	from := start + len(prefix)
	end := text.run(from, rule.body)
	// A sentence may end behind a token: its full stop is not the token's.
	for end > from && text.at(end-1) == '.' {
		end--
	}
	length := end - from
	if length < rule.Min || (rule.Exact && (length != rule.Min || isWord(text.at(end)))) {
		return Span{}, false
	}
	if rule.Digit && !holdsDigit(text, from, end) {
		return Span{}, false
	}
	return Span{start, end, providerToken}, true
}

func holdsDigit(text *reader, start, end int) bool {
	for index := start; index < end; index++ {
		if isDigit(text.at(index)) {
			return true
		}
	}
	return false
}
