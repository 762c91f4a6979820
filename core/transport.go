package core

// Transport sends one HTTP request. It never follows a redirect for a request with a body, sends no cookies, and does not
// interpret the status. If there is no response, it returns an *Error of kind ErrNetwork whose code gives the reason, as far as
// the host knows it. If the context ended, the code is "aborted"; if the request took longer than TimeoutMs, it is "timeout".
//
// A Transport that is subject to CORS, as fetch in a browser, has a method CORS that returns true.
type Transport interface {
	Do(ctx Context, request Request) (*Response, error)
}

// underCORS reports whether a server's CORS headers decide what the transport may send and read.
func underCORS(transport Transport) bool {
	bound, ok := transport.(interface{ CORS() bool })
	return ok && bound.CORS()
}

// Request is one HTTP request.
type Request struct {
	Method string
	URL    string
	Header Fields
	// Form is sent urlencoded, which causes no preflight. JSON is sent as JSON. At most one of the two is set.
	Form Fields
	JSON Document
	// AsJSON sends Form as JSON, as Rails reads both alike: media_ids[] is an element of the list media_ids, poll[multiple] a member
	// of the object poll. The values of JSONNumbersAndBooleans are such, and all others texts.
	AsJSON bool
	// Files are sent with Form, as multipart/form-data. OnProgress, if set, is told how much has been sent, by any goroutine.
	Files      []UploadedFile
	OnProgress func(UploadProgress)
	// MostBytes is how many bytes the body of the answer may have; 0 is AnswerBytes. If the status is 400 or more, it is
	// DocumentBytes at most: see [Request.Most]. Of a longer body, nothing is used, and no more is read.
	MostBytes int
	// TimeoutMs is the time limit of the request in milliseconds; 0 is no limit.
	TimeoutMs float64
	// Keepalive lets the request continue after the page is closed, so that a sign-out reaches the server.
	Keepalive bool
	// Blind sends the request although the response cannot be read (fetch's no-cors). The response has status 0.
	Blind bool
}

// Response is the response to a Request.
type Response struct {
	Status int
	// Body is the decoded JSON, or nil if there was none. Shape says what the body was instead.
	Body  Document
	Shape Shape
	// Text is the body if it is neither JSON nor HTML (ShapeOther), otherwise nil. An XRD document (host-meta) is a text too.
	Text Document
	// Header returns a response header, or "" if it is missing or the browser hides it.
	Header func(name string) string
	// Date is when the server sent the response, by its own clock, in milliseconds since 1970; 0 if it is not known.
	Date float64
	// URL is the address of the response, after redirects.
	URL string
}

// ResponseHeaders are the only headers that the core reads from a Response.
var ResponseHeaders = []string{
	"Link", "Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id",
}

// JSONNumbersAndBooleans are the names in a form that are no texts in JSON. Hollo refuses them as texts.
var JSONNumbersAndBooleans = []string{"sensitive", "expires_in", "multiple", "hide_totals"}

// Shape is the form of a response's body.
type Shape string

const (
	ShapeJSON   Shape = "json"
	ShapeEmpty  Shape = "empty"
	ShapeBroken Shape = "broken" // announced as JSON, but incomplete or invalid
	ShapeHTML   Shape = "html"
	ShapeLarge  Shape = "large" // longer than the request allows. A web page is ShapeHTML all the same.
	ShapeOther  Shape = "other"
)
