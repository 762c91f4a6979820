// Package core logs people in to Mastodon, and to servers that have the same API. It registers an app, sends the person
// to their server, checks the answer, and calls the API as them. It uses the standard library only.
//
// # Where to begin
//
// A program on a person's own computer logs in by one call, native.LogIn, which opens their browser:
//
//	client, err := native.LogIn(ctx, native.LogInOptions{Server: "mastodon.social", ClientName: "My bot", Scopes: []string{"read", "write"}})
//	if err != nil {
//		log.Fatal(err)
//	}
//	account, err := native.Decode(client.AccountVerifyCredentials(ctx))
//	if err != nil {
//		log.Fatal(err)
//	}
//	fmt.Println("logged in:", account)
//
// Programs that do each step themselves, as with Mastodon.py, take three:
//
//  1. [CreateApp] registers the program with a server. Do it once and keep the result.
//  2. [New] makes a [Client]. [Client.AuthRequestURL] returns the address to send the person to.
//  3. [Client.HandleCallback] takes the address that the person came back to, and [Client.LogIn] the code that they copied.
//
// The client is then logged in: [Client.AccountVerifyCredentials] says who it is, [Client.Preferences] what they prefer,
// [Client.Toot] posts, and [Client.Request] does any other call of the API. [Client.RevokeAccessToken] logs out. The example
// of this package runs all of it against a practice server.
//
// # Sessions
//
// A program with several accounts, or one that must not lose a login, uses sessions, as native.LogIn does. They are stored, and each
// step can be repeated after a crash or a failure of the network:
//
//   - [BeginSignIn] finds the server that the person typed ([FindServer]), registers the app there if needed, and returns
//     the address to send the person to. [CompleteSignIn] takes the address that they came back to.
//   - [SignUp] creates an account. [CompleteSignUp] asks whether it is confirmed.
//   - [Sessions] lists the sessions and [UseSession] selects one. [CheckSession] asks the server whether one still works.
//   - [SignOut] revokes a session's token. [ForgetSession] only removes the session.
//
// # What it runs on
//
// A [Host] gives the core everything from outside: requests ([Transport]), stored records ([Storage]), random numbers and
// hashes ([Crypto]), addresses ([URLs]) and locks ([Locker]). Package native has all of them for Go programs. In the browser,
// package jsbind has them.
//
// # Results and errors
//
// What a server sends stays as it is: an [Entity] is the server's own [Document], and native.Decode turns it into a Go type
// such as [Account] or [Token].
//
// Every error is an [*Error]. Branch on its Code, which is stable, or test its kind with errors.Is, such as
// errors.Is(err, [ErrNetwork]). It calls options and functions as Go has them; in JavaScript, the same error has the names there.
//
// Everything of this package may be printed: no verb of fmt shows a secret of an entity, an error, a client or its options.
package core
