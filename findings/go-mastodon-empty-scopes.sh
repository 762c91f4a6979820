#!/bin/sh
# go-mastodon registers an app with no scopes at all, if AppConfig.Scopes is left out: nobody can log in with it.
#
# Expected: what is left out is not sent, and Mastodon gives its default, "read". RedirectURIs that are left out get a default too.
# Seen: the form has "scopes=". For Mastodon 4.7 that is a wish: it registers an app without any scope, and answers 200 (without the field,
# ["read"]). AuthURI then has "scope=", which Mastodon takes for "read", and refuses with a page, since the app has no "read". RegisterApp
# returns no error, and Application has no field that would show it.
#
# Whom it hits: programs whose scopes come from a setting that is empty, or that need only to know who somebody is and trust the default.
# The person sees "The requested scope is invalid, unknown, or malformed." on their own server, and never comes back to the app.
# What to do: name the scopes always ("profile" is enough to know who somebody is), and register anew.
#
# Needs Go 1.26. Fails if the form or the address is another one.
#
# Seen on 30 November 2026:
#   github.com/mattn/go-mastodon v0.0.13
#   sent: client_name=An+app&redirect_uris=https%3A%2F%2Fapp.example%2Fcb&scopes=&website=
#   the person is led to /oauth/authorize?client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code&scope=
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export GOFLAGS=-modcacherw GOMODCACHE="$folder/cache"
printf 'module program\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/mattn/go-mastodon"
)

// What Mastodon 4.7 answers to "scopes=".
const app = `{"id":"27","name":"An app","website":null,"scopes":[],"redirect_uris":["https://app.example/cb"],"vapid_key":null,
"redirect_uri":"https://app.example/cb","client_id":"CLIENT","client_secret":"SECRET","client_secret_expires_at":0}`

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		form, _ := io.ReadAll(request.Body)
		fmt.Printf("sent: %s\n", form)
		answer.Header().Set("Content-Type", "application/json; charset=utf-8")
		fmt.Fprint(answer, app)
	}))
	registered, err := mastodon.RegisterApp(context.Background(), &mastodon.AppConfig{
		Server: server.URL, ClientName: "An app", RedirectURIs: "https://app.example/cb",
	})
	if err != nil {
		panic(err)
	}
	fmt.Println("the person is led to", strings.TrimPrefix(registered.AuthURI, server.URL))
}
GO
go get github.com/mattn/go-mastodon@v0.0.13 >get.txt 2>&1 || { cat get.txt; exit 1; }
go list -m github.com/mattn/go-mastodon
go run . | tee told.txt
cat > expected.txt <<'TXT'
sent: client_name=An+app&redirect_uris=https%3A%2F%2Fapp.example%2Fcb&scopes=&website=
the person is led to /oauth/authorize?client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code&scope=
TXT
cmp -s told.txt expected.txt || { echo "The form or the address is another one than it was."; exit 1; }
