package tracewatch

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// flush settles, forgets and makes samples. now is in nanoseconds; last counts what still waits, too.
func (t *table) flush(now int64, last bool) *samples {
	// A series begins between two flushes, at a time of its own.
	now = max(now, t.flushed+2*int64(time.Millisecond))
	out := newSamples(t, now)
	millis := now / int64(time.Millisecond)
	for _, owner := range t.tenants {
		t.settleOpen(owner, millis, last)
		t.expire(owner, millis)
		t.tellParts(owner, out)
		t.tellCallers(owner, out)
	}
	var shared []entry
	for of := range t.shared {
		shared = append(shared, entry{metric: traceTenants, value: int64(len(of.senders)), trace: of, series: &of.series})
	}
	out.tell(t.highest(shared))
	out.ofDetector()
	t.flushed = now
	return out
}

func (t *table) settleOpen(owner *tenant, now int64, last bool) {
	// What a drop opens meanwhile is appended, and kept.
	open := owner.open
	owner.open = nil
	for _, p := range open {
		if p.gone {
			continue
		}
		p.open = t.settle(p, now, last)
		if p.open {
			owner.open = append(owner.open, p)
		}
		if t.isLoud(p) {
			owner.loud[p] = struct{}{}
			if p.series == nil {
				p.series = new([partMetrics]series)
				t.weighPart(p)
				t.makeRoom(p, now)
			}
		}
	}
}

func (p *part) values() [partMetrics]int64 {
	return [partMetrics]int64{
		toolCalls: p.calls, traceDepth: int64(p.depth), loopRepeats: int64(p.repeats), loopErrors: int64(p.errors),
		argumentTypes: p.changes,
	}
}

func (f *Floors) ofPart() [partMetrics]int64 {
	return [partMetrics]int64{
		toolCalls: f.ToolCalls, traceDepth: f.Depth, loopRepeats: f.Repeats, loopErrors: f.Errors, argumentTypes: 1,
	}
}

func (t *table) isLoud(p *part) bool {
	floors := t.Floors.ofPart()
	for metric, value := range p.values() {
		if value >= floors[metric] {
			return true
		}
	}
	return false
}

func (t *table) tellParts(owner *tenant, out *samples) {
	floors := t.Floors.ofPart()
	var entries [partMetrics][]entry
	for p := range owner.loud {
		for metric, value := range p.values() {
			if value >= floors[metric] {
				entries[metric] = append(entries[metric], entry{metric: metric, value: value, part: p, series: &p.series[metric]})
			}
		}
	}
	for metric := range entries {
		out.tell(t.highest(entries[metric]))
	}
}

func (t *table) tellCallers(owner *tenant, out *samples) {
	var entries [metricCount][]entry
	for _, c := range owner.callers {
		for bit, value := range c.counts {
			if value > 0 {
				metric := callerMetric(bit)
				entries[metric] = append(entries[metric], entry{metric: metric, bit: bit, value: value, caller: c, series: &c.series[bit]})
			}
		}
	}
	for metric := range entries {
		out.tell(t.highest(entries[metric]))
	}
}

// samples of one flush.
type samples struct {
	*table
	metrics pmetric.Metrics
	scope   pmetric.ScopeMetrics
	names   [metricCount]string
	points  [metricCount]pmetric.NumberDataPointSlice
	made    [metricCount]bool
	now     pcommon.Timestamp
	// zero is when a series began that is told for the first time: after the flush before and before this one.
	zero pcommon.Timestamp
}

func newSamples(t *table, now int64) *samples {
	s := &samples{table: t, metrics: pmetric.NewMetrics(), names: t.Metrics.byID(), now: pcommon.Timestamp(now)}
	s.zero = pcommon.Timestamp(t.flushed + (now-t.flushed)/2)
	resource := s.metrics.ResourceMetrics().AppendEmpty()
	resource.Resource().Attributes().PutStr("service.name", t.Service)
	s.scope = resource.ScopeMetrics().AppendEmpty()
	return s
}

func (s *samples) point(metric int) pmetric.NumberDataPoint {
	if !s.made[metric] {
		s.made[metric] = true
		m := s.scope.Metrics().AppendEmpty()
		m.SetName(s.names[metric])
		if counters[metric] {
			sum := m.SetEmptySum()
			sum.SetIsMonotonic(true)
			sum.SetAggregationTemporality(pmetric.AggregationTemporalityCumulative)
			s.points[metric] = sum.DataPoints()
		} else {
			s.points[metric] = m.SetEmptyGauge().DataPoints()
		}
	}
	return s.points[metric].AppendEmpty()
}

// tell writes the values of everything that is a series, at each flush; what is not told any more is over. A counter says since
// when it counts, so that whoever reads it takes its first burst for a rise.
func (s *samples) tell(entries []entry) {
	for _, e := range entries {
		if e.series.start == 0 {
			e.series.start = s.zero
		}
		at := s.point(e.metric)
		if counters[e.metric] {
			at.SetStartTimestamp(e.series.start)
		}
		at.SetTimestamp(s.now)
		at.SetIntValue(e.value)
		s.label(e, at.Attributes())
	}
}

// ofDetector are its heartbeat and what it could not keep, each from the beginning on.
func (s *samples) ofDetector() {
	beat := s.point(heartbeat)
	beat.SetTimestamp(s.now)
	beat.SetIntValue(s.now.AsTime().Unix())
	beat.Attributes().PutStr(s.Labels.Environment, s.Environment)
	for reason, count := range s.dropped {
		at := s.point(droppedItems)
		at.SetStartTimestamp(s.began)
		at.SetTimestamp(s.now)
		at.SetIntValue(count)
		at.Attributes().PutStr(s.Labels.Environment, s.Environment)
		at.Attributes().PutStr(s.Labels.Reason, reasons[reason])
	}
}
