package scrub

import (
	"strings"
	"testing"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// spansEach of one batch: costs of a batch are shared by its spans, as they are in earnest.
const spansEach = 200

// payloads are what the benchmark of the whole collector sends too, in bench/payloads.ts.
var payloads = map[string]func(pcommon.Map){
	"mixed": func(m pcommon.Map) {
		m.PutStr("rpc.system", "mcp")
		m.PutStr("rpc.method", "tools/call")
		m.PutStr("mcp.tool.name", "search_documents")
		m.PutStr("mcp.caller.id", "agent-7f3a")
		m.PutStr("mcp.caller.role", "reader")
		m.PutStr("mcp.authz.decision", "permit")
		m.PutInt("mcp.agent.depth", 2)
		m.PutStr("mcp.result.type", "text")
		m.PutInt("gen_ai.usage.input_tokens", 421)
		m.PutStr("mcp.args.query", "quarterly numbers of the northern region")
		m.PutInt("mcp.args.limit", 25)
		m.PutBool("mcp.args.include_drafts", false)
		m.PutStr("http.request.header.user_agent", "agent/1.0 (linux)")
		m.PutStr("acme.shard", "eu-3")
		m.PutBool("acme.cache.hit", true)
		m.PutStr("db.statement", "SELECT id, title FROM documents WHERE region = $1 LIMIT 25")
	},
	"arguments": func(m pcommon.Map) {
		section := `{"heading":"Part","body":"Numbers rose against the year before, most of all in the north; see the table below for details and sources."},`
		m.PutStr("mcp.tool.name", "write_report")
		m.PutStr("gen_ai.tool.call.arguments", `{"title":"Report","sections":[`+strings.Repeat(section, 28)+`{}]}`)
		m.PutStr("acme.shard", "eu-3")
	},
	"clean": func(m pcommon.Map) {
		m.PutStr("mcp.tool.name", "search_documents")
		m.PutStr("mcp.authz.decision", "permit")
		m.PutInt("gen_ai.usage.input_tokens", 421)
	},
}

func BenchmarkScrub(b *testing.B) {
	scrubbers := testPolicies(b)
	for payload, fill := range payloads {
		traces := ptrace.NewTraces()
		resource := traces.ResourceSpans().AppendEmpty()
		resource.Resource().Attributes().PutStr("service.name", "shop")
		spans := resource.ScopeSpans().AppendEmpty().Spans()
		for range spansEach {
			span := spans.AppendEmpty()
			span.SetName("mcp.tool/search_documents")
			fill(span.Attributes())
		}
		for _, policy := range []string{"allow-list", "patterns"} {
			b.Run(payload+"/"+policy, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					copied := ptrace.NewTraces()
					traces.CopyTo(copied)
					b.StartTimer()
					through(b, scrubbers[policy], copied)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/spansEach, "ns/span")
			})
		}
	}
}
