// Package scrub hides what must not leave: a processor that shows only what its policy allows, and that redacts whatever
// it cannot judge.
package scrub

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configopaque"

	"mcp-trace-kit/scrub/scan"
)

// Config is the policy, field by field as lib/scrub/policy.ts has it, and where the processor finds whose spans it counts.
type Config struct {
	Mode       string              `mapstructure:"mode"`
	Keep       []Kept              `mapstructure:"keep"`
	Attributes []Hidden            `mapstructure:"attributes"`
	Keys       []KeyRule           `mapstructure:"keys"`
	Otherwise  string              `mapstructure:"otherwise"`
	Classes    []string            `mapstructure:"classes"`
	Texts      Texts               `mapstructure:"texts"`
	Types      bool                `mapstructure:"types"`
	Bounds     Bounds              `mapstructure:"bounds"`
	HashKey    configopaque.String `mapstructure:"hashKey"`
	Labels     []Label             `mapstructure:"labels"`
	// Tenant are resource attributes that the kit stamped; joined by a dot they are the label `tenant`. Default: none, `unknown`.
	Tenant []string `mapstructure:"tenant"`
}

// Kept is an attribute whose value may be shown while it has this type, and one of the values where there are some.
type Kept struct {
	Name   string   `mapstructure:"name"`
	Type   string   `mapstructure:"type"`
	Values []string `mapstructure:"values"`
}

// Hidden is an attribute that is registered to be hidden.
type Hidden struct {
	Name   string `mapstructure:"name"`
	Prefix bool   `mapstructure:"prefix"`
	Action string `mapstructure:"action"`
}

// KeyRule hides by a pattern of the key. The first that matches counts.
type KeyRule struct {
	Pattern string `mapstructure:"pattern"`
	Action  string `mapstructure:"action"`
	// Secret: a value under such a key is a secret wherever else it stands in the span.
	Secret bool `mapstructure:"secret"`
}

// Texts that are known to be harmless.
type Texts struct {
	Statuses []string `mapstructure:"statuses"`
	Events   []string `mapstructure:"events"`
	// Names are expressions over the whole span name.
	Names []string `mapstructure:"names"`
}

// Bounds: whatever crosses one is redacted whole, span by span.
type Bounds struct {
	ValueBytes  int `mapstructure:"valueBytes"`
	SpanBytes   int `mapstructure:"spanBytes"`
	Depth       int `mapstructure:"depth"`
	Copies      int `mapstructure:"copies"`
	TypeEntries int `mapstructure:"typeEntries"`
}

// Label is an attribute that metrics may carry.
type Label struct {
	Name      string `mapstructure:"name"`
	Type      string `mapstructure:"type"`
	MaxLength int    `mapstructure:"maxLength"`
	Hash      bool   `mapstructure:"hash"`
}

// Modes of a policy.
const (
	allowList = "allow-list"
	patterns  = "patterns"
	labels    = "labels"
)

var (
	modes      = []string{allowList, patterns, labels}
	actions    = []string{redact, hash, drop}
	keptTypes  = []string{"string", "int", "double", "boolean", "string[]"}
	labelTypes = []string{"string", "int"}
)

// shortestHashKey. Unit: bytes.
const shortestHashKey = 32

var _ component.Config = (*Config)(nil)

// Validate lists every problem at once: a policy that is half understood protects nobody.
func (c *Config) Validate() error {
	var problems []error
	problem := func(format string, values ...any) {
		problems = append(problems, fmt.Errorf(format, values...))
	}
	oneOf := func(path, value string, allowed []string) {
		if !slices.Contains(allowed, value) {
			problem("%s: %q; allowed: %s", path, value, strings.Join(allowed, ", "))
		}
	}
	expression := func(path, pattern string) {
		if _, err := regexp.Compile(pattern); err != nil {
			problem("%s: not an RE2 expression: %w", path, err)
		}
	}
	oneOf("mode", c.Mode, modes)
	if c.Mode == allowList {
		oneOf("otherwise", c.Otherwise, actions)
		if len(c.Keep) == 0 {
			problem("keep: empty; an allow-list that allows nothing is a mistake")
		}
	}
	if c.Mode == labels && len(c.Labels) == 0 {
		problem("labels: empty; name what metrics may carry")
	}
	for index, kept := range c.Keep {
		oneOf(fmt.Sprintf("keep.%d.type", index), kept.Type, keptTypes)
		if kept.Name == "" {
			problem("keep.%d.name: empty; name an attribute", index)
		}
	}
	for index, hidden := range c.Attributes {
		oneOf(fmt.Sprintf("attributes.%d.action", index), hidden.Action, actions)
		if hidden.Name == "" {
			problem("attributes.%d.name: empty; name an attribute", index)
		}
	}
	for index, rule := range c.Keys {
		oneOf(fmt.Sprintf("keys.%d.action", index), rule.Action, actions)
		expression(fmt.Sprintf("keys.%d.pattern", index), rule.Pattern)
	}
	for index, name := range c.Texts.Names {
		expression(fmt.Sprintf("texts.names.%d", index), name)
	}
	for index, label := range c.Labels {
		oneOf(fmt.Sprintf("labels.%d.type", index), label.Type, labelTypes)
		if label.Type == "string" && label.MaxLength < 1 {
			problem("labels.%d.maxLength: %d; allowed: 1 or more", index, label.MaxLength)
		}
	}
	for path, value := range map[string]int{
		"valueBytes": c.Bounds.ValueBytes, "spanBytes": c.Bounds.SpanBytes, "depth": c.Bounds.Depth,
		"copies": c.Bounds.Copies, "typeEntries": c.Bounds.TypeEntries,
	} {
		if value < 1 {
			problem("bounds.%s: %d; allowed: 1 or more", path, value)
		}
	}
	if c.hashes() && len(c.HashKey) < shortestHashKey {
		problem("hashKey: shorter than %d bytes; an action is hash and needs a key nobody can guess", shortestHashKey)
	}
	if _, err := scan.New(scan.Options{Classes: c.Classes}); err != nil {
		problem("classes: %w", err)
	}
	return errors.Join(problems...)
}

// hashes: whether anything is replaced by a digest.
func (c *Config) hashes() bool {
	return c.Otherwise == hash ||
		slices.ContainsFunc(c.Attributes, func(h Hidden) bool { return h.Action == hash }) ||
		slices.ContainsFunc(c.Keys, func(k KeyRule) bool { return k.Action == hash }) ||
		slices.ContainsFunc(c.Labels, func(l Label) bool { return l.Hash })
}
