// Package contract holds what a Mastodon server promises to a login: one suite, run over plain HTTP against the practice
// server and against a real Doorkeeper, so that the practice server cannot drift into wishful thinking.
//
// Every case says what Mastodon 4.5 answers. Where Debian's Doorkeeper is older than Mastodon's and answers otherwise,
// differences_test.go says so, and why.
package contract
