package tracewatch

import "slices"

func (t *table) weigh(owner *tenant, bytes int64) {
	owner.bytes += bytes
	t.bytes += bytes
}

func (t *table) weighPart(p *part) {
	now := p.weight()
	t.weigh(p.tenant, now-p.bytes)
	p.bytes = now
}

func (t *table) expired(last, now int64) bool {
	return now-last >= t.Expiry.Milliseconds()
}

// makeRoom forgets what the tenant that holds most touched longest ago: a flood pushes out its own sender's traces first.
func (t *table) makeRoom(but *part, now int64) {
	for t.bytes > int64(t.Limits.MemoryMiB)<<20 {
		var heaviest *tenant
		for _, each := range t.tenants {
			if heaviest == nil || each.bytes > heaviest.bytes {
				heaviest = each
			}
		}
		switch oldest := heaviest.parts.oldest; {
		case oldest != nil && oldest != but:
			t.dropPart(oldest, now)
		case heaviest.plain.oldest != nil:
			t.dropCaller(heaviest.plain.oldest, now)
		case heaviest.suspects.oldest != nil:
			t.dropCaller(heaviest.suspects.oldest, now)
		default:
			return
		}
	}
}

// dropPart forgets one tenant's part of a trace. What was not yet counted for its callers is counted now.
func (t *table) dropPart(p *part, now int64) {
	if p.open {
		t.settle(p, now, true)
	}
	if !t.expired(p.last, now) {
		t.dropped[ofTraces]++
	}
	p.gone = true
	p.tenant.parts.remove(p)
	delete(p.tenant.loud, p)
	t.weigh(p.tenant, -p.bytes)
	of := p.trace
	of.parts = slices.DeleteFunc(of.parts, func(each *part) bool { return each == p })
	if len(of.parts) == 0 {
		delete(t.shared, of)
		delete(t.traces, of.id)
	}
}

// expire forgets what nobody touched for long.
func (t *table) expire(owner *tenant, now int64) {
	for p := owner.parts.oldest; p != nil && t.expired(p.last, now); p = owner.parts.oldest {
		t.dropPart(p, now)
	}
	for _, callers := range []*queue[caller]{&owner.plain, &owner.suspects} {
		for c := callers.oldest; c != nil && t.expired(c.last, now); c = callers.oldest {
			t.dropCaller(c, now)
		}
	}
}
