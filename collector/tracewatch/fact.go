package tracewatch

// fact is something a span says, as a bit. Each counts once for nested spans of one call.
type fact = uint8

const (
	// isCall: a SERVER span that names its tool.
	isCall fact = 1 << iota
	isDenied
	isTypeChanged
	// firstCode and the bits above it are the configured codes.
	firstCode
)

const (
	factCount = 8
	codeIndex = 3
	maxCodes  = factCount - codeIndex
	// ofCaller are counted for who called.
	ofCaller = ^isTypeChanged
	// suspicious are what makes a caller worth more room than others.
	suspicious = ^(isCall | isTypeChanged)
)

// span is what is read of one.
type span struct {
	id, parent             uint64
	environment, team      string
	tool, caller           string
	facts                  fact
	depth, repeats, errors int64
}
