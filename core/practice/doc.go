// Package practice is a Mastodon server to practise on. It plays the part of Mastodon 4.5 that a login touches, as the
// real one behaves: registration, the authorization code flow with its pages and PKCE, tokens, scopes, revocation,
// sign-up, preferences, posting, error texts, CORS, rate limits. Quirks make it behave like other servers, faults like a
// server on a bad day.
//
// It is what `make run` starts and what the tests of this project log in to. Yours can, without a socket:
//
//	server := practice.New(practice.Options{})
//	host := native.Host(native.NewMemStore())
//	host.Transport = server.Transport()
//	client, err := core.New(ctx, host, core.Options{APIBaseURL: server.URL()})
//	…
//	callback, err := server.Person().Approve(ctx, authorizeURL, "alice")
//
// Everything it knows is in memory, and its passwords are on its front page: it is no place for anything real, and
// [Listen] gives it no address but that of the machine itself.
package practice
