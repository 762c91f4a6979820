//go:build !js

package core

import (
	"fmt"
	"io"
	"strings"
)

// What Go programs print: the members that are not empty, by their names in Go, and none of their secrets. Format does that for all verbs,
// also for %#v, and for one that is wrong.

func (a Account) String() string             { return printed(a) }
func (a AccountField) String() string        { return printed(a) }
func (a AccountSource) String() string       { return printed(a) }
func (a Application) String() string         { return printed(a) }
func (a AuthorizationServer) String() string { return printed(a) }
func (c Credentials) String() string         { return printed(c) }
func (i Instance) String() string            { return printed(i) }
func (m MediaAttachment) String() string     { return printed(m) }
func (p Preferences) String() string         { return printed(p) }
func (r Role) String() string                { return printed(r) }
func (s Status) String() string              { return printed(s) }
func (t Token) String() string               { return printed(t) }
func (u Userinfo) String() string            { return printed(u) }

func (a Application) Format(to fmt.State, _ rune)                    { show(to, a) }
func (a AuthRequest) Format(to fmt.State, _ rune)                    { show(to, a) }
func (o CompleteSignInOptions) Format(to fmt.State, _ rune)          { show(to, o) }
func (o CompleteSignUpOptions) Format(to fmt.State, _ rune)          { show(to, o) }
func (o CreateAccountOptions) Format(to fmt.State, _ rune)           { show(to, o) }
func (c Credentials) Format(to fmt.State, _ rune)                    { show(to, c) }
func (o EmailResendConfirmationOptions) Format(to fmt.State, _ rune) { show(to, o) }
func (f Field) Format(to fmt.State, _ rune)                          { show(to, f) }
func (o HandleCallbackOptions) Format(to fmt.State, _ rune)          { show(to, o) }
func (o LogInOptions) Format(to fmt.State, _ rune)                   { show(to, o) }
func (n Newcomer) Format(to fmt.State, _ rune)                       { show(to, n) }
func (o Options) Format(to fmt.State, _ rune)                        { show(to, o) }
func (o ReadSecretFileOptions) Format(to fmt.State, _ rune)          { show(to, o) }
func (r Request) Format(to fmt.State, _ rune)                        { show(to, r) }
func (o RequestOptions) Format(to fmt.State, _ rune)                 { show(to, o) }
func (r Response) Format(to fmt.State, _ rune)                       { show(to, r) }
func (s SignInStart) Format(to fmt.State, _ rune)                    { show(to, s) }
func (o SignUpOptions) Format(to fmt.State, _ rune)                  { show(to, o) }
func (t Token) Format(to fmt.State, _ rune)                          { show(to, t) }

// Format shows whose client it is.
func (c *Client) Format(to fmt.State, _ rune) {
	c.mu.Lock()
	login := c.credentials
	c.mu.Unlock()
	_, _ = io.WriteString(to, "Client{"+strings.TrimPrefix(printed(login), "Credentials{"))
}

// String returns the document as its JSON, without secrets, if the host prints documents. Package native does.
func (e Entity[T]) String() string {
	if document, ok := e.Document.(interface{ String() string }); ok {
		return document.String()
	}
	return "{}"
}
