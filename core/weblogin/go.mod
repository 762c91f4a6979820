module github.com/mastoauth/mastoauth/core/weblogin

go 1.26.0

require (
	code.dny.dev/ssrf v0.3.0
	github.com/mastoauth/mastoauth v0.1.0
	github.com/stretchr/testify v1.12.1
	golang.org/x/text v0.43.0
	golang.org/x/time v0.16.0
)

require (
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/net v0.62.0 // indirect
)

replace github.com/mastoauth/mastoauth => ../..
