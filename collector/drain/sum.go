package drain

import (
	"fmt"
	"net/http"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// sum of all series of a gauge. A metric that is not told yet is an error, not nothing: queues tell their size from the start.
func sum(response *http.Response, metric string) (float64, error) {
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("the collector's own metrics answer with %s", response.Status)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(response.Body)
	if err != nil {
		return 0, err
	}
	family, told := families[metric]
	if !told {
		return 0, fmt.Errorf("the collector does not tell %s", metric)
	}
	var total float64
	for _, series := range family.GetMetric() {
		total += series.GetGauge().GetValue() + series.GetUntyped().GetValue()
	}
	return total, nil
}
