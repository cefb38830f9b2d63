package tracewatch

import (
	"context"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector/connectortest"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

func (s *scene) told(series string) []told {
	var all []told
	for _, each := range s.sink.all {
		for _, p := range points(each) {
			if p.series == series {
				all = append(all, p)
			}
		}
	}
	return all
}

func TestANewCounterSaysThatItBeganAtZeroBeforeItsFirstValue(t *testing.T) {
	s := newScene(t, nil)
	s.tick()
	s.send(calls(1, 6, sent{tool: "x", caller: "new", with: map[string]any{"mcp.authz.decision": "deny"}})...)
	s.tick()
	s.tick()
	got := s.told("denied{new,a}")
	if len(got) != 2 || got[0].value != 6 || got[1].value != 6 {
		t.Fatalf("told %v", got)
	}
	if began := got[0].start; !began.Before(got[0].at) || !began.After(got[0].at.Add(-15*time.Second)) {
		t.Errorf("began at %s, told at %s", began, got[0].at)
	}
	if !got[1].start.Equal(got[0].start) {
		t.Errorf("begins again at %s instead of %s", got[1].start, got[0].start)
	}
}

func TestASeriesThatExpiredIsNotToldAnyMore(t *testing.T) {
	s := newScene(t, nil)
	s.send(calls(1, 51, sent{tool: "x", caller: "alice"})...)
	s.send(sent{team: "b", id: 99})
	s.tick()
	s.now = s.now.Add(15 * time.Minute)
	s.expect(s.tick(), map[string]int64{
		"calls{t,a}": -1, "depth{t,a}": -1, "caller_calls{alice,a}": -1, "tenants{t}": -1, "dropped{traces}": 0, "dropped{callers}": 0,
	})
	if len(s.table.traces) != 0 || s.table.bytes != 0 {
		t.Errorf("%d traces and %d bytes are left", len(s.table.traces), s.table.bytes)
	}
}

func TestATraceThatIsStillCalledDoesNotExpire(t *testing.T) {
	s := newScene(t, nil)
	for index := range 100 {
		s.send(sent{id: uint64(index + 1), tool: "x"})
		s.now = s.now.Add(10 * time.Minute)
		s.tick()
	}
	s.expect(s.values(), map[string]int64{"calls{t,a}": 100})
}

// A caller that is forgotten and comes back counts from zero, and says so.
func TestASeriesThatEndsAndBeginsAgainSaysWhen(t *testing.T) {
	s := newScene(t, func(c *Config) { c.Limits.SeriesPerTenant = 1 })
	s.send(calls(1, 3, sent{tool: "x", caller: "one"})...)
	s.tick()
	s.send(sent{id: 4, tool: "x", caller: "two"}, sent{id: 5, tool: "x", caller: "one"})
	s.tick()
	got := s.told("caller_calls{one,a}")
	if len(got) != 2 || got[1].value != 1 || !got[1].start.After(got[0].at) || !got[1].start.Before(got[1].at) {
		t.Errorf("told %v", got)
	}
}

func TestSamplesThatAreRefusedAreToldWithTheNextFlush(t *testing.T) {
	s := newScene(t, nil)
	s.sink.refuse = true
	s.send(calls(1, 6, sent{tool: "x"})...)
	s.tick()
	s.sink.refuse = false
	s.send(calls(7, 1, sent{tool: "x"})...)
	s.expect(s.tick(), map[string]int64{"calls{t,a}": 7})
}

func TestTheHeartbeatAndTheDropsAreToldFromTheBeginning(t *testing.T) {
	s := newScene(t, nil)
	values := s.tick()
	s.expect(values, map[string]int64{
		"heartbeat{}": s.now.Unix(), "dropped{traces}": 0, "dropped{callers}": 0, "dropped{series}": 0, "dropped{spans}": 0,
	})
}

func TestTheConnectorTellsWhatItHasWhenItStops(t *testing.T) {
	settings := connectortest.NewNopSettings(component.MustNewType("tracewatch"))
	settings.Resource.Attributes().PutStr("service.instance.id", "one")
	reader := sdkmetric.NewManualReader()
	settings.MeterProvider = sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader))
	out := &sink{}
	made, err := NewFactory().CreateTracesToMetrics(context.Background(), settings, config(), out)
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Start(context.Background(), componenttest.NewNopHost()); err != nil {
		t.Fatal(err)
	}
	s := &scene{watcher: made.(*watcher), sink: out, t: t}
	s.send(calls(1, 3, sent{tool: "x"})...)
	var data metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &data); err != nil {
		t.Fatal(err)
	}
	if got := len(data.ScopeMetrics[0].Metrics); got != 5 {
		t.Errorf("%d metrics of its own", got)
	}
	for range 2 {
		if err := made.Shutdown(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	s.expect(s.values(), map[string]int64{"calls{t,a}": 3})
	resource := out.all[0].ResourceMetrics().At(0).Resource().Attributes().AsRaw()
	if resource["service.instance.id"] != "one" || resource["service.name"] != "mcp-trace-kit" {
		t.Errorf("the resource is %v", resource)
	}
}

func TestAConnectorThatNeverStartedStops(t *testing.T) {
	if err := newScene(t, nil).Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestRefusesAConfigurationWithEveryProblemAtOnce(t *testing.T) {
	c := config()
	c.Metrics.ToolCalls, c.Limits.SpansPerTrace, c.Flush = "", 1, 0
	err := c.Validate()
	if err == nil {
		t.Fatal("accepted")
	}
	for _, path := range []string{"metrics.toolCalls", "limits.spansPerTrace", "flush"} {
		if !strings.Contains(err.Error(), path) {
			t.Errorf("%s is not named in %s", path, err)
		}
	}
}
