package scrub

import (
	"context"
	"errors"
	"slices"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"mcp-trace-kit/scrub/scan"
)

// Classes beside those of the scanner: why something was hidden that was not recognised by its form.
const (
	byKey = len(scan.Classes) + iota
	registered
	unregistered
	duplicateKey
	senderMark
	wrongType
	bytesValue
	plainText
	classCount
)

var classNames = append(slices.Clone(scan.Classes[:]),
	scan.ByKey, "registered", "unregistered", "duplicate-key", "sender-mark", "wrong-type", "bytes", scan.TooDeep)

func classOf(name string) int {
	return slices.Index(classNames, name)
}

// Surfaces of a span.
const (
	onResource = iota
	onScope
	onSpan
	onEvent
	onLink
	onKey
	onName
	onStatus
	onEventName
	onScopeName
	onTraceState
	surfaceCount
)

var surfaceNames = [surfaceCount]string{
	"resource", "scope", "span", "event", "link", "key", "name", "status", "event-name", "scope-name", "trace-state",
}

// counts of one batch, added up before they are told.
type counts struct {
	hidden   [classCount][surfaceCount]int64
	failures [len(reasons)]int64
	bytes    int64
}

// meters are the processor's own metrics, named as they are scraped: the collector adds no suffix. No key and no value of the data is among their labels.
type meters struct {
	redactions, failures, bytes metric.Int64Counter
	duration                    metric.Float64Histogram
}

func newMeters(provider metric.MeterProvider) (*meters, error) {
	meter := provider.Meter("mcp-trace-kit/scrub")
	var problems [4]error
	m := &meters{}
	m.redactions, problems[0] = meter.Int64Counter("mcp_scrub_redactions_total",
		metric.WithUnit("{redaction}"), metric.WithDescription("What was hidden, by what it was and where it stood."))
	m.failures, problems[1] = meter.Int64Counter("mcp_scrub_failures_total",
		metric.WithUnit("{span}"), metric.WithDescription("What was redacted whole because it could not be judged."))
	m.bytes, problems[2] = meter.Int64Counter("mcp_scrub_bytes_total",
		metric.WithUnit("By"), metric.WithDescription("Text that was searched."))
	m.duration, problems[3] = meter.Float64Histogram("mcp_scrub_duration_seconds",
		metric.WithUnit("s"), metric.WithDescription("Time of one batch."),
		metric.WithExplicitBucketBoundaries(.0001, .001, .01, .1, 1, 10))
	return m, errors.Join(problems[:]...)
}

// tell adds the counts of one resource's spans, and empties them.
func (m *meters) tell(ctx context.Context, c *counts, tenant string) {
	owner := attribute.String("tenant", tenant)
	for class := range c.hidden {
		for surface, count := range c.hidden[class] {
			if count > 0 {
				m.redactions.Add(ctx, count, metric.WithAttributes(owner,
					attribute.String("class", classNames[class]), attribute.String("surface", surfaceNames[surface])))
			}
		}
	}
	for reason, count := range c.failures {
		if count > 0 {
			m.failures.Add(ctx, count, metric.WithAttributes(owner, attribute.String("reason", reasons[reason])))
		}
	}
	if c.bytes > 0 {
		m.bytes.Add(ctx, c.bytes)
	}
	*c = counts{}
}

func (m *meters) took(ctx context.Context, since time.Time) {
	m.duration.Record(ctx, time.Since(since).Seconds())
}
