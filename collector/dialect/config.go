// Package dialect brings the names that other instrumentations use to the kit's own, for detection to count by.
package dialect

import (
	"errors"

	"go.opentelemetry.io/collector/component"
)

// Config names the kit's attributes and where their values come from.
type Config struct {
	Tool   Source `mapstructure:"tool"`
	Caller Source `mapstructure:"caller"`
	// Decision is the kit's attribute of an authorization decision.
	Decision Decision `mapstructure:"decision"`
	Depth    Depth    `mapstructure:"depth"`
	Code     Code     `mapstructure:"code"`
	// Flags are attributes that are true or false; they become 1 or 0, so that nothing else can stand there.
	Flags []string `mapstructure:"flags"`
	// TraceLabel is the span attribute that gets the trace's id.
	TraceLabel string `mapstructure:"traceLabel"`
	// ResourceLabels are span attributes that get a resource attribute's value, by the label's name.
	ResourceLabels map[string]string `mapstructure:"resourceLabels"`
	// Resource replaces every resource: the calls of a trace are counted together whichever service they came from.
	Resource map[string]string `mapstructure:"resource"`
}

// Source is a value under several names, the first that is there counts.
type Source struct {
	Attribute string   `mapstructure:"attribute"`
	From      []string `mapstructure:"from"`
	// Label is a further attribute with the same value, and with nothing a sender wrote under that name. Optional.
	Label string `mapstructure:"label"`
}

// Decision is set to Deny where a foreign attribute says that a call was refused.
type Decision struct {
	Attribute string   `mapstructure:"attribute"`
	Deny      string   `mapstructure:"deny"`
	Foreign   []Denial `mapstructure:"foreign"`
}

// Denial is a foreign way to say that a call was refused.
type Denial struct {
	Attribute string `mapstructure:"attribute"`
	Value     string `mapstructure:"value"`
}

// Depth is clamped: a forged one cannot grow a label or a chart beyond what chains reach.
type Depth struct {
	Attribute string `mapstructure:"attribute"`
	Max       int64  `mapstructure:"max"`
	// Carried are members of a call's trace state that say it too, for instrumentations that write no attribute. The larger counts.
	Carried []string `mapstructure:"carried"`
}

// Code is an answer's code, which some write as a number and some as a text. It becomes a label where it is one of Values.
type Code struct {
	Attribute string   `mapstructure:"attribute"`
	Label     string   `mapstructure:"label"`
	Values    []string `mapstructure:"values"`
}

var _ component.Config = (*Config)(nil)

// Validate lists every problem at once.
func (c *Config) Validate() error {
	var problems []error
	for name, value := range map[string]string{
		"tool.attribute":     c.Tool.Attribute,
		"caller.attribute":   c.Caller.Attribute,
		"decision.attribute": c.Decision.Attribute,
		"decision.deny":      c.Decision.Deny,
		"depth.attribute":    c.Depth.Attribute,
		"code.attribute":     c.Code.Attribute,
		"code.label":         c.Code.Label,
		"traceLabel":         c.TraceLabel,
	} {
		if value == "" {
			problems = append(problems, errors.New(name+": empty; name an attribute"))
		}
	}
	if c.Depth.Max < 1 {
		problems = append(problems, errors.New("depth.max: below 1; name the deepest chain"))
	}
	return errors.Join(problems...)
}
