package scrub

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"mcp-trace-kit/scrub/scan"
)

// Redacted is what a hidden value becomes.
const Redacted = scan.Redacted

// Actions on a value that is hidden.
const (
	redact = "redact"
	hash   = "hash"
	drop   = "drop"
)

// digest is the same for the same value, and says nothing of it to those who lack the key.
func (p *policy) digest(value pcommon.Value) string {
	mac := hmac.New(sha256.New, []byte(p.HashKey))
	mac.Write(canonical(value))
	return "hmac:" + hex.EncodeToString(mac.Sum(nil))[:32]
}

// canonical is a text's bytes, and of everything else its JSON without blanks, names sorted.
func canonical(value pcommon.Value) []byte {
	if value.Type() == pcommon.ValueTypeStr {
		return []byte(value.Str())
	}
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	// A value that has no JSON, such as a number that is none, has the digest of its type.
	if err := encoder.Encode(value.AsRaw()); err != nil {
		return []byte(value.Type().String())
	}
	return []byte(strings.TrimSuffix(out.String(), "\n"))
}
