package scrub

import (
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"mcp-trace-kit/scrub/scan"
)

// walk goes over one resource's spans, one after the other. It is used by one batch at a time.
type walk struct {
	*policy
	counts counts
	found  []scan.Finding
	// secrets are what was found in the span, and before it in its resource and scope.
	secrets []string
	types   []string
	entries []entry
	// Of the bag at hand: its keys, and what was decided on them.
	names    [fewKeys]string
	verdicts [fewKeys]*verdict
	// Of the span at hand: how much was searched, and since when.
	searched int
	since    time.Time
	// While its attributes are made anew: those that are not yet in their new place.
	old        pcommon.Map
	rebuilding bool
}

// slow is from where on a text's time is looked at, and how long a span may take.
const (
	slowBytes = 64 << 10
	slowest   = time.Second
)

// shortestCopy and longestCopy of a secret that is looked for elsewhere. Unit: bytes.
const (
	shortestCopy = 8
	longestCopy  = 1_024
)

// text searches one, with what its key demands of it, and counts what it finds.
func (w *walk) text(text string, d scan.Demand, surface int) string {
	if text == "" || text == Redacted {
		return text
	}
	w.searched += len(text)
	if len(text) > w.Bounds.ValueBytes || w.searched > w.Bounds.SpanBytes {
		panic(failure(tooLarge))
	}
	if len(text) > slowBytes {
		if w.since.IsZero() {
			w.since = time.Now()
		} else if time.Since(w.since) > slowest {
			panic(failure(tooSlow))
		}
	}
	w.counts.bytes += int64(len(text))
	shown, found := w.scanner.Text(text, d, w.found[:0])
	w.found = found[:0]
	w.note(found, surface)
	return shown
}

func (w *walk) note(found []scan.Finding, surface int) {
	for _, finding := range found {
		if finding.Class != scan.Told {
			w.counts.hidden[classOf(finding.Class)][surface]++
		}
		w.secret(finding.Value)
	}
}

// secret remembers a value that must not stand anywhere else in the span.
func (w *walk) secret(value string) {
	value = strings.Trim(value, " \t\r\n\"'`")
	if len(value) < shortestCopy || len(value) > longestCopy || strings.Contains(value, Redacted) || strings.Contains(Redacted, value) {
		return
	}
	for _, known := range w.secrets {
		if known == value {
			return
		}
	}
	if len(w.secrets) >= w.Bounds.Copies {
		panic(failure(tooManyCopies))
	}
	w.secrets = append(w.secrets, strings.Clone(value))
}

// begin forgets what was found in the span before, but not in what holds it.
func (w *walk) begin(outer int) {
	w.secrets = w.secrets[:outer]
	w.searched = 0
	w.since = time.Time{}
	w.rebuilding = false
}

// guarded runs a piece of work that may fail, and says why it did.
func (w *walk) guarded(work func(), failed func(reason int)) {
	defer func() {
		if recovered := recover(); recovered != nil {
			reason := reasonOf(recovered)
			w.counts.failures[reason]++
			failed(reason)
		}
	}()
	work()
}

func (w *walk) resource(spans ptrace.ResourceSpans) {
	w.begin(0)
	resource := spans.Resource().Attributes()
	w.guarded(func() {
		w.bag(resource, onResource)
		w.copies(resource)
	}, func(reason int) { wholeBag(resource, reason) })
	spans.SetSchemaUrl(knownSchema(spans.SchemaUrl()))
	outer := len(w.secrets)
	for _, scope := range spans.ScopeSpans().All() {
		w.scope(scope, outer)
	}
}

func (w *walk) scope(spans ptrace.ScopeSpans, outer int) {
	w.begin(outer)
	scope := spans.Scope()
	w.guarded(func() {
		w.bag(scope.Attributes(), onScope)
		scope.SetName(w.scopeText(scope.Name()))
		scope.SetVersion(w.scopeText(scope.Version()))
		w.copies(scope.Attributes())
		scope.SetName(w.without(scope.Name()))
		scope.SetVersion(w.without(scope.Version()))
	}, func(reason int) {
		wholeBag(scope.Attributes(), reason)
		scope.SetName(Redacted)
		scope.SetVersion("")
	})
	spans.SetSchemaUrl(knownSchema(spans.SchemaUrl()))
	outer = len(w.secrets)
	for _, span := range spans.Spans().All() {
		w.begin(outer)
		w.guardedSpan(span)
	}
}

// guardedSpan is guarded, for what happens so often that it may cost nothing.
func (w *walk) guardedSpan(span ptrace.Span) {
	defer func() {
		if recovered := recover(); recovered != nil {
			reason := reasonOf(recovered)
			w.counts.failures[reason]++
			w.redactWhole(span, reason)
		}
	}()
	w.span(span)
}

func (w *walk) span(span ptrace.Span) {
	w.bag(span.Attributes(), onSpan)
	span.SetName(w.spanName(span.Name()))
	span.Status().SetMessage(w.status(span.Status().Message()))
	if state := span.TraceState(); state.AsRaw() != "" {
		state.FromRaw(w.traceState(state.AsRaw()))
	}
	for _, event := range span.Events().All() {
		event.SetName(w.eventName(event.Name()))
		w.bag(event.Attributes(), onEvent)
	}
	for _, link := range span.Links().All() {
		w.bag(link.Attributes(), onLink)
		if state := link.TraceState(); state.AsRaw() != "" {
			state.FromRaw(w.traceState(state.AsRaw()))
		}
	}
	if len(w.secrets) > 0 {
		w.spanCopies(span)
	}
}
