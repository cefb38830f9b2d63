package scrub

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"mcp-trace-kit/scrub/scan"
)

// Names that the processor itself writes or removes.
const (
	typesKey   = "mcp.redacted.types"
	wholeKey   = "mcp.redacted.whole"
	markPrefix = "redaction."
)

// longestShown is the longest key or kept text. Unit: bytes.
const longestShown = 256

// policy is a configuration made ready. It does not change, but for what it remembers of keys and names.
type policy struct {
	*Config
	scanner  *scan.Scanner
	keep     map[string]*Kept
	closed   map[*Kept]map[string]struct{}
	exact    map[string]string
	prefixes []Hidden
	keys     []compiledKey
	names    []*regexp.Regexp
	statuses map[string]struct{}
	events   map[string]struct{}
	labels   map[string]*Label

	verdicts memory[*verdict]
	tellings memory[scan.Telling]
	shapes   memory[bool]
}

type compiledKey struct {
	*regexp.Regexp
	action string
	secret bool
}

func newPolicy(c *Config) (*policy, error) {
	p := &policy{
		Config: c, keep: map[string]*Kept{}, closed: map[*Kept]map[string]struct{}{}, exact: map[string]string{},
		statuses: set(c.Texts.Statuses), events: set(c.Texts.Events), labels: map[string]*Label{},
	}
	for index := range c.Keep {
		kept := &c.Keep[index]
		p.keep[kept.Name] = kept
		if len(kept.Values) > 0 {
			p.closed[kept] = set(kept.Values)
		}
	}
	for _, hidden := range c.Attributes {
		if hidden.Prefix {
			p.prefixes = append(p.prefixes, hidden)
		} else {
			p.exact[hidden.Name] = hidden.Action
		}
	}
	slices.SortStableFunc(p.prefixes, func(a, b Hidden) int { return len(b.Name) - len(a.Name) })
	for _, rule := range c.Keys {
		expression, err := regexp.Compile(rule.Pattern)
		if err != nil {
			return nil, err
		}
		p.keys = append(p.keys, compiledKey{expression, rule.Action, rule.Secret})
	}
	for _, name := range c.Texts.Names {
		expression, err := regexp.Compile(`^(?:` + name + `)$`)
		if err != nil {
			return nil, err
		}
		p.names = append(p.names, expression)
	}
	for index := range c.Labels {
		p.labels[c.Labels[index].Name] = &c.Labels[index]
	}
	var err error
	p.scanner, err = scan.New(scan.Options{
		Classes: c.Classes, Hides: func(key string) bool { return p.rule(key).kind == hide }, Tells: p.tells,
	})
	return p, err
}

func set(words []string) map[string]struct{} {
	all := make(map[string]struct{}, len(words))
	for _, word := range words {
		all[word] = struct{}{}
	}
	return all
}

// What is done with an attribute, by its key alone.
const (
	search = iota // its value is searched
	show          // it is kept while it is what it was registered as
	hide
	forget // it is removed: a mark that backends show as their own
)

type verdict struct {
	kind   int
	action string
	class  int
	// tells is what the key says of what stands under it.
	tells scan.Telling
	kept  *Kept
	// shown is the key as it may be shown, where that is another one.
	shown   string
	changed bool
	found   []scan.Finding
	demand  scan.Demand
	// typed is the key with each type, as it is listed when its value is hidden.
	typed [len(typeNames)]string
}

// decide judges a key. Ordinary keys are judged once.
func (p *policy) decide(key string) *verdict {
	if known, found := p.verdicts.get(key); found {
		return known
	}
	v := p.judge(key)
	v.demand = scan.DemandOf(key)
	v.tells = p.tells(key)
	if v.kind == show || v.kind == hide {
		shown := strings.Clone(v.name(key))
		for kind, name := range typeNames {
			v.typed[kind] = shown + ":" + name
		}
	}
	if !v.changed {
		p.verdicts.put(key, &v)
	}
	return &v
}

func (p *policy) judge(key string) verdict {
	if strings.HasPrefix(key, markPrefix) {
		return verdict{kind: forget, class: senderMark}
	}
	shown, found := Redacted, []scan.Finding(nil)
	if len(key) <= longestShown {
		if shown, found = p.scanner.Text(key, 0, nil); shown == key {
			return p.rule(key)
		}
	}
	v := verdict{kind: search, class: unregistered, shown: shown, changed: true, found: found}
	if p.Mode == allowList {
		v.kind, v.action = hide, p.Otherwise
	} else if rule := p.rule(key); rule.kind == hide {
		v.kind, v.action, v.class = hide, rule.action, rule.class
	}
	return v
}

// rule is what lists and patterns say of a key.
func (p *policy) rule(key string) verdict {
	if kept := p.keep[key]; kept != nil {
		return verdict{kind: show, kept: kept}
	}
	if action, found := p.exact[key]; found {
		return verdict{kind: hide, action: action, class: registered}
	}
	for _, hidden := range p.prefixes {
		if strings.HasPrefix(key, hidden.Name) {
			return verdict{kind: hide, action: hidden.Action, class: registered}
		}
	}
	for _, rule := range p.keys {
		if rule.MatchString(key) {
			return verdict{kind: hide, action: rule.action, class: byKey}
		}
	}
	if p.Mode == allowList {
		return verdict{kind: hide, action: p.Otherwise, class: unregistered}
	}
	return verdict{kind: search}
}

// tells is what a key says of what stands under it, whichever rule decides on that: a password is one in an argument, in a
// member of a result, and where an attribute was registered to be hidden anyhow. Ordinary keys are asked once.
func (p *policy) tells(key string) scan.Telling {
	if known, found := p.tellings.get(key); found {
		return known
	}
	secret := slices.ContainsFunc(p.keys, func(rule compiledKey) bool { return rule.secret && rule.MatchString(key) })
	telling := p.scanner.TellingOf(key, secret)
	p.tellings.put(key, telling)
	return telling
}

// allowed: whether a span name has one of the shapes that may be shown.
func (p *policy) allowed(name string) bool {
	if known, found := p.shapes.get(name); found {
		return known
	}
	// What was hidden before has no shape of its own.
	shape := strings.ReplaceAll(name, Redacted, "_")
	matches := slices.ContainsFunc(p.names, func(e *regexp.Regexp) bool { return e.MatchString(shape) })
	p.shapes.put(name, matches)
	return matches
}

// memory keeps judgements on short texts, up to a number: who sends ever new ones makes us slower, not bigger.
type memory[V any] struct {
	snapshot atomic.Pointer[map[string]V]
}

const mostRemembered = 4_096

func (m *memory[V]) get(text string) (value V, found bool) {
	if known := m.snapshot.Load(); known != nil {
		value, found = (*known)[text]
	}
	return value, found
}

func (m *memory[V]) put(text string, value V) {
	for len(text) <= longestShown {
		old := m.snapshot.Load()
		grown := make(map[string]V, 1)
		if old != nil {
			if len(*old) >= mostRemembered {
				return
			}
			grown = maps.Clone(*old)
		}
		// The text belongs to a request: kept as it is, it would hold all of it.
		grown[strings.Clone(text)] = value
		if m.snapshot.CompareAndSwap(old, &grown) {
			return
		}
	}
}
