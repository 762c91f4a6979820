package core

// Host is what the core needs from its environment. Package jsbind implements it in the browser, package native in Go programs.
// Each interface in it is implemented by both.
type Host struct {
	Transport Transport
	Storage   Storage
	Crypto    Crypto
	URLs      URLs
	// Locker may be nil if no two programs share the storage.
	Locker Locker
	// requestLimit limits each request, in milliseconds; 0 is no limit. See within.
	requestLimit float64
}

// Locker makes sure that only one tab or program does something at a time.
type Locker interface {
	// Lock waits until nobody else holds the lock of that name, runs f, and returns its error.
	Lock(ctx Context, name string, f func(Context) error) error
}

// Crypto makes random secrets and the PKCE challenge.
type Crypto interface {
	// RandomText returns n random bytes as unpadded base64url, which needs no escaping in a URL.
	RandomText(n int) (string, error)
	// S256 returns the unpadded base64url of the SHA-256 of verifier (RFC 7636, section 4.2).
	S256(ctx Context, verifier string) (string, error)
}

// URLs parses and writes URLs as browsers do (https://url.spec.whatwg.org), including punycode.
type URLs interface {
	// Parse parses an absolute URL. ok is false if the text is not one.
	Parse(raw string) (u URL, ok bool)
	// Query encodes names and values as application/x-www-form-urlencoded, in this order.
	Query(fields []Field) string
	// ParseQuery decodes what Query encodes. It ignores a leading "?" or "#".
	ParseQuery(raw string) []Field
}

// URL is an absolute URL, split into its parts. Each part is normalised as in a browser.
type URL struct {
	Scheme   string // "https", without the colon
	Host     string // "xn--bcher-kva.example", without the port; "[::1]" keeps its brackets
	Port     string // empty if it is the scheme's default
	Path     string // at least "/" for http and https
	Query    string // without the "?"
	Fragment string // without the "#"
	Userinfo bool   // whether the URL has a user name or a password
}

// Origin returns scheme, host and port: "https://mastodon.example:8443".
func (u URL) Origin() string {
	if u.Port == "" {
		return u.Scheme + "://" + u.Host
	}
	return u.Scheme + "://" + u.Host + ":" + u.Port
}

// Field is a name with a value, in a form, a query, a header or a stored record.
type Field struct{ Name, Value string }

// Fields is an ordered list of fields.
type Fields []Field

// Get returns the first value of that name, or "".
func (f Fields) Get(name string) string {
	for _, field := range f {
		if field.Name == name {
			return field.Value
		}
	}
	return ""
}

// add appends a field unless its value is empty. Options that were not given are not sent.
func (f *Fields) add(name, value string) {
	if value != "" {
		*f = append(*f, Field{name, value})
	}
}

// flag appends name=true if set. Every known server reads a missing flag as false.
func (f *Fields) flag(name string, set bool) {
	if set {
		f.add(name, "true")
	}
}
