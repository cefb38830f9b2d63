package tracewatch

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// One call as gateway, mount and server report it, with the CLIENT spans between them.
func forwarded(first uint64, like sent) []sent {
	link, mount, gateway := like, like, like
	link.link, link.tool = true, ""
	mount.tool, gateway.tool = "shop_"+like.tool, "g.shop_"+like.tool
	at := func(s sent, id, parent uint64) sent { s.id, s.parent = id, parent; return s }
	return []sent{
		at(gateway, first, 0), at(link, first+1, first), at(mount, first+2, first+1), at(link, first+3, first+2),
		at(like, first+4, first+3),
	}
}

func TestCountsOneCallOnceHoweverManyProgramsReportIt(t *testing.T) {
	s := newScene(t, nil)
	s.send(forwarded(1, sent{tool: "search", caller: "alice"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 1, "caller_calls{alice,a}": 1, "depth{t,a}": 1})
}

func TestCountsOneCallOnceInAnyOrderOverSeveralBatches(t *testing.T) {
	for range 200 {
		s := newScene(t, nil)
		var spans []sent
		for call := range 5 {
			spans = append(spans, forwarded(uint64(10*call+1), sent{tool: "search", with: map[string]any{"mcp.authz.decision": "deny"}})...)
		}
		rand.Shuffle(len(spans), func(i, j int) { spans[i], spans[j] = spans[j], spans[i] })
		for _, each := range spans {
			s.send(each)
		}
		s.expect(s.tick(), map[string]int64{"calls{t,a}": 5, "denied{none,a}": 5, "depth{t,a}": 1})
	}
}

func TestACountNeverFallsAndCatchesUpWithTheTruth(t *testing.T) {
	for seed := range uint64(300) {
		s := newScene(t, nil)
		random := rand.New(rand.NewPCG(seed, 1))
		var spans []sent
		for call := range 8 {
			spans = append(spans, forwarded(uint64(10*call+1), sent{tool: "search"})...)
		}
		random.Shuffle(len(spans), func(i, j int) { spans[i], spans[j] = spans[j], spans[i] })
		before := int64(0)
		for len(spans) > 0 {
			some := min(1+random.IntN(6), len(spans))
			s.send(spans[:some]...)
			spans = spans[some:]
			now := s.tick()["calls{t,a}"]
			if now < before {
				t.Fatalf("the count fell from %d to %d", before, now)
			}
			before = now
		}
		// What was counted too often is made up for by the calls that follow.
		s.send(calls(1_000, 32, sent{tool: "search"})...)
		s.expect(s.tick(), map[string]int64{"calls{t,a}": 40})
	}
}

func TestALateLinkStopsTheCountUntilItIsRight(t *testing.T) {
	s := newScene(t, nil)
	s.send(sent{id: 1, tool: "search"}, sent{id: 3, parent: 2, tool: "search"})
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 2})
	s.send(sent{id: 2, parent: 1, link: true})
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 2})
	s.send(sent{id: 4, tool: "search"})
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 2})
	s.send(sent{id: 5, tool: "search"})
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 3})
}

func TestACallWaitsForItsOtherSpansBeforeItCounts(t *testing.T) {
	s := newScene(t, nil)
	s.now = s.now.Add(11 * time.Second)
	s.send(sent{id: 1, tool: "search"}, sent{id: 3, parent: 2, tool: "search"})
	s.now = s.now.Add(-11 * time.Second)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": -1})
	s.send(sent{id: 2, parent: 1, link: true})
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 1})
}

func TestACallWithinAnotherToolsCallIsACallOfItsOwn(t *testing.T) {
	s := newScene(t, nil)
	s.send(
		sent{id: 1, tool: "plan"}, sent{id: 2, parent: 1, link: true}, sent{id: 3, parent: 2, tool: "search"},
		sent{id: 4, parent: 3, link: true}, sent{id: 5, parent: 4, tool: "plan"},
	)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 3, "depth{t,a}": 3})
}

func TestASpanThatComesAgainCountsOnce(t *testing.T) {
	s := newScene(t, nil)
	batch := calls(1, 51, sent{tool: "search", caller: "alice", with: map[string]any{"code": "-32602"}})
	for range 3 {
		s.send(batch...)
		s.expect(s.tick(), map[string]int64{"calls{t,a}": 51, "caller_calls{alice,a}": 51, "call_errors{alice,a,-32602}": 51})
	}
	if s.table.repeated != 102 {
		t.Errorf("%d repeated spans", s.table.repeated)
	}
}

func TestCountsExactlyAtAndAroundTheFloor(t *testing.T) {
	s := newScene(t, func(c *Config) { c.Floors.ToolCalls = 25 })
	s.send(calls(1, 24, sent{tool: "search"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": -1})
	s.send(calls(25, 1, sent{tool: "search"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 25})
	s.send(calls(26, 25, sent{tool: "search"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 50})
	s.send(calls(51, 1, sent{tool: "search"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 51})
}

func TestALongTraceIsCountedBeyondWhatIsRemembered(t *testing.T) {
	s := newScene(t, func(c *Config) { c.Limits.SpansPerTrace = 64 })
	for batch := range 100 {
		s.send(calls(uint64(1+batch*50), 50, sent{tool: "search"})...)
		s.now = s.now.Add(2 * time.Minute)
	}
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 5_000, "dropped{spans}": 0})
	// As fast as this some are forgotten sooner than promised, which is told; the count stays right.
	s.send(calls(10_000, 1_000, sent{tool: "search"})...)
	values := s.tick()
	s.expect(values, map[string]int64{"calls{t,a}": 6_000})
	if values["dropped{spans}"] == 0 {
		t.Error("forgotten in silence")
	}
}

func TestTheDeepestChainIsTheLargerOfTreeAndWhatWasCarried(t *testing.T) {
	chain := func(length int, reversed bool) []sent {
		var spans []sent
		for hop := range length {
			id := uint64(2*hop + 1)
			spans = append(spans, sent{id: id, parent: id - 1, tool: string(rune('a' + hop%20))}, sent{id: id + 1, parent: id, link: true})
		}
		if reversed {
			slices.Reverse(spans)
		}
		return spans
	}
	for _, reversed := range []bool{false, true} {
		s := newScene(t, func(c *Config) { c.Floors.Depth = 5 })
		s.send(chain(4, reversed)...)
		s.expect(s.tick(), map[string]int64{"depth{t,a}": -1})
		s.send(chain(5, reversed)...)
		s.expect(s.tick(), map[string]int64{"depth{t,a}": 5})
		s.send(sent{id: 999, tool: "x", with: map[string]any{"mcp.agent.depth": 9}})
		s.expect(s.tick(), map[string]int64{"depth{t,a}": 9})
		s.send(chain(90, reversed)...)
		s.expect(s.tick(), map[string]int64{"depth{t,a}": 64})
	}
	s := newScene(t, nil)
	s.send(sent{id: 1, tool: "x", with: map[string]any{"mcp.agent.depth": int64(1) << 62}})
	s.expect(s.tick(), map[string]int64{"depth{t,a}": 64})
}

func TestSpansInACircleEndNothing(t *testing.T) {
	s := newScene(t, nil)
	s.send(sent{id: 1, parent: 1, tool: "x"}, sent{id: 2, parent: 3, tool: "x"}, sent{id: 3, parent: 2, tool: "y"},
		sent{id: 4, parent: 5, link: true}, sent{id: 5, parent: 4, link: true}, sent{id: 6, parent: 5, tool: "x"})
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 4})
}

func TestOnlyServersCallsCount(t *testing.T) {
	s := newScene(t, nil)
	s.send(sent{id: 1, tool: "search", link: true}, sent{id: 2}, sent{id: 3, tool: "search", with: map[string]any{"mcp.authz.decision": "permit", "code": "-32603"}})
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 1, "denied{none,a}": -1, "call_errors{none,a,-32603}": -1})
}

func TestARefusalAndItsErrorCountOncePerCall(t *testing.T) {
	s := newScene(t, nil)
	refused := map[string]any{"mcp.authz.decision": "deny", "code": "-32601"}
	// The gateway passes on what the server decided, and the server has a span of its own for the decision.
	s.send(sent{id: 1, tool: "shop_search", caller: "bob", with: refused}, sent{id: 2, parent: 1, link: true, tool: "search", with: refused},
		sent{id: 3, parent: 2, tool: "search", caller: "bob", with: refused}, sent{id: 4, parent: 3, link: true, caller: "bob", with: refused})
	s.expect(s.tick(), map[string]int64{"denied{bob,a}": 1, "call_errors{bob,a,-32601}": 1, "caller_calls{bob,a}": 1})
}

func TestLoopSignalsAreTheHighestSeen(t *testing.T) {
	s := newScene(t, nil)
	loop := func(id uint64, repeats, errors int) sent {
		return sent{id: id, tool: "x", with: map[string]any{"mcp.loop.repeat_count": repeats, "mcp.loop.error_streak": errors}}
	}
	s.send(loop(1, 2, 2))
	s.expect(s.tick(), map[string]int64{"repeats{t,a}": -1, "streak{t,a}": -1})
	s.send(loop(2, 3, 4), loop(3, 1, 1))
	s.expect(s.tick(), map[string]int64{"repeats{t,a}": 3, "streak{t,a}": 4})
	s.send(sent{id: 4, tool: "x", with: map[string]any{"mcp.args.type_changed": 1}}, sent{id: 5, tool: "x", with: map[string]any{"mcp.args.type_changed": 0}})
	s.expect(s.tick(), map[string]int64{"types{t,a}": 1})
}
