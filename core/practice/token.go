package practice

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"time"
)

// token is an access token, of a user or of an app alone.
type token struct {
	text, refresh string
	app           *app
	user          *user
	scopes        []string
	created, used time.Time
	expires       time.Time // zero if it does not expire
	revoked       bool
}

func (t *token) expired() bool { return !t.expires.IsZero() && !time.Now().Before(t.expires) }

// giveToken checks a token request in Doorkeeper's order: missing parameters, the grant type, the parameters of the grant, the
// app, the grant.
func (s *Server) giveToken(r *request) *answer {
	quirks := s.options.Quirks
	kind := r.params.Get("grant_type")
	switch {
	case kind == "":
		return missingParameter("grant_type")
	case s.since(sinceOneAuthentication) && r.authenticatesTwice():
		return oauthError(400, "invalid_request")
	case quirks.NoBasic && r.header.Get("Authorization") != "":
		return oauthError(400, "invalid_request")
	case kind == "authorization_code" && quirks.OneTimeApps:
		return s.tokenForSession(r)
	case kind == "authorization_code" && quirks.AnyCode:
		return s.tokenForAnyCode(r)
	case kind == "authorization_code":
		return s.tokenForCode(r)
	case kind == "client_credentials" && quirks.FalseAppToken:
		return jsonAnswer(http.StatusOK, object{
			"access_token": requestID(), "token_type": "Bearer", "scope": "read", "created_at": time.Now().Unix(),
		})
	case kind == "client_credentials" && !quirks.NoAppToken:
		return s.tokenForApp(r)
	case kind == "password" && quirks.PasswordGrant:
		return s.tokenForPassword(r)
	case kind == "refresh_token" && quirks.RefreshTokens:
		return s.tokenForRefresh(r)
	}
	return oauthError(400, "unsupported_grant_type")
}

func (s *Server) tokenForCode(r *request) *answer {
	code, verifier := r.params.Get("code"), r.params.Get("code_verifier")
	if s.options.Quirks.NoPKCE {
		verifier = ""
	}
	found := s.grants[code]
	switch {
	case code == "":
		return missingParameter("code")
	case found != nil && found.challenge != "" && verifier == "":
		return missingParameter("code_verifier")
	case r.params.Get("redirect_uri") == "":
		return missingParameter("redirect_uri")
	}
	app := s.authenticate(r)
	switch {
	case app == nil:
		return oauthError(http.StatusUnauthorized, "invalid_client")
	case found == nil || found.app != app || found.used || time.Since(found.created) > codeLifetime,
		!sameRedirect(r.params.Get("redirect_uri"), found.redirect),
		!found.verifies(verifier):
		return oauthError(400, "invalid_grant")
	}
	found.used = true
	return s.tokenAnswer(r, s.tokenFor(app, found.user, found.scopes))
}

// tokenForAnyCode requires a code but does not check it. The token is for the last person who authorized.
func (s *Server) tokenForAnyCode(r *request) *answer {
	if r.params.Get("code") == "" || r.params.Get("redirect_uri") == "" {
		return oauthError(400, "invalid_request")
	}
	app := s.authenticate(r)
	if app == nil {
		return oauthError(http.StatusUnauthorized, "invalid_client")
	}
	return s.tokenAnswer(r, s.tokenFor(app, app.lastUser, app.scopes))
}

// verifies compares the PKCE verifier with the challenge. It fails if only one of them is given.
func (g *grant) verifies(verifier string) bool {
	if g.challenge == "" || verifier == "" {
		return g.challenge == "" && verifier == ""
	}
	if g.method == "plain" {
		return verifier == g.challenge
	}
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:]) == strings.TrimRight(g.challenge, "=")
}

func (s *Server) tokenForApp(r *request) *answer {
	app := s.authenticate(r)
	if app == nil {
		return oauthError(http.StatusUnauthorized, "invalid_client")
	}
	if s.options.Quirks.AppTokenNeedsRedirectURI && r.params.Get("redirect_uri") == "" {
		return missingParameter("redirect_uri")
	}
	scopes, ok := s.grantable(app, r.params.Get("scope"))
	if !ok || len(scopes) == 0 && !s.options.Quirks.NoScopes {
		return oauthError(400, "invalid_scope")
	}
	return s.tokenAnswer(r, s.tokenFor(app, nil, scopes))
}

func (s *Server) tokenForPassword(r *request) *answer {
	app := s.authenticate(r)
	if app == nil {
		return oauthError(http.StatusUnauthorized, "invalid_client")
	}
	user := s.userByLogin(r.params.Get("username"))
	if user == nil || user.password != r.params.Get("password") {
		return oauthError(400, "invalid_grant")
	}
	scopes, ok := s.grantable(app, r.params.Get("scope"))
	if !ok {
		return oauthError(400, "invalid_scope")
	}
	return s.tokenAnswer(r, s.tokenFor(app, user, scopes))
}

func (s *Server) tokenForRefresh(r *request) *answer {
	refresh := r.params.Get("refresh_token")
	if refresh == "" {
		return missingParameter("refresh_token")
	}
	app := s.authenticate(r)
	if app == nil {
		return oauthError(http.StatusUnauthorized, "invalid_client")
	}
	for _, old := range s.tokens {
		if old.refresh == refresh && old.app == app && !old.revoked {
			old.revoked = true
			return s.tokenAnswer(r, s.tokenFor(app, old.user, old.scopes))
		}
	}
	return oauthError(400, "invalid_grant")
}

// tokenFor returns a token. While a token is valid, the same app, user and scopes get the same one again.
func (s *Server) tokenFor(app *app, user *user, scopes []string) *token {
	quirks := s.options.Quirks
	if old := s.livingToken(app, user, scopes); old != nil && !quirks.RefreshTokens && !quirks.NewTokens {
		return old
	}
	made := &token{text: randomText(), app: app, user: user, scopes: scopes, created: time.Now()}
	if lifetime := quirks.ExpiresIn; lifetime > 0 {
		made.expires = made.created.Add(lifetime)
	}
	if quirks.RefreshTokens && user != nil {
		made.refresh = randomText()
	}
	s.tokens = append(s.tokens, made)
	return made
}

func (s *Server) livingToken(app *app, user *user, scopes []string) *token {
	for _, token := range s.tokens {
		if token.app == app && token.user == user && sameScopes(token.scopes, scopes) && !token.revoked && !token.expired() {
			return token
		}
	}
	return nil
}

// tokenAnswer writes a token in the server's format.
func (s *Server) tokenAnswer(r *request, t *token) *answer {
	quirks := s.options.Quirks
	document := object{"access_token": t.text, "token_type": "Bearer"}
	switch {
	case quirks.TokenScope == TokenScopeEcho:
		document["scope"] = r.params.Get("scope")
	case quirks.TokenScope == TokenScopeEchoOrAll:
		document["scope"] = "read write follow push"
		if asked := r.params.Get("scope"); asked != "" {
			document["scope"] = asked
		}
	case quirks.TokenScope == TokenScopeList:
		document["scope"] = t.scopes
	case quirks.TokenScope == TokenScopeText && len(t.scopes) > 0: // Doorkeeper leaves out blank members
		document["scope"] = strings.Join(t.scopes, " ")
	}
	switch {
	case quirks.CreatedAt == CreatedAtMillis && t.user != nil: // in Hollo, an app's own token has seconds
		document["created_at"] = t.created.UnixMilli()
	case quirks.CreatedAt != CreatedAtNone:
		document["created_at"] = t.created.Unix()
	}
	if !t.expires.IsZero() {
		document["expires_in"] = int64(time.Until(t.expires).Seconds())
	}
	if t.refresh != "" {
		document["refresh_token"] = t.refresh
	}
	if quirks.Engine == EngineWordPress {
		document["refresh_token"] = "" // there is no refresh grant
	}
	if quirks.TokenIDs {
		document["id"] = 1 + slices.Index(s.tokens, t)
	}
	if quirks.Me && t.user != nil {
		document["me"] = s.actor(r, t.user)
	}
	return jsonAnswer(http.StatusOK, document).private()
}
