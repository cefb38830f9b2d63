// Package tracewatch counts what single traces and callers do: each call once, whoever reports it and however often. It turns
// stripped spans into the metrics that detections read.
package tracewatch

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"
)

// Config names what is read and what is written, and bounds what is kept.
type Config struct {
	// Environment is the label of what belongs to no tenant.
	Environment string `mapstructure:"environment"`
	// Service is the resource's service name: one for all, so that it tells no two detectors apart.
	Service    string     `mapstructure:"service"`
	Attributes Attributes `mapstructure:"attributes"`
	// Deny is the decision that counts as a refusal.
	Deny string `mapstructure:"deny"`
	// Codes are the answers that count as errors of the caller.
	Codes   []string `mapstructure:"codes"`
	Metrics Metrics  `mapstructure:"metrics"`
	Labels  Labels   `mapstructure:"labels"`
	Floors  Floors   `mapstructure:"floors"`
	Limits  Limits   `mapstructure:"limits"`
	// Flush is how often counts become samples.
	Flush time.Duration `mapstructure:"flush"`
	// Settle is how long a call waits for spans that show it to be another one's.
	Settle time.Duration `mapstructure:"settle"`
	// Remember is how long a span that comes again is sure to be recognised. Less is counted as dropped.
	Remember time.Duration `mapstructure:"remember"`
	// Expiry is how long a trace or caller is kept after its last span.
	Expiry time.Duration `mapstructure:"expiry"`
}

// Attributes of spans. All are read from the span: what stands there was put there by the kit or passed its scrubber.
type Attributes struct {
	Environment string `mapstructure:"environment"`
	Team        string `mapstructure:"team"`
	Tool        string `mapstructure:"tool"`
	Caller      string `mapstructure:"caller"`
	Decision    string `mapstructure:"decision"`
	Code        string `mapstructure:"code"`
	Depth       string `mapstructure:"depth"`
	Repeats     string `mapstructure:"repeats"`
	Errors      string `mapstructure:"errors"`
	TypeChanged string `mapstructure:"typeChanged"`
}

// Metrics by what they say.
type Metrics struct {
	ToolCalls     string `mapstructure:"toolCalls"`
	TraceDepth    string `mapstructure:"traceDepth"`
	TraceTenants  string `mapstructure:"traceTenants"`
	LoopRepeats   string `mapstructure:"loopRepeats"`
	LoopErrors    string `mapstructure:"loopErrors"`
	ArgumentTypes string `mapstructure:"argumentTypes"`
	AuthzDenied   string `mapstructure:"authzDenied"`
	CallerCalls   string `mapstructure:"callerCalls"`
	CallErrors    string `mapstructure:"callErrors"`
	Heartbeat     string `mapstructure:"heartbeat"`
	Dropped       string `mapstructure:"dropped"`
}

// Labels of metrics.
type Labels struct {
	Trace       string `mapstructure:"trace"`
	Environment string `mapstructure:"environment"`
	Team        string `mapstructure:"team"`
	Caller      string `mapstructure:"caller"`
	Code        string `mapstructure:"code"`
	Reason      string `mapstructure:"reason"`
}

// Floors are the values from which on a trace is a series of its own.
type Floors struct {
	ToolCalls int64 `mapstructure:"toolCalls"`
	Depth     int64 `mapstructure:"depth"`
	Tenants   int64 `mapstructure:"tenants"`
	Repeats   int64 `mapstructure:"repeats"`
	Errors    int64 `mapstructure:"errors"`
}

// Limits of what is kept. What lies beyond them is counted by reason.
type Limits struct {
	// MemoryMiB for traces and callers together. A trace takes about 0.4 kB and 32 to 64 bytes a span.
	MemoryMiB int `mapstructure:"memoryMiB"`
	// SpansPerTrace that one tenant's part of a trace remembers, the newest ones. Counts go on beyond it.
	SpansPerTrace int `mapstructure:"spansPerTrace"`
	// SeriesPerTenant of each metric, and callers of each tenant.
	SeriesPerTenant int `mapstructure:"seriesPerTenant"`
	// Depth is the deepest chain that is told apart from deeper ones.
	Depth int64 `mapstructure:"depth"`
}

var _ component.Config = (*Config)(nil)

// Validate lists every problem at once.
func (c *Config) Validate() error {
	var problems []error
	problem := func(format string, values ...any) { problems = append(problems, fmt.Errorf(format, values...)) }
	for path, value := range c.names() {
		if value == "" {
			problem("%s: empty; name one", path)
		}
	}
	if len(c.Codes) > maxCodes {
		problem("codes: %d; allowed: %d at most", len(c.Codes), maxCodes)
	}
	for path, value := range map[string]int64{
		"floors.toolCalls": c.Floors.ToolCalls, "floors.depth": c.Floors.Depth, "floors.tenants": c.Floors.Tenants,
		"floors.repeats": c.Floors.Repeats, "floors.errors": c.Floors.Errors, "limits.depth": c.Limits.Depth,
		"limits.memoryMiB": int64(c.Limits.MemoryMiB), "limits.seriesPerTenant": int64(c.Limits.SeriesPerTenant),
		"flush": int64(c.Flush), "remember": int64(c.Remember), "expiry": int64(c.Expiry),
	} {
		if value < 1 {
			problem("%s: %d; allowed: above 0", path, value)
		}
	}
	if c.Settle < 0 {
		problem("settle: %s; allowed: 0 or more", c.Settle)
	}
	if c.Limits.SpansPerTrace < fewNodes || c.Limits.SpansPerTrace > mostNodes {
		problem("limits.spansPerTrace: %d; allowed: %d to %d", c.Limits.SpansPerTrace, fewNodes, mostNodes)
	}
	return errors.Join(problems...)
}

func (c *Config) names() map[string]string {
	a, m, l := c.Attributes, c.Metrics, c.Labels
	return map[string]string{
		"environment": c.Environment, "service": c.Service, "deny": c.Deny,
		"attributes.environment": a.Environment, "attributes.team": a.Team, "attributes.tool": a.Tool,
		"attributes.caller": a.Caller, "attributes.decision": a.Decision, "attributes.code": a.Code,
		"attributes.depth": a.Depth, "attributes.repeats": a.Repeats, "attributes.errors": a.Errors,
		"attributes.typeChanged": a.TypeChanged,
		"metrics.toolCalls":      m.ToolCalls, "metrics.traceDepth": m.TraceDepth, "metrics.traceTenants": m.TraceTenants,
		"metrics.loopRepeats": m.LoopRepeats, "metrics.loopErrors": m.LoopErrors, "metrics.argumentTypes": m.ArgumentTypes,
		"metrics.authzDenied": m.AuthzDenied, "metrics.callerCalls": m.CallerCalls, "metrics.callErrors": m.CallErrors,
		"metrics.heartbeat": m.Heartbeat, "metrics.dropped": m.Dropped,
		"labels.trace": l.Trace, "labels.environment": l.Environment, "labels.team": l.Team,
		"labels.caller": l.Caller, "labels.code": l.Code, "labels.reason": l.Reason,
	}
}
