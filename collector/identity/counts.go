package identity

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

const scope = "mcp-trace-kit/identity"

// counts are the processor's own metrics. No key and no value of the data is among their labels.
type counts struct {
	claims, unknown metric.Int64Counter
	tenant          attribute.KeyValue
}

func newCounts(provider metric.MeterProvider, tenant string) (*counts, error) {
	meter := provider.Meter(scope)
	claims, errClaims := meter.Int64Counter("mcp_identity_false_claims_total",
		metric.WithUnit("{claim}"), metric.WithDescription("Attributes that claimed another identity than the credential's."))
	unknown, errUnknown := meter.Int64Counter("mcp_identity_unknown_services_total",
		metric.WithUnit("{resource}"), metric.WithDescription("Resources whose service is not the tenant's."))
	return &counts{claims, unknown, attribute.String("tenant", tenant)}, errors.Join(errClaims, errUnknown)
}

func (c *counts) falseClaims(ctx context.Context, surface string, count int) {
	c.claims.Add(ctx, int64(count), metric.WithAttributes(c.tenant, attribute.String("surface", surface)))
}

func (c *counts) unknownService(ctx context.Context) {
	c.unknown.Add(ctx, 1, metric.WithAttributes(c.tenant))
}
