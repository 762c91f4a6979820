package core

// Error is the only error type of this library. In JavaScript it becomes an error of the class that Kind gives.
//
// Branch on Code, which is stable, and never on Message. Text from a server is in Description only. It is localised, and an
// attacker may have written it, so show it as plain text and do not act on it. No field contains a token, a secret, an authorization
// code or a password, also if the server repeats it: “[hidden]” stands in its place.
type Error struct {
	Kind Kind `json:"name"`
	// Code says what happened: "state_mismatch", "invalid_client".
	Code Code `json:"code"`
	// Op is the name of the function that failed: "LogIn".
	Op string `json:"op,omitempty"`
	// Message says what happened, for a person.
	Message string `json:"message"`
	// Hint says what to do about it, for a person.
	Hint string `json:"hint,omitempty"`
	// Status is the HTTP status, if there was a response.
	Status int `json:"status,omitempty"`
	// Description is the server's own text, cut to 300 characters.
	Description string `json:"description,omitempty"`
	// RequestID is the id that the server gave the request. The server's admin can look it up in the log.
	RequestID string `json:"requestId,omitempty"`
	// ResetAt is when a rate limit ends, in milliseconds since 1970, if the server said so.
	ResetAt float64 `json:"resetAt,omitempty"`
	// Health is why the server does not let the account be used, if that is the error: unconfirmed, pending or disabled.
	Health Health `json:"health,omitempty"`
	// Page is the server's own page about the account, if Health is set.
	Page string `json:"page,omitempty"`
	// Details are the errors per field of a form, as the server sent them.
	Details Document `json:"details,omitempty"`
	// isPage is whether the response was a web page, or a part of something. A server's API does not answer so, but what stands
	// between, such as the login page of a network.
	isPage bool
	// Reason is why no answer came, if the code is network, server_not_found, server_unreadable or server_down, and it could be found out.
	Reason NetworkReason `json:"reason,omitempty"`
	// Missing are the options of a sign-up that the server requires, and that were missing or empty: username, email, password,
	// dateOfBirth, reason. The last two may be new to the page: a server that has just begun to ask for them keeps its old
	// instance document for some minutes.
	Missing []string `json:"missing,omitempty"`
	// word is the member "error" of the answer: a code, a word of the software, or prose.
	word string
	// Cause is the underlying error that the host reported, if any.
	Cause error `json:"-"`
}

// Kind is a class of errors. The classes have the names of Mastodon.py.
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

// parent returns the class above a kind, or "" for the root.
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

// within reports whether a kind is another one, or below it.
func (k Kind) within(other Kind) bool {
	for ; k != ""; k = k.parent() {
		if k == other {
			return true
		}
	}
	return false
}

// Error makes a Kind a target for errors.Is: errors.Is(err, core.ErrAPI) also matches every kind below it.
func (k Kind) Error() string { return string(k) }

// Error says what happened and what to do. In a Go program, it ends with the server's own words, in one line.
func (e *Error) Error() string {
	text := e.Message
	if e.Op != "" {
		text = e.Op + ": " + text
	}
	if e.Hint != "" {
		text += " " + e.Hint
	}
	return text + e.quotation()
}

// Is reports whether the error has that Code, or is of that Kind or of one below it.
func (e *Error) Is(target error) bool {
	if code, ok := target.(Code); ok {
		return code == e.Code
	}
	kind, ok := target.(Kind)
	return ok && e.Kind.within(kind)
}

// Unwrap returns Cause.
func (e *Error) Unwrap() error { return e.Cause }

// AsError returns err as an *Error. Any other error becomes one of kind ErrMastodon with code "unexpected", and nil
// stays nil.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	if known, ok := err.(*Error); ok {
		return known
	}
	return &Error{Kind: ErrMastodon, Code: CodeUnexpected, Message: "something unexpected happened.", Cause: err}
}

// copyOf returns a copy of err that can be changed, or an empty error if err is nil.
func copyOf(err error) *Error {
	if err == nil {
		return &Error{}
	}
	copied := *AsError(err)
	return &copied
}

// hasCode reports whether err is an *Error with one of the codes.
func hasCode(err error, codes ...Code) bool {
	known, ok := err.(*Error)
	for _, code := range codes {
		if ok && known.Code == code {
			return true
		}
	}
	return false
}

// hintAtWords returns a hint that leads to the server's own words, which say (or may say) what. If it sent none, the hint says so.
func (e *Error) hintAtWords(say, what string) string {
	if e.Description == "" {
		return "The server did not say " + what + "."
	}
	return ownWords + " " + say + " " + what + "."
}

// illegal returns the error for an invalid argument, found before any request. option is its JavaScript name.
func illegal(code Code, option, problem string) *Error {
	if speaksGo {
		option = goName(option)
	}
	return &Error{Kind: ErrIllegalArgument, Code: code, Message: option + ": " + problem}
}

// during sets the name of the failed function on an error that has none yet.
func during(op string, err error) error {
	if known, ok := err.(*Error); ok {
		if known.Op == "" {
			known.Op = op
			if speaksGo {
				known.spell()
			}
		}
		return known
	}
	return err
}
