// Package contract holds what a Mastodon server promises to a login: one suite, run over plain HTTP against the practice
// server and against a real Doorkeeper, so that the practice server cannot drift into wishful thinking.
//
// Every case says what Mastodon answers; versions_test.go has a table of what its versions answer otherwise. Where Debian's
// Doorkeeper is older than Mastodon's and answers otherwise, differences_test.go says so, and why.
//
// A real server is asked with its address in CONTRACT_URL. It needs the confirmed accounts alice and bob, with the e-mail
// addresses alice@practice.example and bob@practice.example and the passwords practice-alice and practice-bob, and no rate
// limits (the suite registers hundreds of apps):
//
//	CONTRACT_URL=https://mastodon.example go test -count=1 ./e2e/specs/contract
package contract
