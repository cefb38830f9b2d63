package tracewatch

import (
	"strings"
	"unsafe"
)

// tenant keeps what one team of one environment sent.
type tenant struct {
	environment, team string
	parts             queue[part]
	// plain callers did nothing but call; suspects were refused or called wrongly, and are forgotten last.
	plain, suspects queue[caller]
	callers         map[string]*caller
	// open parts have something to settle.
	open []*part
	// loud parts are above a floor.
	loud  map[*part]struct{}
	bytes int64
}

type caller struct {
	id            string
	tenant        *tenant
	links         links[caller]
	last          int64
	suspect, gone bool
	counts        [factCount]int64
	series        [factCount]series
}

const callerBytes = int64(unsafe.Sizeof(caller{})) + mapEntry

func newTenant(environment, team string) *tenant {
	ofCaller := func(c *caller) *links[caller] { return &c.links }
	return &tenant{
		environment: strings.Clone(environment), team: strings.Clone(team),
		parts:    queue[part]{of: func(p *part) *links[part] { return &p.links }},
		plain:    queue[caller]{of: ofCaller},
		suspects: queue[caller]{of: ofCaller},
		callers:  map[string]*caller{},
		loud:     map[*part]struct{}{},
	}
}

func (c *caller) queue() *queue[caller] {
	if c.suspect {
		return &c.tenant.suspects
	}
	return &c.tenant.plain
}

// caller finds one, or makes room for it.
func (t *table) caller(owner *tenant, id string, now int64) *caller {
	if known := owner.callers[id]; known != nil {
		known.last = now
		known.queue().touch(known)
		return known
	}
	if len(owner.callers) >= t.Limits.SeriesPerTenant {
		oldest := owner.plain.oldest
		if oldest == nil {
			oldest = owner.suspects.oldest
		}
		t.dropCaller(oldest, now)
	}
	c := &caller{id: strings.Clone(id), tenant: owner, last: now}
	owner.callers[c.id] = c
	owner.plain.push(c)
	t.weigh(owner, callerBytes+int64(len(id)))
	return c
}

func (t *table) countCaller(c *caller, bit int) {
	c.counts[bit]++
	if !c.suspect && suspicious>>bit&1 != 0 {
		c.queue().remove(c)
		c.suspect = true
		c.queue().push(c)
	}
}

func (t *table) dropCaller(c *caller, now int64) {
	if !t.expired(c.last, now) {
		t.dropped[ofCallers]++
	}
	c.gone = true
	c.queue().remove(c)
	delete(c.tenant.callers, c.id)
	t.weigh(c.tenant, -callerBytes-int64(len(c.id)))
}
