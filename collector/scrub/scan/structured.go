package scan

import "strings"

// jwt is a JSON web token, signed or not, at `eyJ`: header and payload at least.
func jwt(text *reader, start int) (Span, bool) {
	if !text.startsWith("eyJ", start) || isAlphanumeric(text.at(start-1)) {
		return Span{}, false
	}
	header := text.run(start, isWord)
	if header-start < 10 || text.at(header) != '.' {
		return Span{}, false
	}
	payload := text.run(header+1, isWord)
	if payload-header < 5 {
		return Span{}, false
	}
	// A third and, encrypted, a fourth and fifth part.
	end := payload
	for part := 0; part < 3 && text.at(end) == '.'; part++ {
		end = text.run(end+1, isWord)
	}
	for text.at(end-1) == '.' {
		end--
	}
	return Span{start, end, jsonWebToken}, true
}

// Longest header line and longest key. Unit: bytes.
const (
	pemHeader = 100
	pemBody   = 16_384
)

// privateKey goes from its `-----BEGIN` on. One that is cut off goes to the end of what could be a key.
func privateKey(text *reader, start int) (Span, bool) {
	head := text.slice(start, start+pemHeader)
	named := strings.Index(lowered(head), "private key")
	if named < 0 || strings.Contains(head[min(5, named):named], "-----") {
		return Span{}, false
	}
	window := text.slice(start, start+pemBody)
	from := max(strings.Index(window, "-----END"), strings.Index(window, "-----end"))
	if from < 0 {
		return Span{start, start + len(window), privateKeyClass}, true
	}
	end := len(window)
	if close := strings.Index(window[from+5:], "-----"); close >= 0 {
		end = from + 5 + close + 5
	}
	return Span{start, start + end, privateKeyClass}, true
}

// schemeCredential is what follows a scheme word such as `Bearer`, when it looks like a credential and not like the next
// word of a sentence.
func schemeCredential(text *reader, start int, scheme string) (Span, bool) {
	if isWord(text.at(start - 1)) {
		return Span{}, false
	}
	gap := start + len(scheme)
	from := text.runEnd(gap, func(code int) bool { return isBlank(code) || code == ':' || code == '+' }, 4)
	if from == gap {
		return Span{}, false
	}
	end := text.run(from, isWide)
	if end-from < 8 || (!holdsDigit(text, from, end) && !mixedCase(text, from, end)) {
		return Span{}, false
	}
	return Span{from, end, authorization}, true
}

// mixedCase: upper case after the first letter, and lower case: no word of a sentence.
func mixedCase(text *reader, start, end int) bool {
	inner, small := false, false
	for index := start; index < end; index++ {
		code := text.at(index)
		if isUpper(code) {
			inner = inner || index > start
		} else if isLetter(code) {
			small = true
		}
	}
	return inner && small
}

// authorityLimit is the longest part of a URL that holds user and password. Unit: bytes.
const authorityLimit = 1_024

// tokenAsUser is what GitHub takes for a password beside a token.
const tokenAsUser = "x-oauth-basic"

// urlCredentials is the password in `scheme://user:password@host`, at `://`; a lone long user is a token.
func urlCredentials(text *reader, start int) (Span, bool) {
	scheme := text.runStart(start, func(code int) bool {
		return isAlphanumeric(code) || code == '+' || code == '-' || code == '.'
	}, 32)
	from := start + 3
	if scheme == start {
		return Span{}, false
	}
	stop := text.runEnd(from, func(code int) bool {
		return !isBlank(code) && !isQuote(code) && code != '<' && code != '>'
	}, authorityLimit)
	sign := credentialsEnd(text, from, stop)
	if sign < 0 {
		return Span{}, false
	}
	colon := text.first(':', from, stop)
	if colon < 0 || colon >= sign {
		return lone(text, from, sign)
	}
	// A template's hole, not a password.
	hole := text.slice(colon+1, colon+3)
	if strings.HasPrefix(hole, "{") || strings.HasPrefix(hole, "<") || hole == "${" || hole == "%s" {
		return Span{}, false
	}
	// Here the user is the token, and the password says so.
	if sign > colon+1 && text.slice(colon+1, sign) != tokenAsUser {
		return Span{colon + 1, sign, urlCredentialsClass}, true
	}
	return lone(text, from, colon)
}

func lone(text *reader, from, end int) (Span, bool) {
	return Span{from, end, urlCredentialsClass}, end-from >= 16 && holdsDigit(text, from, end)
}

// credentialsEnd is where the `@` of the credentials stands: the last one before the path, or before a host where the
// password holds a slash.
func credentialsEnd(text *reader, from, stop int) int {
	path := text.runEnd(from, func(code int) bool { return code != '/' && code != '?' && code != '#' }, stop-from)
	if within := text.last('@', from, min(path, stop)); within >= from {
		return within
	}
	colon := text.first(':', from, stop)
	// `host:8080/path@x` has no password, `user:pa/ss@host` has one.
	if colon < 0 || colon >= path || isDigit(text.at(colon+1)) {
		return -1
	}
	if later := text.last('@', from, stop); later > path {
		return later
	}
	return -1
}

// capability is the rest of a URL that opens a door to whoever knows it.
func capability(text *reader, start int, url string) (Span, bool) {
	from := start + len(url)
	end := text.run(from, func(code int) bool {
		return isWide(code) || code == ':' || code == '@' || code == '&' || code == '?'
	})
	return Span{from, end, capabilityURL}, end-from >= 8 && holdsDigit(text, from, end)
}

// azureSecret is a client secret of Azure: three characters and a digit before `Q~`, more than thirty behind it.
func azureSecret(text *reader, sign int) (Span, bool) {
	isBody := func(code int) bool { return isWord(code) || code == '.' || code == '~' }
	start := sign - 4
	if start < 0 || !isDigit(text.at(sign-1)) || text.runStart(sign, isBody, 5) != start {
		return Span{}, false
	}
	end := text.run(sign+2, isBody)
	return Span{start, end, providerToken}, end-sign >= 30
}

// telegramBot is its number, a colon, `AA` and thirty more.
func telegramBot(text *reader, colon int) (Span, bool) {
	start := text.runStart(colon, isDigit, 12)
	end := text.run(colon+1, isWord)
	return Span{start, end, providerToken}, colon-start >= 8 && !isAlphanumeric(text.at(start-1)) && end-colon >= 30
}

// mailchimpKey is 32 hexadecimal digits, and the data center.
func mailchimpKey(text *reader, dash int) (Span, bool) {
	start := text.runStart(dash, isAlphanumeric, 33)
	end := text.runEnd(dash+3, isDigit, 3)
	return Span{start, end, providerToken}, dash-start == 32 && end > dash+3 && !isAlphanumeric(text.at(end))
}
