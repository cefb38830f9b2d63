// Package drain holds up the end of a collector until its queues are empty. A queue on disk is not sent on when a collector ends: it
// waits for the next start, which never comes where the disk goes with the task.
package drain

import (
	"errors"
	"net/url"
	"time"

	"go.opentelemetry.io/collector/component"
)

// Config says where the collector tells how full its queues are.
type Config struct {
	// URL of the collector's own metrics, as Prometheus reads them.
	URL string `mapstructure:"url"`
	// Metric that tells how much waits in a queue, what is on its way included.
	Metric string `mapstructure:"metric"`
	// Within is how long the end is held up at most.
	Within time.Duration `mapstructure:"within"`
}

var _ component.Config = (*Config)(nil)

// Validate lists every problem at once.
func (c *Config) Validate() error {
	var problems []error
	if address, err := url.Parse(c.URL); err != nil || address.Host == "" {
		problems = append(problems, errors.New("url: no address; name where the collector tells its own metrics"))
	}
	if c.Metric == "" {
		problems = append(problems, errors.New("metric: empty; name what tells how much waits"))
	}
	if c.Within <= 0 {
		problems = append(problems, errors.New("within: not above 0; say how long the end may be held up"))
	}
	return errors.Join(problems...)
}
