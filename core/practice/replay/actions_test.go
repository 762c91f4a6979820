package replay

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// authorize lets somebody authorize the app.
func (s *stage) authorize(name string, scopes []string, more url.Values) error {
	query := s.wish(scopes)
	for field, values := range more {
		query[field] = values
	}
	back, err := s.person.Approve(s.ctx, s.origin+"/oauth/authorize?"+query.Encode(), name)
	if err != nil {
		return err
	}
	address, err := url.Parse(back)
	if err != nil {
		return err
	}
	return s.keep("CODE", map[string]any{"code": address.Query().Get("code")}, "code")
}

// wish is what an app asks for at the authorization address.
func (s *stage) wish(scopes []string) url.Values {
	redirect, _, _ := strings.Cut(s.redirect, "\n")
	query := url.Values{"response_type": {"code"}, "client_id": {s.words["CLIENT_ID"]}, "redirect_uri": {redirect}, "state": {"st1"}}
	if len(scopes) > 0 {
		query.Set("scope", strings.Join(scopes, " "))
	}
	return query
}

// fieldsAmong takes the words with "=" out of a list.
func fieldsAmong(words []string) (fields url.Values, rest []string) {
	fields = url.Values{}
	for _, word := range words {
		if name, value, isField := strings.Cut(word, "="); isField {
			fields.Set(name, value)
		} else {
			rest = append(rest, word)
		}
	}
	return fields, rest
}

// token asks for a token.
func (s *stage) token(fields url.Values) error {
	redirect, _, _ := strings.Cut(s.redirect, "\n")
	fields.Set("client_id", s.words["CLIENT_ID"])
	fields.Set("client_secret", s.words["CLIENT_SECRET"])
	fields.Set("redirect_uri", redirect)
	token, err := s.post("/oauth/token", fields)
	if err != nil {
		return err
	}
	return s.keep("ACCESS_TOKEN", token, "access_token")
}

func (s *stage) revoke(secret, hint string) error {
	form := url.Values{"client_id": {s.words["CLIENT_ID"]}, "client_secret": {secret}, "token": {s.words["ACCESS_TOKEN"]}}
	if hint != "" {
		form.Set("token_type_hint", hint)
	}
	_, err := s.ask("POST", "/oauth/revoke", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, form.Encode())
	return err
}

// signIn signs somebody in, in the stage's browser.
func (s *stage) signIn(name string) error {
	got, err := s.givePassword(name)
	if err == nil && got.status != 302 {
		err = fmt.Errorf("%s cannot sign in: %d", name, got.status)
	}
	return err
}

// givePassword fills in the server's form.
func (s *stage) givePassword(name string) (answer, error) {
	page, err := s.ask("GET", "/auth/sign_in", html, "")
	if err != nil {
		return page, err
	}
	form := url.Values{"user[email]": {name + "@practice.example"}, "user[password]": {"practice-" + name}}
	for field, value := range hidden(page.body) {
		form.Set(field, fmt.Sprint(value))
	}
	return s.ask("POST", "/auth/sign_in", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, form.Encode())
}

var html = map[string]string{"Accept": "text/html"}

var (
	hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
	// phone is what the second factor's page shows in place of a phone.
	phone = regexp.MustCompile(`id="phone">([^<]*)<`)
)

// hidden returns the hidden fields of a page.
func hidden(page []byte) map[string]any {
	fields := map[string]any{}
	for _, field := range hiddenField.FindAllSubmatch(page, -1) {
		fields[string(field[1])] = string(field[2])
	}
	return fields
}
