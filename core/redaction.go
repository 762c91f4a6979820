package core

import (
	"errors"
	"strings"
)

// A server may repeat what it was sent, wherever it puts text of its own. Whatever of that becomes part of an error or a trace passes
// here. What is hidden is known by its value: the secrets that the client has, and those that the request carried. Nothing is hidden
// because of its length or its look.
//
// In a page, nothing of this is linked (hidesSecrets): jsbind/redaction.js does the same there, for all that passes the bridge. One
// table of tests is for both (testdata/redaction.json).

// mostFormer is how many secrets a client remembers that it had before.
const mostFormer = 64

// remember keeps secrets that the client has no longer, or that it was given for one login: the server may still repeat them.
func (c *Client) remember(values ...string) {
	c.mu.Lock()
	var s secrets
	s.add(append(values, c.former...)...)
	c.former = s[:min(mostFormer, len(s))]
	c.mu.Unlock()
}

// secrets are values that may not be shown.
type secrets []string

func (s *secrets) add(values ...string) {
	for _, value := range values {
		if value != "" && !contains(*s, value) && !contains(fieldNames, value) {
			*s = append(*s, value)
		}
	}
}

// fieldNames are in answers to a sign-up. Who has one of them as a password gains nothing from it being hidden, and would not see what is
// wrong.
var fieldNames = []string{
	"agreement", "code", "date_of_birth", "description", "details", "email", "error", "locale", "password", "reason", "username",
}

// addLogin adds the secrets of a login and its app.
func (s *secrets) addLogin(login Credentials) {
	s.add(login.ClientSecret, login.AccessToken, login.RefreshToken)
}

// addFields adds the values of fields whose name says that they are secret.
func (s *secrets) addFields(fields Fields) {
	for _, field := range fields {
		if IsSecretName(field.Name) || field.Name == "username" && fields.Get("grant_type") == "password" { // an e-mail address
			s.add(field.Value)
		}
	}
}

// addMembers does the same for a document: all that is in a member with the name of a secret is one. isSecret is whether the document
// is in one.
func (s *secrets) addMembers(body Document, isSecret bool) {
	if isSecret && !body.Is(IsBool) {
		s.add(body.Value())
	}
	for _, element := range body.List("") {
		s.addMembers(element, isSecret)
	}
	for _, name := range body.Keys() {
		named := isSecret || IsSecretName(name)
		if member := body.Object(name); member != nil {
			s.addMembers(member, named)
			continue
		}
		if named && body.Text(name) != "true" && body.Text(name) != "false" {
			s.add(body.Text(name))
		}
		for _, element := range body.List(name) {
			s.addMembers(element, named)
		}
	}
}

// IsSecretName reports whether a parameter or a member with this name is secret. Of subscription[keys][auth], the last name counts.
func IsSecretName(name string) bool {
	name = lower(trim(name, "[]"))
	name = name[strings.LastIndexByte(name, '[')+1:]
	for _, end := range []string{"token", "secret", "password"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return contains([]string{"auth", "code", "code_verifier", "date_of_birth", "email", "invite_code", "otp_attempt", "password_confirmation"}, name)
}

// secretsOf returns the secrets of the client and of a request.
func (c *Client) secretsOf(request Request) secrets {
	s := c.secretsIn(request)
	c.mu.Lock()
	s.addLogin(c.credentials)
	s.add(c.lastState)
	s.add(c.former...)
	c.mu.Unlock()
	return s
}

// secretsIn returns the secrets of a request.
func (c *Client) secretsIn(request Request) secrets {
	var s secrets
	s.add(strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer "))
	s.addFields(request.Form)
	if _, query, ok := strings.Cut(request.URL, "?"); ok {
		s.addFields(c.host.URLs.ParseQuery(query))
	}
	if request.JSON != nil {
		s.addMembers(request.JSON, false)
	}
	return s
}

// hideSecrets hides the secrets of the client and of a call in the error that its answer became. The answer may have new tokens.
func (c *Client) hideSecrets(err error, call call, answer Document) {
	known, ok := err.(*Error)
	if !ok {
		return
	}
	request, _ := c.request(call) // it was sent before
	s := c.secretsOf(request)
	if answer != nil {
		s.add(answer.Text("access_token"), answer.Text("refresh_token"), answer.Text("client_secret"))
	}
	s.hideIn(known)
}

// hideIn hides secrets in all fields of an error that may have a server's words, and then shortens the texts. (In the other order, half
// of a long secret could remain.)
func (s secrets) hideIn(err *Error) {
	err.Description, err.RequestID, err.word = shortened(s.hide(err.Description)), shortened(s.hide(err.RequestID)), s.hide(err.word)
	if details, ok := err.Details.(interface {
		Rewritten(change func(json string) string) Document
	}); ok {
		err.Details = details.Rewritten(s.hide)
	} else {
		err.Details = nil // a Document of somebody else's
	}
}

// hideInFailure does the same for the error of a Transport, which may name the address of a redirect, or quote a damaged answer.
func (s secrets) hideInFailure(err error) error {
	known, ok := err.(*Error)
	switch {
	case err == nil:
		return nil
	case !ok:
		if text := s.hide(err.Error()); text != err.Error() {
			return errors.New(text)
		}
		return err
	}
	known = copyOf(known)
	s.hideIn(known)
	known.Message, known.Hint, known.Cause = s.hide(known.Message), s.hide(known.Hint), s.hideInFailure(known.Cause)
	return known
}
