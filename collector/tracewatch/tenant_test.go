package tracewatch

import "testing"

func TestAnotherTenantsSpansUnderATraceFrameNobody(t *testing.T) {
	s := newScene(t, nil)
	s.send(calls(1, 10, sent{team: "a", tool: "search"})...)
	s.send(calls(100, 60, sent{team: "b", tool: "search"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 10, "calls{t,b}": 60, "tenants{t}": 2})
}

func TestAnotherTenantCanNeitherHideNorRepeatACall(t *testing.T) {
	s := newScene(t, nil)
	// Sent before the victim's: the same ids, and children that name the same call.
	s.send(calls(1, 51, sent{team: "b", tool: "search"})...)
	below := calls(1_000, 51, sent{team: "b", tool: "search"})
	for index := range below {
		below[index].parent = uint64(index + 1)
	}
	s.send(below...)
	s.send(calls(1, 51, sent{team: "a", tool: "search"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 51, "calls{t,b}": 51})
}

func TestAChainThroughSeveralTenantsIsMeasuredWhole(t *testing.T) {
	s := newScene(t, nil)
	var spans []sent
	for hop := range 6 {
		id := uint64(2*hop + 1)
		team := string(rune('a' + hop%3))
		spans = append(spans, sent{team: team, id: id, parent: id - 1, tool: "t" + string(rune('a'+hop))}, sent{team: team, id: id + 1, parent: id, link: true})
	}
	for index := range spans {
		s.send(spans[len(spans)-1-index])
	}
	s.expect(s.tick(), map[string]int64{"depth{t,c}": 6, "depth{t,b}": 5, "depth{t,a}": 4, "tenants{t}": 3})
}

func TestOneTenantIsNoSeriesOfTenants(t *testing.T) {
	s := newScene(t, nil)
	s.send(sent{id: 1, tool: "x"})
	s.expect(s.tick(), map[string]int64{"tenants{t}": -1})
	s.send(sent{id: 2, team: "b"})
	s.expect(s.tick(), map[string]int64{"tenants{t}": 2})
}

func TestAFloodPushesOutItsOwnSendersTraces(t *testing.T) {
	s := newScene(t, func(c *Config) { c.Limits.MemoryMiB = 1 })
	s.send(calls(1, 60, sent{team: "victim", trace: "loop", tool: "x"})...)
	for index := range 5_000 {
		s.send(sent{team: "flood", trace: string(rune('0'+index%10)) + string(rune(0x4e00+index)), id: 1, tool: "x"})
	}
	values := s.tick()
	s.expect(values, map[string]int64{"calls{loop,victim}": 60})
	kept := len(s.table.traces)
	if dropped := values["dropped{traces}"]; dropped == 0 || int(dropped)+kept != 5_001 {
		t.Errorf("%d dropped and %d kept of 5001", dropped, kept)
	}
	if s.table.bytes > 1<<20 {
		t.Errorf("%d bytes are kept", s.table.bytes)
	}
}

func TestTheHighestTracesOfATenantAreSeries(t *testing.T) {
	s := newScene(t, func(c *Config) { c.Limits.SeriesPerTenant = 3 })
	for index := range 5 {
		s.send(calls(1, 10+index, sent{trace: "t" + string(rune('0'+index)), tool: "x"})...)
	}
	s.send(calls(1, 1, sent{team: "b", trace: "other", tool: "x"})...)
	values := s.tick()
	s.expect(values, map[string]int64{"calls{t4,a}": 14, "calls{t3,a}": 13, "calls{t2,a}": 12, "calls{t1,a}": -1, "calls{other,b}": 1, "dropped{series}": 4})
	// Depth is left out for two as well, calls for two. One that rises comes in, and the lowest goes.
	s.send(calls(100, 50, sent{trace: "t0", tool: "x"})...)
	values = s.tick()
	s.expect(values, map[string]int64{"calls{t0,a}": 60, "calls{t2,a}": -1, "dropped{series}": 5})
}

func TestASuspectIsForgottenLast(t *testing.T) {
	s := newScene(t, func(c *Config) { c.Limits.SeriesPerTenant = 10 })
	s.send(calls(1, 6, sent{tool: "x", caller: "prober", with: map[string]any{"mcp.authz.decision": "deny"}})...)
	s.tick()
	for index := range 100 {
		s.send(sent{id: uint64(100 + index), tool: "x", caller: "c" + string(rune(0x4e00+index))})
	}
	values := s.tick()
	s.expect(values, map[string]int64{"denied{prober,a}": 6})
	if values["dropped{callers}"] == 0 || len(s.table.tenants[tenantKey{"prod", "a"}].callers) != 10 {
		t.Error("callers beyond the limit are kept, or forgotten in silence")
	}
}

func TestASpanThatIsNobodysIsCountedAsDropped(t *testing.T) {
	s := newScene(t, nil)
	s.send(sent{id: 0, tool: "x"}, sent{id: 1, tool: "x", with: map[string]any{"team": 7}})
	s.expect(s.tick(), map[string]int64{"dropped{spans}": 2, "calls{t,a}": -1})
}
