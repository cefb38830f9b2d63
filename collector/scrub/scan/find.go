package scan

// Span is a piece of a text that must go: from Start up to, not including, End.
type Span struct {
	Start, End, Class int
}

// Looking ahead that a text is worth, for each of its characters, and for any text at all. Unit: bytes.
const (
	stepsEach  = 64
	stepsLeast = 65_536
)

// findSecrets is every secret in a plain text, in order, none within another.
func (s *Scanner) findSecrets(text string, spans []Span) []Span {
	a := shared.automaton
	var ahead reader
	covered := 0
	state := 0
	for index := range len(text) {
		state = int(a.next[state*a.classes+int(a.classOf[text[index]])])
		for _, hit := range a.found[state] {
			keyword := &shared.keywords[hit]
			start := index + 1 - len(keyword.word)
			if start < covered || !s.on[keyword.class] {
				continue
			}
			ahead.text = text
			if ahead.steps > stepsLeast+stepsEach*len(text) {
				// Made to keep us busy: what has not been read by now is not shown.
				return append(spans, Span{max(start, covered), len(text), keyword.class})
			}
			span, found := keyword.rule(&ahead, start, index+1)
			if !found || span.End <= covered || text[span.Start:span.End] == Redacted {
				continue
			}
			span.Start = max(span.Start, covered)
			spans = append(spans, span)
			covered = span.End
		}
	}
	return spans
}
