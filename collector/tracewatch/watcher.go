package tracewatch

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"
)

// watcher is the connector: spans in at any time, samples out at every flush.
type watcher struct {
	config   *Config
	next     consumer.Metrics
	instance string
	logger   *zap.Logger
	clock    func() time.Time
	mutex    sync.Mutex
	table    *table
	stop     chan struct{}
	running  sync.WaitGroup
}

func newWatcher(config *Config, next consumer.Metrics, instance string, logger *zap.Logger) *watcher {
	return &watcher{
		config: config, next: next, instance: instance, logger: logger, clock: time.Now,
		table: newTable(config, time.Now().UnixNano()), stop: make(chan struct{}),
	}
}

func (w *watcher) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

func (w *watcher) Start(context.Context, component.Host) error {
	w.running.Go(w.run)
	return nil
}

// Shutdown tells what was counted. Series are left as they stand: whoever starts next has an instance of its own.
func (w *watcher) Shutdown(ctx context.Context) error {
	select {
	case <-w.stop:
		return nil
	default:
		close(w.stop)
	}
	w.running.Wait()
	w.flush(ctx, true)
	return nil
}

func (w *watcher) run() {
	ticker := time.NewTicker(w.config.Flush)
	defer ticker.Stop()
	w.flush(context.Background(), false)
	for {
		select {
		case <-ticker.C:
			w.flush(context.Background(), false)
		case <-w.stop:
			return
		}
	}
}

// ConsumeTraces never refuses: whoever sent the spans would send them again to everybody.
func (w *watcher) ConsumeTraces(_ context.Context, traces ptrace.Traces) error {
	now := w.clock().UnixMilli()
	w.mutex.Lock()
	defer w.mutex.Unlock()
	var read span
	for _, resource := range traces.ResourceSpans().All() {
		for _, scope := range resource.ScopeSpans().All() {
			for _, each := range scope.Spans().All() {
				w.add(each, &read, now)
			}
		}
	}
	return nil
}

// add takes one span in. What was not foreseen costs that span only, and is counted.
func (w *watcher) add(from ptrace.Span, read *span, now int64) {
	defer func() {
		if recover() != nil {
			w.table.dropped[ofSpans]++
		}
	}()
	if !w.config.read(from, read) {
		w.table.dropped[ofSpans]++
		return
	}
	w.table.add(from.TraceID(), read, now)
}

func (w *watcher) flush(ctx context.Context, last bool) {
	// What a failure says may hold data, so nobody prints it.
	defer func() {
		if recover() != nil {
			w.logger.Error("a flush failed; counts are kept for the next one")
		}
	}()
	made := w.make(last)
	if err := w.next.ConsumeMetrics(ctx, made.metrics); err != nil {
		w.logger.Warn("samples were refused; counts are kept for the next flush")
	}
}

func (w *watcher) make(last bool) *samples {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	made := w.table.flush(w.clock().UnixNano(), last)
	made.metrics.ResourceMetrics().At(0).Resource().Attributes().PutStr("service.instance.id", w.instance)
	return made
}
