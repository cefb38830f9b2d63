package drain

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/extensioncapabilities"
	"go.uber.org/zap"
)

// Every half second is soon enough for an end that may take minutes.
const beat = 500 * time.Millisecond

type drain struct {
	config *Config
	logger *zap.Logger
}

var _ extensioncapabilities.PipelineWatcher = (*drain)(nil)

func (*drain) Start(context.Context, component.Host) error { return nil }

func (*drain) Shutdown(context.Context) error { return nil }

func (*drain) Ready() error { return nil }

// NotReady is called before anything is stopped, and nothing is until it returns. It never fails: the end must come.
func (d *drain) NotReady() error {
	ctx, cancel := context.WithTimeout(context.Background(), d.config.Within)
	defer cancel()
	begin := time.Now()
	for {
		waiting, err := d.waiting(ctx)
		if err == nil && waiting == 0 {
			d.logger.Info("nothing waits in the queues", zap.Duration("after", time.Since(begin)))
			return nil
		}
		select {
		case <-ctx.Done():
			d.logger.Error("the collector ends before its queues are empty", zap.Float64("waiting", waiting), zap.Error(err))
			return nil
		case <-time.After(beat):
		}
	}
}

func (d *drain) waiting(ctx context.Context) (float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, d.config.URL, nil)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	return sum(response, d.config.Metric)
}
