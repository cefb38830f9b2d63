package drain

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension"
)

// NewFactory makes the extension `drain`.
func NewFactory() extension.Factory {
	return extension.NewFactory(
		component.MustNewType("drain"),
		func() component.Config { return &Config{} },
		func(_ context.Context, set extension.Settings, cfg component.Config) (extension.Extension, error) {
			return &drain{config: cfg.(*Config), logger: set.Logger}, nil
		},
		component.StabilityLevelStable,
	)
}
