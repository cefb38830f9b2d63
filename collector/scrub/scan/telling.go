package scan

import "strings"

// Telling is what a name says of what stands under it, from least to most.
type Telling int

const (
	// TellsNothing of it.
	TellsNothing Telling = iota
	tellsDoubtful
	tellsStrict
	// tellsUnlikeWords: it is a secret, but words are none, since a language model's tokens are words.
	tellsUnlikeWords
	// TellsAll: it is a secret, whatever it is.
	TellsAll
)

// TellingOf a name, where the policy says of it that what stands under it is secret, or does not.
func (s *Scanner) TellingOf(name string, secret bool) Telling {
	switch {
	case secret && isOfTokens(name):
		return tellsUnlikeWords
	case secret:
		return TellsAll
	case !s.on[assignmentClass]:
		return TellsNothing
	}
	switch secretName(name) {
	case strict:
		return tellsStrict
	case doubtful:
		return tellsDoubtful
	}
	return TellsNothing
}

func (t Telling) demand() demand {
	switch t {
	case tellsStrict:
		return strict
	case tellsDoubtful:
		return doubtful
	}
	return undemanded
}

// Whole: whether everything that stands under the name is meant, however deep.
func (t Telling) Whole() bool { return t >= tellsUnlikeWords }

// rises: whether a name within what stands under another says more of its own part.
func (t Telling) rises(outer Telling) bool { return t.Whole() && t > outer }

// isOfTokens: whether a name is what a language model's tokens stand under, and many secrets.
func isOfTokens(name string) bool {
	last := lowered(name[strings.LastIndexByte(name, '.')+1:])
	return last == "token" || last == "tokens"
}

// CountsTokens: whether a number under this name does.
func CountsTokens(name string) bool {
	return strings.HasSuffix(lowered(name), "tokens")
}
