//go:build !js

package native_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// A practice server stands in for mastodon.social, and plays the person and their browser.
func ExampleLogIn() {
	ctx := context.Background()
	server := practice.New(practice.Options{URL: "https://mastodon.example"})
	host := native.Host(native.NewMemStore()) // leave out Host to keep the login in a file
	host.Transport = server.Transport()       // leave this out to reach real servers

	client, err := native.LogIn(ctx, native.LogInOptions{
		Server: "@alice@mastodon.example", ClientName: "My bot", Scopes: []string{"read", "write"}, Host: host,
		Output: io.Discard, // leave this out to tell the person where to go
		Open: func(address string) error { // leave this out to open the person's browser
			back, err := server.Person().Approve(ctx, address, "alice")
			if err == nil {
				_, err = http.Get(back)
			}
			return err
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	post, err := native.Decode(client.Toot(ctx, core.TootOptions{Status: "howdy universe!"}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(post.Account.Acct, post.Content)
	// Output: alice <p>howdy universe!</p>
}
