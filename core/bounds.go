package core

// All bounds of what others choose: a server, a person, a page, another program. docs/limits.md tells them. Where an answer is beyond a
// bound and cannot be used, the error is answer_too_large, and nothing that was read of it is used. What is only shown is cut, or left
// out.

// The bounds of answers, in bytes. The ports keep to them.
const (
	// DocumentBytes is the longest answer to each request of a login, and the longest text of an error.
	DocumentBytes = 256 << 10
	// AnswerBytes is the longest answer to Request, and to the functions for accounts and posts.
	AnswerBytes = 10 << 20
	// MostElements is how many elements of a list, or members of an object, the core reads in a browser.
	MostElements = 1000
	// OptionBytes is the longest text that a function takes from a page.
	OptionBytes = 1 << 20
)

// The bounds of what is used, stored or asked.
const (
	// tokenBytes is for a token, a client id or secret, and the scopes of a token together.
	tokenBytes = 8 << 10
	// wordBytes is for the id and the user name of an account, and for a domain.
	wordBytes = 253
	// addressBytes is for an address that a person typed or pasted, and for that of a picture, a web page or a redirect.
	addressBytes = 2048
	// callbackBytes is for the address that a person comes back to, and keptBytes for what a page wants back then.
	callbackBytes = 64 << 10
	keptBytes     = 64 << 10
	// textCharacters is where a text for people is cut.
	textCharacters = 300
	nameCharacters = 60  // an app's name
	stateBytes     = 512 // a state that a page chose
	secretBytes    = 8192
	// mostScopes is how many different scopes are read. Mastodon has about 50.
	mostScopes = 100
	// mostMentions is how many mentions of a post are compared.
	mostMentions = 100
	// mostLinks is how many links of a webfinger document or a header are looked at.
	mostLinks = 100
	// mostCandidates is how many of the servers that a domain points to are asked.
	mostCandidates = 4
	// mostFolders is how many folders of a pasted address are asked for a server, beside the whole address and its origin.
	mostFolders = 3
	// mostServers is how many found servers a cache keeps.
	mostServers = 16
	// pendingMost is how many pending logins are kept.
	pendingMost = 20
)

// maxAuthorizeLength is the longest address of an authorization page, without its origin. Mastodon keeps the address in a cookie
// while the person signs in, and browsers cut cookies at 4,096 bytes. Measured on Mastodon 4.7 with Chromium: up to 1,840, a
// sign-in works; above that, the person ends in an error page or on the server's home page, and the app hears nothing.
const maxAuthorizeLength = 1500

// Most returns how many bytes the answer to a request may have.
func (r Request) Most(status int) int {
	switch {
	case status >= 400:
		return DocumentBytes
	case r.MostBytes > 0:
		return r.MostBytes
	}
	return AnswerBytes
}

// tooLarge returns the error for an answer that is not used because of its size.
func tooLarge(server string, status int) *Error {
	return &Error{
		Kind: ErrAPI, Code: CodeAnswerTooLarge, Status: status,
		Message: server + " sent more than this program reads.",
		Hint:    "Check the address: this may not be a Mastodon-compatible server.",
	}
}

// anyLonger reports whether one of the members of a document is longer than a bound. names has blanks between them.
func anyLonger(bound int, document Document, names string) bool {
	for _, name := range words(names, "") {
		if len(document.Text(name)) > bound {
			return true
		}
	}
	return false
}
