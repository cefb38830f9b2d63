package scrub

import (
	"strings"
	"testing"
)

func TestEveryPolicyPassesItsSelfTest(t *testing.T) {
	for name, scrubber := range testPolicies(t) {
		// Bounds made for tests redact the canaries whole, which is no proof.
		if name == "tight" {
			continue
		}
		if err := scrubber.start(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPolicyThatShowsACanaryDoesNotStart(t *testing.T) {
	broken := testPolicies(t)["patterns"]
	broken.scanner = testPolicies(t)["none"].scanner
	err := broken.start(t.Context(), nil)
	if err == nil {
		t.Fatal("it starts")
	}
	for _, canary := range canaries() {
		if strings.Contains(err.Error(), canary.secret) {
			t.Error("the error holds the canary")
		}
	}
}

func TestAPolicyThatDoesNotParseListsEveryProblem(t *testing.T) {
	err := (&Config{
		Mode: "allow", Otherwise: "hash", Classes: []string{"nonsense"},
		Keys:       []KeyRule{{Pattern: "(", Action: "hide"}},
		Keep:       []Kept{{Name: "", Type: "text"}},
		Attributes: []Hidden{{Name: "", Action: ""}},
		Labels:     []Label{{Name: "x", Type: "string"}},
	}).Validate()
	if err == nil {
		t.Fatal("accepted")
	}
	for _, path := range []string{
		"mode", "classes", "keys.0.pattern", "keys.0.action", "keep.0.type", "keep.0.name", "attributes.0.action",
		"attributes.0.name", "labels.0.maxLength", "bounds.valueBytes", "bounds.depth", "hashKey",
	} {
		if !strings.Contains(err.Error(), path) {
			t.Errorf("%s is not named in: %v", path, err)
		}
	}
}
