package scrub

import (
	"regexp"
	"strings"
)

// spanName is free text, and a sender's: outside it is shown where it has a known shape.
func (w *walk) spanName(name string) string {
	if w.Mode == allowList && name != "" && name != Redacted && !w.allowed(name) {
		w.counts.hidden[plainText][onName]++
		return Redacted
	}
	return w.text(name, 0, onName)
}

func (w *walk) status(message string) string {
	return w.known(message, w.statuses, onStatus)
}

func (w *walk) eventName(name string) string {
	return w.known(name, w.events, onEventName)
}

// known shows a text of a closed set; what else it is goes, or is searched.
func (w *walk) known(text string, set map[string]struct{}, surface int) string {
	if text == "" || text == Redacted {
		return text
	}
	if _, harmless := set[text]; harmless {
		return text
	}
	if w.Mode == allowList {
		w.counts.hidden[plainText][surface]++
		return Redacted
	}
	return w.text(text, 0, surface)
}

// libraryName is how instrumentation scopes are named, and their versions.
var libraryName = regexp.MustCompile(`^[A-Za-z0-9@][A-Za-z0-9@._:/+-]{0,127}$`)

func (w *walk) scopeText(text string) string {
	if w.Mode == allowList && text != "" && text != Redacted && !libraryName.MatchString(strings.ReplaceAll(text, Redacted, "_")) {
		w.counts.hidden[plainText][onScopeName]++
		return Redacted
	}
	return w.text(text, 0, onScopeName)
}

var depthMember = regexp.MustCompile(`^agent_depth=\d{1,2}$`)

// traceState keeps the kit's own member: vendors' members hold what vendors like.
func (w *walk) traceState(state string) string {
	kept := ""
	for member := range strings.SplitSeq(state, ",") {
		if member = strings.TrimSpace(member); kept == "" && depthMember.MatchString(member) {
			kept = member
		}
	}
	if kept != state {
		w.counts.hidden[plainText][onTraceState]++
	}
	return kept
}

var schema = regexp.MustCompile(`^https://opentelemetry\.io/schemas/\d{1,3}\.\d{1,3}\.\d{1,3}$`)

// knownSchema keeps the addresses of OpenTelemetry's own schemas.
func knownSchema(url string) string {
	if url == "" || !schema.MatchString(url) {
		return ""
	}
	return url
}
