package tracewatch

// settle counts what has waited long enough, or all there is. It says whether something still waits.
//
// A count never falls. Where two spans were counted before a third showed that they are one call, that is remembered and the
// next call is not counted: the number stands still until the truth has caught up.
func (t *table) settle(p *part, now int64, all bool) bool {
	t.walker.walk(p, t.Limits.Depth)
	waits := false
	for place := range p.nodes.list {
		n := &p.nodes.list[place]
		if n.due() == 0 {
			continue
		}
		if !all && int64(uint32(now)-n.at) < t.Settle.Milliseconds() {
			waits = true
			continue
		}
		t.pay(p, n, now)
	}
	return waits
}

// takeOver moves what was counted above to the span that is nearer to the tool, so that it is counted once.
func (p *part) takeOver(leaf, above *node, shared fact) {
	above.covered |= shared
	paid := shared & above.paid
	above.paid &^= paid
	for bit := range factCount {
		if (paid&leaf.paid)>>bit&1 != 0 {
			p.debt[bit]++
		}
	}
	leaf.paid |= paid
}

// pay counts what a span states and what is still due.
func (t *table) pay(p *part, n *node, now int64) {
	due := n.due()
	n.paid |= due
	for bit := range factCount {
		this := fact(1) << bit
		if due&this == 0 {
			continue
		}
		if p.debt[bit] > 0 {
			p.debt[bit]--
			continue
		}
		switch this {
		case isCall:
			p.calls++
		case isTypeChanged:
			p.changes++
		}
		if this&ofCaller != 0 && n.caller != nil {
			if n.caller.gone {
				n.caller = t.caller(p.tenant, n.caller.id, now)
			}
			t.countCaller(n.caller, bit)
		}
	}
}
