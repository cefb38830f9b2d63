package tracewatch

import (
	"encoding/binary"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// noCaller is who is refused where nobody says who called.
const noCaller = "none"

// read takes of a span what counts. False where it cannot be told whose it is, or which it is.
func (c *Config) read(from ptrace.Span, s *span) bool {
	*s = span{}
	if from.SpanID().IsEmpty() || from.TraceID().IsEmpty() {
		return false
	}
	id, parent := from.SpanID(), from.ParentSpanID()
	s.id, s.parent = binary.BigEndian.Uint64(id[:]), binary.BigEndian.Uint64(parent[:])
	a := &c.Attributes
	for key, value := range from.Attributes().All() {
		switch value.Type() {
		case pcommon.ValueTypeStr:
			switch key {
			case a.Environment:
				s.environment = value.Str()
			case a.Team:
				s.team = value.Str()
			case a.Tool:
				s.tool = value.Str()
			case a.Caller:
				s.caller = value.Str()
			case a.Decision:
				if value.Str() == c.Deny {
					s.facts |= isDenied
				}
			case a.Code:
				if index := slices.Index(c.Codes, value.Str()); index >= 0 {
					s.facts |= firstCode << index
				}
			}
		case pcommon.ValueTypeInt:
			switch key {
			case a.Depth:
				s.depth = value.Int()
			case a.Repeats:
				s.repeats = value.Int()
			case a.Errors:
				s.errors = value.Int()
			case a.TypeChanged:
				if value.Int() == 1 {
					s.facts |= isTypeChanged
				}
			}
		}
	}
	if s.tool != "" && from.Kind() == ptrace.SpanKindServer {
		s.facts |= isCall
	}
	s.depth = min(max(s.depth, 0), c.Limits.Depth)
	return s.environment != "" && s.team != ""
}
