package tracewatch

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Metrics, those of a trace's part first.
const (
	toolCalls = iota
	traceDepth
	loopRepeats
	loopErrors
	argumentTypes
	partMetrics
	traceTenants = iota - 1
	authzDenied
	callerCalls
	callErrors
	heartbeat
	droppedItems
	metricCount
)

// counters rise; the others are levels.
var counters = [metricCount]bool{
	toolCalls: true, argumentTypes: true, authzDenied: true, callerCalls: true, callErrors: true, droppedItems: true,
}

func (m *Metrics) byID() [metricCount]string {
	return [metricCount]string{
		toolCalls: m.ToolCalls, traceDepth: m.TraceDepth, loopRepeats: m.LoopRepeats, loopErrors: m.LoopErrors,
		argumentTypes: m.ArgumentTypes, traceTenants: m.TraceTenants, authzDenied: m.AuthzDenied, callerCalls: m.CallerCalls,
		callErrors: m.CallErrors, heartbeat: m.Heartbeat, droppedItems: m.Dropped,
	}
}

// series is what was told of one.
type series struct {
	// start is when it began at zero; 0 for no series.
	start pcommon.Timestamp
	// left out because others are higher.
	left bool
}

// entry is a series' present value.
type entry struct {
	metric, bit int
	value       int64
	part        *part
	caller      *caller
	trace       *trace
	series      *series
}

func callerMetric(bit int) int {
	switch {
	case fact(1)<<bit == isCall:
		return callerCalls
	case fact(1)<<bit == isDenied:
		return authzDenied
	default:
		return callErrors
	}
}

// highest leaves as many as there is room for, and leaves out the others. What is left out counts once.
func (t *table) highest(entries []entry) []entry {
	limit := t.Limits.SeriesPerTenant
	if len(entries) <= limit {
		return entries
	}
	slices.SortFunc(entries, func(a, b entry) int {
		// Of equals those that are series already, so that none comes and goes.
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(order(a), order(b)))
	})
	for _, e := range entries[limit:] {
		// Should it come back, it is a new series.
		e.series.start = 0
		if !e.series.left {
			e.series.left = true
			t.dropped[ofSeries]++
		}
	}
	return entries[:limit]
}

func order(e entry) int {
	if e.series.start != 0 {
		return 0
	}
	return 1
}

// label writes a series' labels.
func (t *table) label(e entry, to pcommon.Map) {
	switch {
	case e.part != nil:
		to.PutStr(t.Labels.Trace, e.part.trace.id.String())
		to.PutStr(t.Labels.Environment, e.part.tenant.environment)
		to.PutStr(t.Labels.Team, e.part.tenant.team)
	case e.caller != nil:
		to.PutStr(t.Labels.Caller, e.caller.id)
		to.PutStr(t.Labels.Environment, e.caller.tenant.environment)
		to.PutStr(t.Labels.Team, e.caller.tenant.team)
		if e.metric == callErrors {
			to.PutStr(t.Labels.Code, t.Codes[e.bit-codeIndex])
		}
	case e.trace != nil:
		to.PutStr(t.Labels.Trace, e.trace.id.String())
		to.PutStr(t.Labels.Environment, t.Environment)
	}
}
