// Package practice is a Mastodon server for tests and for trying things out. It behaves like the newest release of Mastodon
// ([DefaultFlavour]) in everything that a login needs: registration, the authorization code flow with its pages and PKCE,
// tokens, scopes, revocation, sign-up, preferences, error texts, CORS, rate limits. It also has what a client reads and writes then
// ([Endpoints]), in a small made-up world of people and posts. A version makes it behave like another release, quirks like other
// software. Faults make requests fail.
//
// `make run` starts it, and the tests of this project log in to it. Your tests can do the same, without a socket:
//
//	server := practice.New(practice.Options{})
//	host := native.Host(native.NewMemStore())
//	host.Transport = server.Transport()
//	client, err := core.New(ctx, host, core.Options{APIBaseURL: server.URL()})
//	…
//	callback, err := server.Person().Approve(ctx, authorizeURL, "alice")
//
// All data is in memory, and the passwords are on the front page, so do not use it for anything real. [Listen] accepts only
// addresses of this machine.
package practice
