package core_test

import (
	"context"
	"fmt"
	"log"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// The complete life of a login: register the program, send the person to their server, exchange the code, use the account, log
// out. A practice server stands in for mastodon.social and also plays the person.
func Example() {
	ctx := context.Background()
	server := practice.New(practice.Options{URL: "https://mastodon.example"})
	host := native.Host(native.NewMemStore()) // native.NewFileStore(dir) would keep the login for the next run
	host.Transport = server.Transport()       // leave this out to reach real servers

	app, err := native.Decode(core.CreateApp(ctx, host, core.CreateAppOptions{
		ClientName: "My bot", APIBaseURL: "mastodon.example", Scopes: []string{"read", "write"}, ToKey: "app",
	}))
	check(err)
	fmt.Println("registered:", app.Name)

	client, err := core.New(ctx, host, core.Options{ClientCredentialKey: "app", AccessTokenKey: "login"})
	check(err)
	request, err := client.AuthRequestURL(ctx, core.AuthRequestURLOptions{})
	check(err)
	// A program prints request.URL and asks for the code that the server shows.
	answer, err := server.Person().Approve(ctx, request.URL, "alice")
	check(err)
	_, err = client.LogIn(ctx, core.LogInOptions{Code: codeShownAt(answer)})
	check(err)

	account, err := native.Decode(client.AccountVerifyCredentials(ctx))
	check(err)
	fmt.Println("logged in:", account.Username)
	preferences, err := native.Decode(client.Preferences(ctx))
	check(err)
	fmt.Println("posts are:", preferences.PostingDefaultVisibility)
	status, err := native.Decode(client.Toot(ctx, core.TootOptions{Status: "howdy universe!"}))
	check(err)
	fmt.Println("posted:", status.Content)
	outcome, err := client.RevokeAccessToken(ctx)
	check(err)
	fmt.Println("logged out:", outcome.Confirmed)
	// Output:
	// registered: My bot
	// logged in: alice
	// posts are: public
	// posted: <p>howdy universe!</p>
	// logged out: true
}

// codeShownAt reads the code from the page that the server shows for an out-of-band login.
func codeShownAt(page string) string { return param(page, "code") }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
