// Package identity deletes what a sender says of itself and stamps what its credential proves.
package identity

import (
	"errors"
	"slices"

	"go.opentelemetry.io/collector/component"
)

// Config of one tenant. Its receiver is the tenant's own, so nothing here depends on the data.
type Config struct {
	// Tenant is the label of the processor's own metrics.
	Tenant string `mapstructure:"tenant"`
	// Claims are attributes under which a sender could say who it is. All are deleted, on every surface.
	Claims []string `mapstructure:"claims"`
	// Stamps are written to the resource. Every one is a claim too.
	Stamps map[string]string `mapstructure:"stamps"`
	// Service is checked against what the tenant owns.
	Service Service `mapstructure:"service"`
}

// Service says whose names a tenant may use.
type Service struct {
	// Attribute of the resource. On spans and scopes it is deleted.
	Attribute string   `mapstructure:"attribute"`
	Owned     []string `mapstructure:"owned"`
	// Unknown replaces a name that is not owned, or is no text, or is missing.
	Unknown string `mapstructure:"unknown"`
}

var _ component.Config = (*Config)(nil)

// Validate lists every problem at once.
func (c *Config) Validate() error {
	var problems []error
	if c.Tenant == "" {
		problems = append(problems, errors.New("tenant: empty; name whose spans these are"))
	}
	if len(c.Stamps) == 0 {
		problems = append(problems, errors.New("stamps: empty; name what the credential proves"))
	}
	for name, value := range c.Stamps {
		if value == "" {
			problems = append(problems, errors.New("stamps."+name+": empty; a stamp has a value"))
		}
		if !slices.Contains(c.Claims, name) {
			problems = append(problems, errors.New("claims: lacks "+name+"; a sender could write what is stamped"))
		}
	}
	if c.Service.Attribute == "" || c.Service.Unknown == "" || len(c.Service.Owned) == 0 {
		problems = append(problems, errors.New("service: attribute, owned and unknown are all needed"))
	}
	return errors.Join(problems...)
}
