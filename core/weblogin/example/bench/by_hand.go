package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"
)

// A byHand is a site as one writes it for a single server that is known: with x/oauth2, PKCE, a state that belongs to the browser, and a
// cookie for the session.
type byHand struct {
	config oauth2.Config
	server string
	client *http.Client
	store  byHandStore
}

// A person is what such a site keeps of an account.
type person struct {
	ID          string `json:"id"`
	Username    string `json:"username"`
	DisplayName string `json:"display_name"`
	Avatar      string `json:"avatar"`
	URL         string `json:"url"`
}

func newByHand(ctx context.Context, server string, store byHandStore) (http.Handler, error) {
	s := &byHand{server: server, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 10 * time.Second}, store: store}
	answer, err := s.client.PostForm(server+"/api/v1/apps", url.Values{
		"client_name": {siteName}, "redirect_uris": {siteURL + "/login/callback"}, "scopes": {"profile"},
	})
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var app struct {
		ID     string `json:"client_id"`
		Secret string `json:"client_secret"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&app); err != nil {
		return nil, err
	}
	s.config = oauth2.Config{
		ClientID: app.ID, ClientSecret: app.Secret, RedirectURL: siteURL + "/login/callback", Scopes: []string{"profile"},
		Endpoint: oauth2.Endpoint{AuthURL: server + "/oauth/authorize", TokenURL: server + "/oauth/token", AuthStyle: oauth2.AuthStyleInParams},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /login/", s.begin)
	mux.HandleFunc("GET /login/callback", s.complete)
	return http.NewCrossOriginProtection().Handler(mux), nil
}

func (s *byHand) begin(w http.ResponseWriter, r *http.Request) {
	browser, state, verifier := rand.Text(), rand.Text(), oauth2.GenerateVerifier()
	if err := s.store.keepPending(r.Context(), state, browser, verifier); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	setCookie(w, "browser", browser)
	http.Redirect(w, r, s.config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier)), http.StatusSeeOther)
}

func (s *byHand) complete(w http.ResponseWriter, r *http.Request) {
	session, err := s.signIn(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	setCookie(w, "session", session)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (s *byHand) signIn(r *http.Request) (session string, err error) {
	cookie, err := r.Cookie("browser")
	if err != nil {
		return "", err
	}
	verifier, err := s.store.takePending(r.Context(), r.FormValue("state"), cookie.Value)
	if err != nil {
		return "", err
	}
	ctx := context.WithValue(r.Context(), oauth2.HTTPClient, s.client)
	token, err := s.config.Exchange(ctx, r.FormValue("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		return "", err
	}
	answer, err := s.config.Client(ctx, token).Get(s.server + "/api/v1/accounts/verify_credentials")
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	var account person
	if err := json.NewDecoder(answer.Body).Decode(&account); err != nil || account.ID == "" {
		return "", fmt.Errorf("no account: %w", err)
	}
	session = rand.Text()
	return session, s.store.keepSession(r.Context(), session, token.AccessToken, account)
}

func setCookie(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
}
