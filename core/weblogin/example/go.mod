module github.com/mastoauth/mastoauth/core/weblogin/example

go 1.26.0

require (
	github.com/jackc/pgx/v5 v5.13.0
	github.com/mastoauth/mastoauth v0.1.0
	github.com/mastoauth/mastoauth/core/postgres v0.1.0
	github.com/mastoauth/mastoauth/core/sqlite v0.1.0
	github.com/mastoauth/mastoauth/core/weblogin v0.1.0
	github.com/stretchr/testify v1.12.1
)

require (
	code.dny.dev/ssrf v0.3.0 // indirect
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/oauth2 v0.38.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.50.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/time v0.16.0 // indirect
	modernc.org/libc v1.80.1 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
	modernc.org/sqlite v1.62.0 // indirect
)

replace (
	github.com/mastoauth/mastoauth => ../../..
	github.com/mastoauth/mastoauth/core/postgres => ../../postgres
	github.com/mastoauth/mastoauth/core/sqlite => ../../sqlite
	github.com/mastoauth/mastoauth/core/weblogin => ..
)
