package tracewatch

// links place something in a queue. They stand in the thing itself: there are many, and a list element costs as much again.
type links[T any] struct {
	older, newer *T
}

// queue from the one that was touched longest ago to the newest.
type queue[T any] struct {
	oldest, newest *T
	length         int
	of             func(*T) *links[T]
}

func (q *queue[T]) push(item *T) {
	l := q.of(item)
	l.older, l.newer = q.newest, nil
	if q.newest == nil {
		q.oldest = item
	} else {
		q.of(q.newest).newer = item
	}
	q.newest = item
	q.length++
}

func (q *queue[T]) remove(item *T) {
	l := q.of(item)
	if l.older == nil {
		q.oldest = l.newer
	} else {
		q.of(l.older).newer = l.newer
	}
	if l.newer == nil {
		q.newest = l.older
	} else {
		q.of(l.newer).older = l.older
	}
	l.older, l.newer = nil, nil
	q.length--
}

func (q *queue[T]) touch(item *T) {
	if q.newest != item {
		q.remove(item)
		q.push(item)
	}
}
