package scan

import (
	"regexp"
	"strings"
)

const nameLimit = 64

func isNamePart(code int) bool { return isWord(code) || code == '.' }

// endsPart: whether a word ends a name or a part of it: `token`, `tokens`, `tokenId`, `token_id`, but not `tokenizer`.
func endsPart(text *reader, end int) bool {
	next := text.at(end)
	return !isLower(next) || (next == 's' && !isLower(text.at(end+1)))
}

// beginsPart: whether a word begins a name or a part of it: `key`, `api_key`, `apiKey`, but not `monkey`.
func beginsPart(text *reader, start int) bool {
	return !isLower(text.at(start-1)) || isUpper(text.at(start))
}

// assignment is the value that stands under a telling name, whose word was found from start to end: `name = value` in its
// many forms.
func assignment(text *reader, start, end int, d demand) (Span, bool) {
	if !endsPart(text, end) || (d == doubtful && !beginsPart(text, start)) {
		return Span{}, false
	}
	nameStart := text.runStart(start, isNamePart, nameLimit)
	nameEnd := text.runEnd(end, isNamePart, nameLimit)
	if text.at(nameStart-1) == '<' && d == strict {
		if body, found := element(text, nameEnd); found {
			return body, true
		}
	}
	opening := separated(text, nameEnd)
	if opening < 0 {
		opening = flag(text, nameStart, nameEnd)
	}
	if opening < 0 {
		return Span{}, false
	}
	from, to, quoted := valueAt(text, opening)
	if to <= from || !looksSecret(text.slice(from, to), d, quoted) {
		return Span{}, false
	}
	return Span{from, to, assignmentClass}, true
}

// element is the body of an XML element, whole: what is in it may look like anything.
func element(text *reader, nameEnd int) (Span, bool) {
	close := text.runEnd(nameEnd, func(code int) bool { return code != '>' && code != '<' }, 256)
	if text.at(close) != '>' || text.at(close-1) == '/' {
		return Span{}, false
	}
	start := close + 1
	end := text.runEnd(start, func(code int) bool { return code != '<' }, longestValue)
	return Span{start, end, assignmentClass}, units(strings.TrimSpace(text.slice(start, end))) >= 3
}

// separated is where the value begins, behind whatever parts names from values; -1 where nothing does.
func separated(text *reader, nameEnd int) int {
	// Words may follow the telling one: `secret key of prod = …`.
	words := text.runEnd(nameEnd, func(code int) bool { return isGap(code) || isNamePart(code) }, 20)
	for _, from := range [2]int{words, nameEnd} {
		closed := text.runEnd(from, func(code int) bool { return isQuote(code) || code == '\\' || code == ']' || code == ')' }, 3)
		gap := text.runEnd(closed, isGap, 5)
		if after := separator(text, gap, closed > from); after >= 0 {
			return text.runEnd(after, isBlank, 5)
		}
	}
	return -1
}

func isSeparator(code int) bool {
	return code == '=' || code == ':' || code == '>' || code == '|' || code == '?' || code == '!'
}

var valueAttribute = regexp.MustCompile(`(?i)^value[ \t\r\n]{0,3}=[ \t\r\n]{0,3}`)

func separator(text *reader, start int, quoted bool) int {
	if end := text.runEnd(start, isSeparator, 3); end > start {
		// Alone these part no name from its value.
		if first := text.at(start); end == start+1 && (first == '>' || first == '?' || first == '!') {
			return -1
		}
		return end
	}
	switch first := text.at(start); {
	case first == '(' && isQuote(text.at(start+1)):
		return start + 1
	case text.startsWith("->", start):
		return start + 2
	case quoted && first == ',':
		return start + 1
	case first == '-' && isBlank(text.at(start+1)) && isBlank(text.at(start-1)):
		return start + 1
	}
	window := text.slice(start, start+12)
	if window == "" || window[0]|0x20 != 'v' {
		return -1
	}
	if place := valueAttribute.FindStringIndex(window); place != nil {
		return start + place[1]
	}
	return -1
}

// flag is `--name value` on a command line.
func flag(text *reader, nameStart, nameEnd int) int {
	if !text.startsWith("--", nameStart) || !isGap(text.at(nameEnd)) {
		return -1
	}
	return text.runEnd(nameEnd, isGap, 5)
}

func escaped(text *reader, index int) bool {
	return text.at(index) == '\\' && isQuote(text.at(index+1))
}

func valueAt(text *reader, opening int) (from, to int, quoted bool) {
	from = opening
	// b"…", f'…' and the like.
	if (isLower(text.at(from)) || text.at(from) == '@') && isQuote(text.at(from+1)) {
		from++
	}
	slash := 0
	if escaped(text, from) {
		slash = 1
	}
	if quote := text.at(from + slash); isQuote(quote) {
		start := text.runEnd(afterScheme(text, from+slash+1), isBlank, 5)
		end := text.runEnd(start, func(code int) bool { return code != quote && code != '\n' }, longestValue)
		if text.at(end) == quote {
			end -= slash
		}
		return start, trimEnd(text, start, end), true
	}
	start := afterScheme(text, from)
	end := start
	stop := min(len(text.text), start+longestValue)
	for end < stop && !endsValue(text, end) {
		end++
	}
	// Read here, and again when it is judged.
	text.steps += 4 * (end - start)
	for end > start && isTrailing(text.at(end-1)) {
		end--
	}
	return start, end, false
}

func endsValue(text *reader, index int) bool {
	code := text.at(index)
	if isBlank(code) || isQuote(code) {
		return true
	}
	switch code {
	case ',', ';', '<', '>', '|', '&':
		return true
	case '\\':
		next := text.at(index + 1)
		return next == 'n' || next == 'r' || next == 't' || isQuote(next)
	}
	return false
}

func isTrailing(code int) bool {
	return code == '.' || code == ':' || code == ')' || code == ']' || code == '}'
}

var scheme = regexp.MustCompile(
	`(?i)^(?:bearer|basic|token|digest|negotiate|api[-_]?key|api[-_]?token|key|oauth|aws4-hmac-sha256)[ \t]{1,3}`)

// afterScheme: `Bearer` and its like stay readable.
func afterScheme(text *reader, start int) int {
	window := text.slice(start, start+24)
	if !strings.ContainsAny(window, " \t") {
		return start
	}
	if place := scheme.FindStringIndex(window); place != nil {
		return start + place[1]
	}
	return start
}

// header is the credential behind a header's name; its scheme word stays. A cookie header's values go together.
func header(text *reader, start int, name string) (Span, bool) {
	if isWord(text.at(start - 1)) {
		return Span{}, false
	}
	isOpening := func(code int) bool { return isQuote(code) || code == '\\' }
	closed := text.runEnd(start+len(name), isOpening, 2)
	gap := text.runEnd(closed, isGap, 3)
	if text.at(gap) != ':' && text.at(gap) != '=' {
		return Span{}, false
	}
	from := text.runEnd(gap+1, isGap, 5)
	from = text.runEnd(from, isOpening, 2)
	cookie := strings.HasSuffix(name, "cookie")
	if !cookie {
		from = afterScheme(text, from)
	}
	end := text.runEnd(from, func(code int) bool { return !endsHeader(code, cookie) }, 4_096)
	value := text.slice(from, end)
	if units(value) < 8 || strings.HasPrefix(value, Redacted) || value[0] == '$' || value[0] == '{' {
		return Span{}, false
	}
	if cookie && !strings.Contains(value, "=") {
		return Span{}, false
	}
	if !cookie && !strings.ContainsAny(value, "0123456789") && !strings.HasSuffix(value, "=") {
		return Span{}, false
	}
	return Span{from, trimEnd(text, from, end), authorization}, true
}

func trimEnd(text *reader, start, end int) int {
	for end > start && isBlank(text.at(end-1)) {
		end--
	}
	return end
}

func endsHeader(code int, cookie bool) bool {
	if code == '\n' || code == '\r' || isQuote(code) || code == '\\' {
		return true
	}
	return !cookie && (isBlank(code) || code == ',')
}

// curlReach is how far behind `curl` its options are looked for. Unit: bytes.
const curlReach = 512

var curlOption = regexp.MustCompile(`[ \t\r\n](?:-u|--user)(?:=|[ \t\r\n]{0,3})["']?`)

// curlUser is the password in `curl -u user:password`.
func curlUser(text *reader, start int) (Span, bool) {
	place := curlOption.FindStringIndex(text.slice(start, start+curlReach))
	if place == nil {
		return Span{}, false
	}
	from := start + place[1]
	quote := text.at(from - 1)
	end := text.runEnd(from, func(code int) bool {
		if quote == '"' || quote == '\'' {
			return code != quote && code != '\n'
		}
		return !isBlank(code)
	}, curlReach)
	user := text.slice(from, end)
	colon := strings.IndexByte(user, ':')
	if colon < 0 || units(user) < 6 || user[0] == '$' {
		return Span{}, false
	}
	password := from + colon + 1
	switch {
	case password == end:
		return Span{from, from + colon, authorization}, colon >= 8
	case text.at(password) == '$':
		return Span{}, false
	case colon < 3:
		return Span{from, end, authorization}, true
	}
	return Span{password, end, authorization}, true
}
