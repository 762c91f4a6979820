package native

// What tests of other packages' view need.

var (
	HashOf         = hashOf
	BrowserCommand = browserCommand
)
