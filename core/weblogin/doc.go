// Package weblogin lets people sign in to a Go web site with an account of any Mastodon or Fediverse server. A [Handler] is mounted at
// an address of the site. It has the form, finds the server, registers the site there, and brings the person back. Handlers of pages
// get the [Visitor] with [From], and a client of the core for the visitor's account:
//
//	login, err := weblogin.New(weblogin.Options{URL: "https://example.org/login/", Name: "Example"})
//	mux.Handle("/login/", login)
//	mux.Handle("/", login.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
//		fmt.Fprintln(w, "Hello,", weblogin.From(r).Account.Handle)
//	})))
//
// The pages work without JavaScript and have none. Tokens stay in the site's store, and a browser has a random cookie only.
// docs/go-sites.md has the whole program, the options, and what is promised to the people who sign in.
package weblogin
