#!/bin/sh
# goth turns "the person pressed Deny" into "invalid_request": it asks the server for a token with an empty code.
#
# Expected: gothic.CompleteUserAuth reads error and error_description of the address that Mastodon leads back to, and returns them. A denial
# needs no request to the server.
# Seen: both are ignored. The missing code counts as an empty one, which is sent to the token endpoint twice (golang.org/x/oauth2 tries two
# ways of naming the client). The error is the server's answer to that, and has no trace of access_denied.
#
# Whom it hits: web sites that let people in by goth: they cannot tell somebody who changed their mind from a fault of the site, and each
# denial stands in their log as one.
# What to do: look at request.URL.Query().Get("error") in the handler of the callback, before CompleteUserAuth.
#
# Needs Go 1.26. Fails if the requests or the error are others.
#
# Seen on 30 November 2026:
#   github.com/markbates/goth v1.82.0
#   came back with error=access_denied
#   POST /oauth/token, code: ""
#   POST /oauth/token, code: ""
#   CompleteUserAuth: oauth2: "invalid_request" "Missing required parameter: code."
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export GOFLAGS=-modcacherw GOMODCACHE="$folder/cache"
printf 'module program\n\ngo 1.26\n' > go.mod
cat > main.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/gorilla/sessions"
	"github.com/markbates/goth"
	"github.com/markbates/goth/gothic"
	"github.com/markbates/goth/providers/mastodon"
)

func main() {
	// What Mastodon 4.7 answers to a token request that has no code.
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		fmt.Printf("%s %s, code: %q\n", request.Method, request.URL.Path, request.PostFormValue("code"))
		answer.Header().Set("Content-Type", "application/json; charset=utf-8")
		answer.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(answer, `{"error":"invalid_request","error_description":"Missing required parameter: code."}`)
	}))
	defer server.Close()
	gothic.Store = sessions.NewCookieStore([]byte("a key of a site"))
	goth.UseProviders(mastodon.NewCustomisedURL("id", "secret", "https://app.example/cb", server.URL, "read"))

	left := httptest.NewRecorder()
	address, err := gothic.GetAuthURL(left, httptest.NewRequest("GET", "/login?provider=mastodon", nil))
	if err != nil {
		panic(err)
	}
	authorize, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	query := url.Values{
		"provider":          {"mastodon"},
		"error":             {"access_denied"},
		"error_description": {"The resource owner or authorization server denied the request."},
		"state":             {authorize.Query().Get("state")},
	}
	back := httptest.NewRequest("GET", "/cb?"+query.Encode(), nil)
	for _, cookie := range left.Result().Cookies() {
		back.AddCookie(cookie)
	}
	fmt.Println("came back with error=" + query.Get("error"))
	_, err = gothic.CompleteUserAuth(httptest.NewRecorder(), back)
	fmt.Println("CompleteUserAuth:", err)
}
GO
go get github.com/markbates/goth/gothic@v1.82.0 github.com/markbates/goth/providers/mastodon@v1.82.0 >get.txt 2>&1 || { cat get.txt; exit 1; }
go list -m github.com/markbates/goth
go run . | tee told.txt
cat > expected.txt <<'TXT'
came back with error=access_denied
POST /oauth/token, code: ""
POST /oauth/token, code: ""
CompleteUserAuth: oauth2: "invalid_request" "Missing required parameter: code."
TXT
cmp -s told.txt expected.txt || { echo "The requests or the error are others than they were."; exit 1; }
