package scan

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
)

// Classes of what is recognised by its form.
const (
	providerToken = iota
	privateKeyClass
	jsonWebToken
	authorization
	urlCredentialsClass
	capabilityURL
	assignmentClass
	card
	email
	iban
	phone
	nationalID
	classCount
)

// Classes are their names, as policies and metrics write them.
var Classes = [classCount]string{
	"provider-token", "private-key", "jwt", "authorization", "url-credentials", "capability-url", "assignment",
	"card", "email", "iban", "phone", "national-id",
}

// rulesFile is written from lib/scrub/rules: both engines read the same.
//
//go:embed rules.json
var rulesFile []byte

type ruleSet struct {
	Tokens         []tokenRule `json:"tokens"`
	Strict         []string    `json:"strict"`
	Doubtful       []string    `json:"doubtful"`
	Schemes        []string    `json:"schemes"`
	Headers        []string    `json:"headers"`
	CapabilityURLs []string    `json:"capabilityUrls"`
	Classes        []string    `json:"classes"`
}

// keyword calls a rule from its first character, up to behind its last.
type keyword struct {
	word  string
	class int
	rule  func(text *reader, start, end int) (Span, bool)
}

// shared is made once: it depends on nothing but the rules.
var shared = func() (all struct {
	ruleSet
	// words that tell, whatever they ask of a value.
	words     map[string]struct{}
	keywords  []keyword
	automaton *automaton
}) {
	if err := json.Unmarshal(rulesFile, &all.ruleSet); err != nil {
		panic(fmt.Sprintf("rules.json: %v", err))
	}
	if !slices.Equal(all.Classes, Classes[:]) {
		panic("rules.json: its classes are not the engine's; run `npm run generate`")
	}
	all.words = map[string]struct{}{}
	for _, word := range slices.Concat(all.Strict, all.Doubtful) {
		all.words[word] = struct{}{}
	}
	all.keywords = keywordsOf(&all.ruleSet)
	words := make([]string, len(all.keywords))
	for index, keyword := range all.keywords {
		words[index] = keyword.word
	}
	all.automaton = newAutomaton(words)
	return all
}()

func keywordsOf(rules *ruleSet) (all []keyword) {
	add := func(word string, class int, rule func(*reader, int, int) (Span, bool)) {
		all = append(all, keyword{word, class, rule})
	}
	at := func(rule func(*reader, int) (Span, bool)) func(*reader, int, int) (Span, bool) {
		return func(text *reader, start, _ int) (Span, bool) { return rule(text, start) }
	}
	named := func(word string, rule func(*reader, int, string) (Span, bool)) func(*reader, int, int) (Span, bool) {
		return func(text *reader, start, _ int) (Span, bool) { return rule(text, start, word) }
	}
	for index := range rules.Tokens {
		rule := &rules.Tokens[index]
		for _, prefix := range rule.Prefixes {
			add(prefix, providerToken, func(text *reader, start, _ int) (Span, bool) {
				return token(text, start, prefix, rule)
			})
		}
	}
	add("eyJ", jsonWebToken, at(jwt))
	add("-----BEGIN", privateKeyClass, at(privateKey))
	add("://", urlCredentialsClass, at(urlCredentials))
	for _, word := range rules.Schemes {
		add(word, authorization, named(word, schemeCredential))
	}
	for _, word := range rules.Headers {
		add(word, authorization, named(word, header))
	}
	add("Q~", providerToken, at(azureSecret))
	add(":AA", providerToken, at(telegramBot))
	add("-us", providerToken, at(mailchimpKey))
	add("curl ", authorization, at(curlUser))
	for _, word := range rules.CapabilityURLs {
		add(word, capabilityURL, named(word, capability))
	}
	for _, word := range rules.Strict {
		add(word, assignmentClass, func(text *reader, start, end int) (Span, bool) { return assignment(text, start, end, strict) })
	}
	for _, word := range rules.Doubtful {
		add(word, assignmentClass, func(text *reader, start, end int) (Span, bool) { return assignment(text, start, end, doubtful) })
	}
	return all
}
