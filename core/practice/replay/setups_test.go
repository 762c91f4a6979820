package replay

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core/practice"
)

// PKCE's challenge and verifier in the recordings, from appendix B of RFC 7636.
const (
	verifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

// switches are the set-ups that a server is made with.
var switches = map[string]func(o *practice.Options, word string){
	"registrations":       func(o *practice.Options, word string) { o.Registrations = practice.Registrations(word) }, // open, approval, closed
	"min-age":             func(o *practice.Options, word string) { _, _ = fmt.Sscan(word, &o.MinAge) },
	"app-limit":           func(o *practice.Options, word string) { _, _ = fmt.Sscan(word, &o.Limits.Apps) },       // registrations in 10 minutes
	"address-limit":       func(o *practice.Options, word string) { _, _ = fmt.Sscan(word, &o.Limits.PerAddress) }, // requests in 5 minutes
	"sign-in-limit":       func(o *practice.Options, word string) { _, _ = fmt.Sscan(word, &o.Limits.SignIns) },    // attempts in 5 minutes
	"no-visitors":         func(o *practice.Options, _ string) { o.DisallowUnauthenticatedAPI = true },
	"limited-federation":  func(o *practice.Options, _ string) { o.LimitedFederation = true },
	"two-factor-required": func(o *practice.Options, _ string) { o.TwoFactorRequired = true },
}

// setups bring a server into the state that an exchange was recorded in, one after the other. A set-up is a word and what it is
// about: "token alice read write". They fill in the words that stand for secrets.
var setups = map[string]func(s *stage, words []string) error{
	// redirect ADDRESS…: the redirect URIs of the apps from here on. The first is the one that is used.
	"redirect": func(s *stage, addresses []string) error {
		s.redirect = strings.Join(addresses, "\n")
		return nil
	},
	// spaced-redirect ADDRESS…: the same, as one text with spaces.
	"spaced-redirect": func(s *stage, addresses []string) error {
		s.redirect = strings.Join(addresses, " ")
		return nil
	},
	// app SCOPE…: an app is registered. CLIENT_ID, CLIENT_SECRET, BASIC.
	"app": func(s *stage, scopes []string) error {
		app, err := s.post("/api/v1/apps", url.Values{
			"client_name": {s.client}, "redirect_uris": {s.redirect}, "scopes": {strings.Join(scopes, " ")}, "website": {"https://example.org"},
		})
		if err != nil {
			return err
		}
		err = errors.Join(s.keep("CLIENT_ID", app, "client_id"), s.keep("CLIENT_SECRET", app, "client_secret"))
		s.words["BASIC"] = base64.StdEncoding.EncodeToString([]byte(s.words["CLIENT_ID"] + ":" + s.words["CLIENT_SECRET"]))
		return err
	},
	// code NAME SCOPE… FIELD=VALUE…: somebody authorizes the app; the fields are more of the address. CODE.
	"code": func(s *stage, words []string) error {
		fields, scopes := fieldsAmong(words[1:])
		return s.authorize(words[0], scopes, fields)
	},
	// code-pkce NAME SCOPE…: the same with a challenge. CODE, VERIFIER.
	"code-pkce": func(s *stage, words []string) error {
		s.words["VERIFIER"], s.words["CHALLENGE"] = verifier, challenge
		return s.authorize(words[0], words[1:], url.Values{"code_challenge": {challenge}, "code_challenge_method": {"S256"}})
	},
	// exchanged: the code is used. ACCESS_TOKEN.
	"exchanged": func(s *stage, _ []string) error {
		return s.token(url.Values{"grant_type": {"authorization_code"}, "code": {s.words["CODE"]}, "code_verifier": {s.words["VERIFIER"]}})
	},
	// exchanged-again: the used code is tried once more.
	"exchanged-again": func(s *stage, _ []string) error {
		_ = s.token(url.Values{"grant_type": {"authorization_code"}, "code": {s.words["CODE"]}}) // refused
		return nil
	},
	// token NAME SCOPE…: somebody logs in to the app. ACCESS_TOKEN.
	"token": func(s *stage, words []string) error {
		if err := s.authorize(words[0], words[1:], nil); err != nil {
			return err
		}
		return s.token(url.Values{"grant_type": {"authorization_code"}, "code": {s.words["CODE"]}})
	},
	// app-token SCOPE…: the app gets a token of its own. ACCESS_TOKEN.
	"app-token": func(s *stage, scopes []string) error {
		return s.token(url.Values{"grant_type": {"client_credentials"}, "scope": {strings.Join(scopes, " ")}})
	},
	// revoked: the token is revoked.
	"revoked": func(s *stage, _ []string) error {
		s.server.RevokeTokens()
		return nil
	},
	// asked-to-revoke: the app revokes the token, or tries to.
	"asked-to-revoke": func(s *stage, _ []string) error { return s.revoke(s.words["CLIENT_SECRET"], "") },
	// asked-to-revoke-wrongly: the same with a wrong secret.
	"asked-to-revoke-wrongly": func(s *stage, _ []string) error { return s.revoke("wrong", "") },
	// asked-to-revoke-as-refresh: the same with the hint that it is a refresh token.
	"asked-to-revoke-as-refresh": func(s *stage, _ []string) error { return s.revoke(s.words["CLIENT_SECRET"], "refresh_token") },
	// forgotten: the server has lost all apps.
	"forgotten": func(s *stage, _ []string) error {
		s.server.ForgetApps()
		return nil
	},
	// standing NAME STATE: what an admin did with somebody's account, or what they have still to do.
	"standing": func(s *stage, words []string) error {
		return s.server.Stand(words[0], practice.Standing(words[1]))
	},
	// later DURATION: time goes by.
	"later": func(_ *stage, words []string) error {
		wait, err := time.ParseDuration(words[0])
		time.Sleep(wait) // in the bubble of synctest
		return err
	},
	// before TIMES: the same was asked already.
	"before": func(s *stage, words []string) (err error) {
		var times int
		_, err = fmt.Sscan(words[0], &times)
		for ; times > 0 && err == nil; times-- {
			_, err = s.replay()
		}
		return err
	},
	// people NAME…: each logs in to the app. ALICE_TOKEN and ALICE_ID for alice.
	"people": func(s *stage, names []string) error {
		for _, name := range names {
			if err := s.arrive(name); err != nil {
				return err
			}
		}
		return nil
	},
	// earlier: what alice had done before the recording. POST_ONE to POST_SEVEN.
	"earlier": func(s *stage, _ []string) error { return s.lookBack() },
	// alice ACTION WORD…, bob ACTION WORD…: they do something to each of these posts.
	"alice": func(s *stage, words []string) error { return s.react("ALICE_TOKEN", words[0], words[1:]) },
	"bob":   func(s *stage, words []string) error { return s.react("BOB_TOKEN", words[0], words[1:]) },
	// post: somebody posts with the token. STATUS_ID.
	"post": func(s *stage, _ []string) error {
		status, err := s.post("/api/v1/statuses", url.Values{"status": {"howdy universe!"}, "access_token": {s.words["ACCESS_TOKEN"]}})
		if err != nil {
			return err
		}
		return s.keep("STATUS_ID", status, "id")
	},
	// deleted: the post is deleted.
	"deleted": func(s *stage, _ []string) error {
		_, err := s.ask("DELETE", "/api/v1/statuses/"+s.words["STATUS_ID"], map[string]string{"Authorization": "Bearer " + s.words["ACCESS_TOKEN"]}, "")
		return err
	},
	// signed-up NAME: the app makes an account. ACCESS_TOKEN is that person's.
	"signed-up": func(s *stage, words []string) error {
		token, err := s.post("/api/v1/accounts", url.Values{
			"access_token": {s.words["ACCESS_TOKEN"]}, "username": {words[0]}, "email": {words[0] + "@practice.example"},
			"password": {"practice-" + words[0]}, "agreement": {"true"}, "locale": {"en"}, "reason": {"howdy"},
		})
		if err != nil {
			return err
		}
		return s.keep("ACCESS_TOKEN", token, "access_token")
	},
	// letter NAME: the letter of that sign-up came. LETTER.
	"letter": func(s *stage, words []string) error {
		link, err := url.Parse(s.server.ConfirmationLink(s.origin, words[0]))
		if err != nil {
			return err
		}
		return s.keep("LETTER", map[string]any{"link": link.Query().Get("confirmation_token")}, "link")
	},
	// began SCOPE… FIELD=VALUE…: a browser in which nobody is signed in was sent to the server with an app's wish.
	"began": func(s *stage, words []string) error {
		fields, scopes := fieldsAmong(words)
		query := s.wish(scopes)
		for name, values := range fields {
			query[name] = values
		}
		_, err := s.ask("GET", "/oauth/authorize?"+query.Encode(), html, "")
		return err
	},
	// sign-in-page: it shows the form of the sign-in. CSRF.
	"sign-in-page": func(s *stage, _ []string) error {
		page, err := s.ask("GET", "/auth/sign_in", html, "")
		if err != nil {
			return err
		}
		return s.keep("CSRF", hidden(page.body), "authenticity_token")
	},
	// signed-in NAME: the request comes from the browser of somebody who is signed in at the server.
	"signed-in": func(s *stage, words []string) error { return s.signIn(words[0]) },
	// half-signed-in NAME: they gave the right password, and see the page that asks for the code of the second factor. CSRF, OTP.
	"half-signed-in": func(s *stage, words []string) error {
		page, err := s.givePassword(words[0])
		if err != nil {
			return err
		}
		s.words["OTP"] = string(phone.FindSubmatch(page.body)[1])
		return s.keep("CSRF", hidden(page.body), "authenticity_token")
	},
	// consent-page FIELD=VALUE…: that browser shows the consent page that the request answers, but for the fields. CSRF.
	"consent-page": func(s *stage, words []string) error {
		query, err := url.ParseQuery(s.spell(s.exchange.Form))
		if err != nil {
			return err
		}
		fields, _ := fieldsAmong(words)
		for name, values := range fields {
			query[name] = values
		}
		query.Set("force_login", "true")
		page, err := s.ask("GET", "/oauth/authorize?"+query.Encode(), html, "")
		if err != nil {
			return err
		}
		return s.keep("CSRF", hidden(page.body), "authenticity_token")
	},
}
