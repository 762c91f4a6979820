package core

// Error is the one error type of this library. It crosses into JavaScript as plain data and becomes the class that Kind
// names.
//
// Code is stable: branch on it, never on Message. Text that came from a server stands only in Description; it is
// localised and may be an attacker's, so show it as text and never act on it. No field ever holds a token, a secret, a
// code or a password.
type Error struct {
	Kind Kind `json:"name"`
	// Code says what happened, in a word that does not change between versions: "state_mismatch", "invalid_client".
	Code string `json:"code"`
	// Op is the JavaScript name of the function that failed: "logIn".
	Op string `json:"op,omitempty"`
	// Message tells a person what happened.
	Message string `json:"message"`
	// Hint tells a person what to do about it.
	Hint string `json:"hint,omitempty"`
	// Status is the HTTP status, if there was an answer.
	Status int `json:"status,omitempty"`
	// Description is the server's own text, cut to 300 characters.
	Description string `json:"description,omitempty"`
	// RequestID is the server's X-Request-Id, for a report to its admin.
	RequestID string `json:"requestId,omitempty"`
	// ResetAt is when a rate limit ends, in milliseconds since 1970, if the server said.
	ResetAt float64 `json:"resetAt,omitempty"`
	// Details are the server's findings per field of a form, as it sent them.
	Details Document `json:"details,omitempty"`
	// Cause is what the host reported, if anything did.
	Cause error `json:"-"`
}

// Kind is a class of errors, named as Mastodon.py names it.
type Kind string

const (
	ErrMastodon           Kind = "MastodonError"
	ErrIllegalArgument    Kind = "MastodonIllegalArgumentError"
	ErrVersion            Kind = "MastodonVersionError"
	ErrNetwork            Kind = "MastodonNetworkError"
	ErrReadTimeout        Kind = "MastodonReadTimeout"
	ErrAPI                Kind = "MastodonAPIError"
	ErrNotFound           Kind = "MastodonNotFoundError"
	ErrUnauthorized       Kind = "MastodonUnauthorizedError"
	ErrServer             Kind = "MastodonServerError"
	ErrInternalServer     Kind = "MastodonInternalServerError"
	ErrBadGateway         Kind = "MastodonBadGatewayError"
	ErrServiceUnavailable Kind = "MastodonServiceUnavailableError"
	ErrGatewayTimeout     Kind = "MastodonGatewayTimeoutError"
	ErrRatelimit          Kind = "MastodonRatelimitError"
)

// parent is the class above a kind; the root has none.
func (k Kind) parent() Kind {
	switch k {
	case ErrIllegalArgument, ErrVersion, ErrNetwork, ErrAPI, ErrRatelimit:
		return ErrMastodon
	case ErrReadTimeout:
		return ErrNetwork
	case ErrNotFound, ErrUnauthorized, ErrServer:
		return ErrAPI
	case ErrInternalServer, ErrBadGateway, ErrServiceUnavailable, ErrGatewayTimeout:
		return ErrServer
	}
	return ""
}

// Error makes a Kind a target for errors.Is: errors.Is(err, core.ErrAPI) holds for every kind under it too.
func (k Kind) Error() string { return string(k) }

func (e *Error) Error() string {
	text := e.Message
	if e.Op != "" {
		text = e.Op + ": " + text
	}
	if e.Hint != "" {
		text += " " + e.Hint
	}
	return text
}

// Is reports whether the error is of that kind or of one under it.
func (e *Error) Is(target error) bool {
	kind, ok := target.(Kind)
	for at := e.Kind; ok && at != ""; at = at.parent() {
		if at == kind {
			return true
		}
	}
	return false
}

// Unwrap returns what the host reported.
func (e *Error) Unwrap() error { return e.Cause }

// AsError returns err as an *Error; a stranger becomes one of kind ErrMastodon with code "unexpected".
func AsError(err error) *Error {
	if known, ok := err.(*Error); ok {
		return known
	}
	return &Error{Kind: ErrMastodon, Code: "unexpected", Message: "something unexpected happened.", Cause: err}
}

// copyOf returns an error that can be changed without changing err.
func copyOf(err error) *Error {
	copied := *AsError(err)
	return &copied
}

// hasCode reports whether err is an *Error with one of the codes.
func hasCode(err error, codes ...string) bool {
	known, ok := err.(*Error)
	for _, code := range codes {
		if ok && known.Code == code {
			return true
		}
	}
	return false
}

// illegal is an argument that cannot work, found before anything was sent. option is its JavaScript name.
func illegal(code, option, problem string) *Error {
	return &Error{Kind: ErrIllegalArgument, Code: code, Message: option + ": " + problem}
}

// during names the operation on an error that does not have one yet.
func during(op string, err error) error {
	if known, ok := err.(*Error); ok {
		if known.Op == "" {
			known.Op = op
		}
		return known
	}
	return err
}
