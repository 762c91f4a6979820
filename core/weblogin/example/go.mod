module github.com/mastoauth/mastoauth/core/weblogin/example

go 1.26.0

require (
	github.com/mastoauth/mastoauth v0.1.0
	github.com/mastoauth/mastoauth/core/postgres v0.1.0
	github.com/mastoauth/mastoauth/core/sqlite v0.1.0
	github.com/mastoauth/mastoauth/core/weblogin v0.1.0
)

replace (
	github.com/mastoauth/mastoauth => ../../..
	github.com/mastoauth/mastoauth/core/postgres => ../../postgres
	github.com/mastoauth/mastoauth/core/sqlite => ../../sqlite
	github.com/mastoauth/mastoauth/core/weblogin => ..
)
