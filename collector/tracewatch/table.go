package tracewatch

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Why something could not be kept.
const (
	ofTraces = iota
	ofCallers
	ofSeries
	ofSpans
	reasonCount
)

var reasons = [reasonCount]string{"traces", "callers", "series", "spans"}

// mostTenants is far above what certificates are issued for.
const mostTenants = 4_096

type tenantKey struct{ environment, team string }

// table holds all traces and callers. It knows no clock: times are milliseconds that it is told.
type table struct {
	*Config
	walker  walker
	traces  map[pcommon.TraceID]*trace
	tenants map[tenantKey]*tenant
	// shared traces have spans of several tenants.
	shared  map[*trace]struct{}
	bytes   int64
	dropped [reasonCount]int64
	// repeated spans were there already.
	spans, repeated int64
	began           pcommon.Timestamp
	// flushed is when samples were last made. Unit: nanoseconds.
	flushed int64
}

func newTable(config *Config, now int64) *table {
	return &table{
		Config: config, traces: map[pcommon.TraceID]*trace{}, tenants: map[tenantKey]*tenant{},
		shared: map[*trace]struct{}{}, flushed: now, began: pcommon.Timestamp(now),
	}
}

// add takes a span in.
func (t *table) add(id pcommon.TraceID, s *span, now int64) {
	t.spans++
	owner := t.tenant(s)
	if owner == nil {
		t.dropped[ofSpans]++
		return
	}
	p := t.part(id, owner)
	p.last = now
	owner.parts.touch(p)
	if p.nodes.find(s.id) >= 0 {
		t.repeated++
		return
	}
	if len(p.nodes.list) >= t.Limits.SpansPerTrace {
		t.forget(p, now)
	}
	p.nodes.add(node{
		id: s.id, parent: s.parent, at: uint32(now), tool: p.toolIndex(s.tool), facts: s.facts, caller: t.callerOf(owner, s, now),
	}, t.Limits.SpansPerTrace)
	p.depth = max(p.depth, int32(s.depth))
	p.repeats = max(p.repeats, int32(min(s.repeats, 1<<30)))
	p.errors = max(p.errors, int32(min(s.errors, 1<<30)))
	// A span of one tenant may complete another's chain.
	for _, each := range p.trace.parts {
		each.reopen()
	}
	t.weighPart(p)
	t.makeRoom(p, now)
}

func (t *table) callerOf(owner *tenant, s *span, now int64) *caller {
	switch {
	case s.facts&ofCaller == 0:
		return nil
	case s.caller != "":
		return t.caller(owner, s.caller, now)
	case s.facts&suspicious != 0:
		return t.caller(owner, noCaller, now)
	default:
		return nil
	}
}

func (t *table) tenant(s *span) *tenant {
	known := t.tenants[tenantKey{s.environment, s.team}]
	if known == nil && len(t.tenants) < mostTenants {
		known = newTenant(s.environment, s.team)
		t.tenants[tenantKey{known.environment, known.team}] = known
	}
	return known
}

func (t *table) part(id pcommon.TraceID, owner *tenant) *part {
	of := t.traces[id]
	if of == nil {
		of = &trace{id: id}
		t.traces[id] = of
	}
	for _, known := range of.parts {
		if known.tenant == owner {
			return known
		}
	}
	p := &part{trace: of, tenant: owner}
	of.parts = append(of.parts, p)
	of.joins(owner)
	if int64(len(of.senders)) >= t.Floors.Tenants {
		t.shared[of] = struct{}{}
	}
	owner.parts.push(p)
	return p
}

func (t *trace) joins(sender *tenant) {
	for _, known := range t.senders {
		if known == sender {
			return
		}
	}
	t.senders = append(t.senders, sender)
}

func (p *part) reopen() {
	if !p.open {
		p.open = true
		p.tenant.open = append(p.tenant.open, p)
	}
}

// forget makes room for newer spans. What was not yet counted is counted now.
func (t *table) forget(p *part, now int64) {
	t.settle(p, now, false)
	oldest := max(1, len(p.nodes.list)/4)
	for place := range oldest {
		n := &p.nodes.list[place]
		t.pay(p, n, now)
		if int64(uint32(now)-n.at) < t.Remember.Milliseconds() {
			t.dropped[ofSpans]++
		}
	}
	p.nodes.forget(oldest)
}
