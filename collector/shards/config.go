// Package shards hands spans on by their trace: all of one trace to the same one of several destinations. Nobody who sends waits
// for them, and nobody is told when one has no room.
package shards

import (
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pipeline"
)

// Config of the connector.
type Config struct {
	// Pipelines to the destinations. The same list in the same order in every collector, or they would not agree where a trace goes.
	Pipelines []pipeline.ID `mapstructure:"pipelines"`
}

var _ component.Config = (*Config)(nil)

// Validate lists every problem at once.
func (c *Config) Validate() error {
	var problems []error
	if len(c.Pipelines) == 0 {
		problems = append(problems, errors.New("pipelines: empty; name where traces go"))
	}
	seen := map[pipeline.ID]bool{}
	for _, id := range c.Pipelines {
		if seen[id] {
			problems = append(problems, fmt.Errorf("pipelines: %s stands twice; name each once", id))
		}
		seen[id] = true
	}
	return errors.Join(problems...)
}
