module github.com/mastoauth/mastoauth/core/keyring

go 1.26.0

require (
	github.com/mastoauth/mastoauth v0.1.0
	github.com/stretchr/testify v1.12.1
	github.com/zalando/go-keyring v0.2.8
)

require (
	github.com/danieljoos/wincred v1.2.3 // indirect
	github.com/godbus/dbus/v5 v5.2.2 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/mastoauth/mastoauth => ../..
