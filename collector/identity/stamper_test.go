package identity

import (
	"context"
	"fmt"
	"testing"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

func config() *Config {
	return &Config{
		Tenant:  "prod.payments",
		Claims:  []string{"team", "deployment.environment.name", "env"},
		Stamps:  map[string]string{"team": "payments", "deployment.environment.name": "prod"},
		Service: Service{Attribute: "service.name", Owned: []string{"payments-mcp"}, Unknown: "unknown"},
	}
}

// through sends traces through the real factory and returns what came out, and the sum of each counter.
func through(t *testing.T, traces ptrace.Traces) (ptrace.Traces, map[string]int64) {
	t.Helper()
	reader := sdkmetric.NewManualReader()
	settings := processortest.NewNopSettings(component.MustNewType("identity"))
	settings.MeterProvider = sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader))
	sink := new(consumertest.TracesSink)
	processor, err := NewFactory().CreateTraces(context.Background(), settings, config(), sink)
	if err != nil {
		t.Fatal(err)
	}
	if err := processor.ConsumeTraces(context.Background(), traces); err != nil {
		t.Fatal(err)
	}
	var data metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &data); err != nil {
		t.Fatal(err)
	}
	sums := map[string]int64{}
	for _, scope := range data.ScopeMetrics {
		for _, metric := range scope.Metrics {
			if sum, ok := metric.Data.(metricdata.Sum[int64]); ok {
				for _, point := range sum.DataPoints {
					sums[metric.Name] += point.Value
				}
			}
		}
	}
	return sink.AllTraces()[0], sums
}

func claiming() (ptrace.Traces, []pcommon.Map) {
	traces := ptrace.NewTraces()
	resource := traces.ResourceSpans().AppendEmpty()
	scope := resource.ScopeSpans().AppendEmpty()
	span := scope.Spans().AppendEmpty()
	bags := []pcommon.Map{resource.Resource().Attributes(), scope.Scope().Attributes(), span.Attributes()}
	for _, bag := range bags {
		bag.PutStr("team", "search")
		bag.PutStr("env", "dev")
		bag.PutStr("service.name", "payments-mcp")
		bag.PutStr("other", "stays")
	}
	return traces, bags
}

func TestReplacesClaimsByTheTruth(t *testing.T) {
	traces, _ := claiming()
	out, sums := through(t, traces)
	resource := out.ResourceSpans().At(0)
	want := map[string]any{
		"team": "payments", "deployment.environment.name": "prod", "service.name": "payments-mcp", "other": "stays",
	}
	if got := resource.Resource().Attributes().AsRaw(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("resource: %v", got)
	}
	for name, bag := range map[string]pcommon.Map{
		"scope": resource.ScopeSpans().At(0).Scope().Attributes(),
		"span":  resource.ScopeSpans().At(0).Spans().At(0).Attributes(),
	} {
		if got := bag.AsRaw(); fmt.Sprint(got) != "map[other:stays]" {
			t.Errorf("%s: %v", name, got)
		}
	}
	if sums["mcp_identity_false_claims_total"] != 3 {
		t.Errorf("each false team counts once: %v", sums)
	}
}

func TestDoesNotCountTheTruth(t *testing.T) {
	traces := ptrace.NewTraces()
	attributes := traces.ResourceSpans().AppendEmpty().Resource().Attributes()
	attributes.PutStr("team", "payments")
	attributes.PutStr("service.name", "payments-mcp")
	if _, sums := through(t, traces); sums["mcp_identity_false_claims_total"]+sums["mcp_identity_unknown_services_total"] != 0 {
		t.Errorf("counted: %v", sums)
	}
}

func TestFilesForeignServicesUnderUnknown(t *testing.T) {
	for name, put := range map[string]func(pcommon.Map){
		"another team's": func(m pcommon.Map) { m.PutStr("service.name", "search-mcp") },
		"none":           func(pcommon.Map) {},
		"a number":       func(m pcommon.Map) { m.PutInt("service.name", 1) },
	} {
		traces := ptrace.NewTraces()
		put(traces.ResourceSpans().AppendEmpty().Resource().Attributes())
		out, sums := through(t, traces)
		service, _ := out.ResourceSpans().At(0).Resource().Attributes().Get("service.name")
		if service.AsString() != "unknown" || sums["mcp_identity_unknown_services_total"] != 1 {
			t.Errorf("%s: %s, %v", name, service.AsString(), sums)
		}
	}
}

// Repeated keys cannot be made through the API, only on the wire.
func TestLeavesOneCopyOfARepeatedKey(t *testing.T) {
	for _, count := range []int{2, 3, few * 3} {
		traces := repeated(t, "service.name", count)
		out, _ := through(t, traces)
		attributes := out.ResourceSpans().At(0).Resource().Attributes()
		seen := 0
		for key := range attributes.All() {
			if key == "service.name" {
				seen++
			}
		}
		if seen != 1 {
			t.Errorf("%d copies came out of %d", seen, count)
		}
	}
}

func repeated(t *testing.T, key string, count int) ptrace.Traces {
	t.Helper()
	list := ""
	for index := range count {
		if index > 0 {
			list += ","
		}
		list += fmt.Sprintf(`{"key":%q,"value":{"stringValue":"name-%d"}}`, key, index)
	}
	traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(
		fmt.Appendf(nil, `{"resourceSpans":[{"resource":{"attributes":[%s]},"scopeSpans":[]}]}`, list))
	if err != nil {
		t.Fatal(err)
	}
	return traces
}

func TestRefusesAConfigurationThatStampsNothing(t *testing.T) {
	if err := (&Config{}).Validate(); err == nil {
		t.Error("an empty configuration is accepted")
	}
	open := config()
	open.Claims = []string{"env"}
	if err := open.Validate(); err == nil {
		t.Error("a stamp that a sender may write is accepted")
	}
	if err := config().Validate(); err != nil {
		t.Error(err)
	}
}
