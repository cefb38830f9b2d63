// Package scan finds secrets inside texts: tokens by their form, values by the names they stand under, in plain text, in
// JSON, and in JSON within strings of JSON. It is the twin of lib/scrub/scan: for the same text both give the same.
package scan

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Redacted is what a hidden value becomes.
const Redacted = "[REDACTED]"

// Classes of findings that no form tells.
const (
	// ByKey is what a policy hides by its name alone.
	ByKey = "key"
	// TooDeep is a text that lies too deep to be read.
	TooDeep = "text"
	// Told is a part of what a policy hides by its name: it counts once, and its parts must not stand elsewhere.
	Told = ""
)

// Finding is something that was found, by what it is.
type Finding struct {
	Class, Value string
}

// Options of a scanner.
type Options struct {
	// Classes that are looked for, by name.
	Classes []string
	// Hides: whether the policy hides what stands under this key inside JSON. Optional.
	Hides func(key string) bool
	// Tells: what a key says of what stands under it. Optional.
	Tells func(key string) Telling
}

// Scanner is immutable, and safe for use by many.
type Scanner struct {
	on       [classCount]bool
	personal bool
	hides    func(string) bool
	tells    func(string) Telling
}

// New makes a scanner. It fails on a class that it does not know.
func New(options Options) (*Scanner, error) {
	s := &Scanner{hides: options.Hides, tells: options.Tells}
	if s.hides == nil {
		s.hides = func(string) bool { return false }
	}
	if s.tells == nil {
		s.tells = func(string) Telling { return TellsNothing }
	}
	for _, name := range options.Classes {
		class := slices.Index(Classes[:], name)
		if class < 0 {
			return nil, fmt.Errorf("class %q is unknown; allowed: %s", name, strings.Join(Classes[:], ", "))
		}
		s.on[class] = true
		s.personal = s.personal || class >= card
	}
	return s, nil
}

// Demand is how much a value must look like a secret, by the name it stands under.
type Demand = demand

// DemandOf is what a name says of its value. It costs more than a search of a short text: whoever meets a name again and
// again remembers it.
func DemandOf(name string) Demand { return secretName(name) }

// Text returns a text with every finding replaced, and appends the findings. A clean text comes back as it is, and costs
// no allocation.
func (s *Scanner) Text(text string, d Demand, found []Finding) (string, []Finding) {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	pass := pass{scanner: s, findings: found}
	before := len(found)
	scanned := pass.scan(text, d, 0)
	if len(pass.findings) == before {
		return scanned, found
	}
	return withoutCopies(scanned, pass.findings[before:]), pass.findings
}

// Digits: whether a number, as its digits, is personal.
func (s *Scanner) Digits(text string) bool {
	return s.personalNumber(text)
}

// pass is one text on its way.
type pass struct {
	scanner  *Scanner
	findings []Finding
}

func (p *pass) scan(text string, d demand, depth int) string {
	if text == "" || text == Redacted {
		return text
	}
	isJSON := looksJSON(text)
	if d != undemanded && p.scanner.on[assignmentClass] && !isJSON && looksSecret(text, d, true) {
		p.findings = append(p.findings, Finding{Classes[assignmentClass], text})
		return Redacted
	}
	switch {
	case !isJSON:
		return p.plain(text)
	case depth < deepestText:
		return p.json(text, depth)
	case strings.HasPrefix(text, Redacted):
		// What was hidden before looks like the beginning of a list.
		return p.plain(text)
	}
	p.findings = append(p.findings, Finding{Class: TooDeep})
	return Redacted
}

func (p *pass) json(text string, depth int) string {
	front, rest := walkJSONs(text, &inner{p, depth})
	if rest == len(text) {
		return front
	}
	return front + p.plain(text[rest:])
}

// inner is a pass within JSON.
type inner struct {
	*pass
	depth int
}

func (i *inner) leaf(value, key string) string { return i.scan(value, secretName(key), i.depth+1) }
func (i *inner) name(name string) string       { return i.plain(name) }
func (i *inner) hides(key string) bool         { return i.scanner.hides(key) }

func (i *inner) number(digits, key string) bool {
	hidden := (key != "" && i.scanner.hides(key) && !CountsTokens(key)) || i.scanner.personalNumber(digits)
	if hidden {
		i.findings = append(i.findings, Finding{ByKey, unsigned(digits)})
	}
	return hidden
}

func (i *inner) hidden(value, key string) {
	i.findings = append(i.findings, Finding{Class: ByKey})
	i.toldText(value, key, i.scanner.tells(key), i.depth+1)
}

func (i *inner) hiddenJSON(json, key string) {
	i.findings = append(i.findings, Finding{Class: ByKey})
	i.toldJSON(json, key, i.scanner.tells(key), i.depth)
}

func (p *pass) plain(text string) string {
	var store [8]Span
	spans := p.scanner.findSecrets(text, store[:0])
	spans = p.scanner.findPersonal(text, spans)
	if len(spans) == 0 {
		return text
	}
	return p.cut(text, merged(spans))
}

// merged are spans in order; where two overlap the earlier one goes on over both.
func merged(spans []Span) []Span {
	slices.SortStableFunc(spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	result := spans[:0]
	for _, span := range spans {
		if last := len(result) - 1; last >= 0 && span.Start < result[last].End {
			result[last].End = max(result[last].End, span.End)
		} else {
			result = append(result, span)
		}
	}
	return result
}

func (p *pass) cut(text string, spans []Span) string {
	var out strings.Builder
	from := 0
	for _, span := range spans {
		p.findings = append(p.findings, Finding{Classes[span.Class], text[span.Start:span.End]})
		out.WriteString(text[from:span.Start])
		out.WriteString(Redacted)
		from = span.End
	}
	out.WriteString(text[from:])
	return out.String()
}

// Shortest value whose other copies are looked for, and how many of them. Unit: characters; values.
const (
	shortestCopy = 8
	mostCopies   = 128
)

// withoutCopies replaces what was found wherever else it stands in the text.
func withoutCopies(text string, findings []Finding) string {
	var values []string
	seen := map[string]struct{}{}
	for _, finding := range findings {
		if len(finding.Value) < shortestCopy || units(finding.Value) < shortestCopy || strings.Contains(Redacted, finding.Value) {
			continue
		}
		if _, again := seen[finding.Value]; again {
			continue
		}
		if len(seen) == mostCopies {
			break
		}
		seen[finding.Value] = struct{}{}
		values = append(values, finding.Value)
	}
	return Without(text, values)
}

// longestName that is looked at. Unit: bytes.
const longestName = 128

// secretName is what a name demands of its value to be a secret.
func secretName(name string) demand {
	if len(name) > longestName {
		return undemanded
	}
	small := lowered(name)
	text := reader{text: name}
	for _, word := range shared.Strict {
		if stands(&text, small, word, false) {
			return strict
		}
	}
	for _, word := range shared.Doubtful {
		if stands(&text, small, word, true) {
			return doubtful
		}
	}
	return undemanded
}

func stands(name *reader, small, word string, whole bool) bool {
	for from := 0; ; {
		place := strings.Index(small[from:], word)
		if place < 0 {
			return false
		}
		start := from + place
		if endsPart(name, start+len(word)) && (!whole || beginsPart(name, start)) {
			return true
		}
		from = start + 1
	}
}
