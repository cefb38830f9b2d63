"""A FastMCP server whose own spans the kit understands: OpenTelemetry is set up, and nothing else is needed.

FastMCP names spans and tools as OpenTelemetry does (`tools/call X`, `gen_ai.tool.name`) and continues the trace in `_meta`. The kit's
dialects read them. Endpoint, certificates and the name of the service come from the standard OTEL_* variables.
"""

from fastmcp import FastMCP
from fastmcp.exceptions import ToolError
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_ON

# Every call is recorded: the default sampler lets a caller switch recording off with a flag.
provider = TracerProvider(sampler=ALWAYS_ON)
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)

server = FastMCP("orders")


@server.tool
def find_order(number: str) -> str:
    """Finds an order."""
    if not number.startswith("A-"):
        raise ToolError("no such order")
    return f"order {number}: sent"


if __name__ == "__main__":
    try:
        server.run(show_banner=False)
    finally:
        provider.shutdown()
