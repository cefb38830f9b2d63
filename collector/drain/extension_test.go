package drain

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"go.opentelemetry.io/collector/extension/extensioncapabilities"
	"go.opentelemetry.io/collector/extension/extensiontest"
)

const metric = "otelcol_exporter_queue_size"

// held is how long an end is held up while a collector answers so.
func held(t *testing.T, within time.Duration, answer http.HandlerFunc) time.Duration {
	t.Helper()
	server := httptest.NewServer(answer)
	defer server.Close()
	factory := NewFactory()
	config := &Config{URL: server.URL, Metric: metric, Within: within}
	if err := config.Validate(); err != nil {
		t.Fatal(err)
	}
	made, err := factory.Create(context.Background(), extensiontest.NewNopSettings(factory.Type()), config)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	if err := made.(extensioncapabilities.PipelineWatcher).NotReady(); err != nil {
		t.Fatal(err)
	}
	return time.Since(begin)
}

func sizes(first, second int64) string {
	return fmt.Sprintf("# TYPE %[1]s gauge\n%[1]s{exporter=\"a\"} %[2]d\n%[1]s{exporter=\"b\"} %[3]d\n", metric, first, second)
}

func TestWaitsUntilEveryQueueIsEmpty(t *testing.T) {
	var asked atomic.Int64
	took := held(t, time.Minute, func(response http.ResponseWriter, _ *http.Request) {
		left := max(0, 3-asked.Add(1))
		fmt.Fprint(response, sizes(0, left*1_000_000_000))
	})
	if asked.Load() != 3 || took < 2*beat {
		t.Errorf("asked %d times in %s", asked.Load(), took)
	}
}

func TestHoldsUpNobodyWhoHasNothingLeft(t *testing.T) {
	var asked atomic.Int64
	held(t, time.Minute, func(response http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		fmt.Fprint(response, sizes(0, 0))
	})
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestWaitsNoLongerThanItMay(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"full":    func(response http.ResponseWriter, _ *http.Request) { fmt.Fprint(response, sizes(1, 0)) },
		"silent":  func(response http.ResponseWriter, _ *http.Request) { fmt.Fprint(response, "other 0\n") },
		"broken":  func(response http.ResponseWriter, _ *http.Request) { response.WriteHeader(http.StatusBadGateway) },
		"hanging": func(_ http.ResponseWriter, request *http.Request) { <-request.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			within := 700 * time.Millisecond
			if took := held(t, within, answer); took < within {
				t.Errorf("ended after %s", took)
			}
		})
	}
}

func TestValidateNamesEveryProblem(t *testing.T) {
	err := (&Config{}).Validate()
	if err == nil || fmt.Sprint(err) != "url: no address; name where the collector tells its own metrics\n"+
		"metric: empty; name what tells how much waits\nwithin: not above 0; say how long the end may be held up" {
		t.Error(err)
	}
}
