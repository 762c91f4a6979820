package core

// Host is what the core needs from the place it runs in. A browser has all of it already (jsbind); package native
// has it for Go programs. An interface stands here only because both of them implement it.
type Host struct {
	Transport Transport
	Storage   Storage
	Crypto    Crypto
	URLs      URLs
	// Locker may be nil where no two programs share the storage.
	Locker Locker
}

// Locker keeps other tabs and programs out while something is done that only one of them may do.
type Locker interface {
	// Lock runs f once no other holder of the name is left, and returns its error.
	Lock(ctx Context, name string, f func(Context) error) error
}

// Crypto makes secrets and the PKCE challenge.
type Crypto interface {
	// RandomText returns n random bytes as unpadded base64url, so that it can stand in any URL unescaped.
	RandomText(n int) (string, error)
	// S256 returns the unpadded base64url of the SHA-256 of verifier (RFC 7636, section 4.2).
	S256(ctx Context, verifier string) (string, error)
}

// URLs reads and writes addresses the way a browser does (https://url.spec.whatwg.org), punycode included.
type URLs interface {
	// Parse reads an absolute URL. ok is false for anything that is none.
	Parse(raw string) (u URL, ok bool)
	// Query writes names and values as application/x-www-form-urlencoded, in their order.
	Query(fields []Field) string
	// ParseQuery reads what Query writes; a leading "?" or "#" is ignored.
	ParseQuery(raw string) []Field
}

// URL is an absolute URL in its parts, each as a browser normalises it.
type URL struct {
	Scheme   string // "https", without the colon
	Host     string // "xn--bcher-kva.example", without the port; "[::1]" keeps its brackets
	Port     string // empty where it is the scheme's default
	Path     string // "/" at least, for http and https
	Query    string // without the "?"
	Fragment string // without the "#"
	Userinfo bool   // whether a user name or a password stands before the host
}

// Origin returns scheme, host and port: "https://mastodon.example:8443".
func (u URL) Origin() string {
	if u.Port == "" {
		return u.Scheme + "://" + u.Host
	}
	return u.Scheme + "://" + u.Host + ":" + u.Port
}

// Field is a name with a value: of a form, a query, a header or a stored record.
type Field struct{ Name, Value string }

// Fields is a list of them, in their order.
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

// add appends a field unless its value is empty: an option that was not given is not sent.
func (f *Fields) add(name, value string) {
	if value != "" {
		*f = append(*f, Field{name, value})
	}
}

// flag appends name=true if set; Rails and every other server here reads an absent flag as false.
func (f *Fields) flag(name string, set bool) {
	if set {
		f.add(name, "true")
	}
}
