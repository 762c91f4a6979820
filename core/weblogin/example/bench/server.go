package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A server is the one that people have their accounts on. What a sign-in asks for, it answers with next to no work, so that it takes
// little of the processor from the sites. A code and a token are the number of the account. All else is the practice server's.
type server struct {
	rest     http.Handler
	answerMs atomic.Int64
	// requests are those that it was sent until now.
	requests atomic.Int64
	address  string // with its port
	close    func()
}

func startServer() *server {
	s := &server{rest: practice.New(practice.Options{})}
	listening := httptest.NewServer(s)
	s.address, s.close = strings.TrimPrefix(listening.URL, "http://"), listening.Close
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	switch r.URL.Path {
	case "/oauth/token":
		body, _ := io.ReadAll(r.Body) // the practice server reads it once more
		r.Body = io.NopCloser(bytes.NewReader(body))
		if r.FormValue("grant_type") != "authorization_code" {
			r.Body = io.NopCloser(bytes.NewReader(body))
			s.rest.ServeHTTP(w, r)
			return
		}
		s.answer(w, map[string]any{
			"access_token": r.FormValue("code") + strings.Repeat("t", 43-len(r.FormValue("code"))), "token_type": "Bearer",
			"scope": "profile", "created_at": time.Now().Unix(),
		})
	case "/api/v1/accounts/verify_credentials":
		number := strings.Trim(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), "t")
		s.answer(w, account(number))
	default:
		s.rest.ServeHTTP(w, r)
	}
}

func (s *server) answer(w http.ResponseWriter, document any) {
	time.Sleep(time.Duration(s.answerMs.Load()) * time.Millisecond)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(document)
}

// account is one as Mastodon writes it: 2 KB.
func account(number string) map[string]any {
	name := "person" + number
	return map[string]any{
		"id": number, "username": name, "acct": name, "display_name": "Person " + number, "locked": false, "bot": false, "discoverable": true,
		"indexable": false, "group": false, "created_at": "2024-03-01T00:00:00.000Z", "note": "<p>" + strings.Repeat("Words about a person. ", 40) + "</p>",
		"url": "https://server.example/@" + name, "uri": "https://server.example/users/" + name,
		"avatar": "https://files.example/avatars/" + name + ".png", "avatar_static": "https://files.example/avatars/" + name + ".png",
		"header": "https://files.example/headers/" + name + ".png", "header_static": "https://files.example/headers/" + name + ".png",
		"followers_count": 120, "following_count": 80, "statuses_count": 900, "last_status_at": "2026-11-01", "hide_collections": nil,
		"noindex": false, "emojis": []any{}, "roles": []any{}, "fields": []any{},
		"source": map[string]any{"privacy": "public", "sensitive": false, "language": "en", "note": strings.Repeat("Words about a person. ", 40), "fields": []any{}, "follow_requests_count": 0},
		"role":   map[string]any{"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false},
	}
}
