package core

// Transport does one HTTP request. It never follows a redirect with a body in hand, sends no cookies, and does not
// interpret the status. A request that got no answer ends in an *Error of kind ErrNetwork, whose code says why as far
// as the host can tell; an ended context gives "aborted", and one that took longer than TimeoutMs "timeout".
type Transport interface {
	Do(ctx Context, request Request) (*Response, error)
}

// Request is one HTTP request.
type Request struct {
	Method string
	URL    string
	Header Fields
	// Form is sent urlencoded, which needs no preflight. JSON is sent as JSON. At most one of the two is set.
	Form Fields
	JSON Document
	// TimeoutMs is how long the answer may take, in milliseconds; 0 is no limit.
	TimeoutMs float64
	// Keepalive lets the request outlive the page: a sign-out must reach the server although the tab closes.
	Keepalive bool
	// Blind sends the request although the answer will not be readable (fetch's no-cors); the response has status 0.
	Blind bool
}

// Response is the answer to a Request.
type Response struct {
	Status int
	// Body is the decoded JSON, or nil if the answer was none; Shape then says what it was instead.
	Body  Document
	Shape Shape
	// Header returns a response header, or "" where it is absent or the browser hides it.
	Header func(name string) string
	// URL is where the answer came from, after redirects.
	URL string
}

// ResponseHeaders are all that the core asks a Response for.
var ResponseHeaders = []string{
	"Link", "Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id",
}

// Shape is the form of an answer's body.
type Shape string

const (
	ShapeJSON   Shape = "json"
	ShapeEmpty  Shape = "empty"
	ShapeBroken Shape = "broken" // announced as JSON, but it does not parse: cut off on the way
	ShapeHTML   Shape = "html"
	ShapeOther  Shape = "other"
)
