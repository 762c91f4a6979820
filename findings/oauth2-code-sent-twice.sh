#!/bin/sh
# golang.org/x/oauth2 sends an authorization code a second time after a cut connection or a 502, and tells only what came of that.
#
# Expected: AuthStyleAutoDetect, the default, tries HTTP Basic and then the body, since some servers refuse one of them: so it tries again
# after a refusal of the client (400 or 401). A POST that spends a code is not repeated after a cut connection or a 502.
# Seen: it is. If the answer to the first request is lost, the server has the code already, and refuses it: Exchange returns
# "invalid_grant". What went wrong first is nowhere in the error. With a style that is set, there is one request, and its own error.
#
# Whom it hits: logins at Mastodon whose Config names no AuthStyle, on each bad moment of a network or a proxy. Logs say that the person's
# code was wrong or too old. A Config that had a success does so no more. A site that makes one for each login has none that had.
# What to do: AuthStyle: oauth2.AuthStyleInParams. Mastodon, GoToSocial, Hollo and WordPress take id and secret in the body.
#
# Needs Go 1.26. Fails if the number of requests or an error is another one.
#
# Seen on 30 November 2026:
#   golang.org/x/oauth2 v0.38.0
#   AutoDetect, connection cut; requests with the code: 2, error: invalid_grant
#   AutoDetect, 502 of a proxy; requests with the code: 2, error: invalid_grant
#   AutoDetect after a login that worked, connection cut; requests with the code: 1, error: EOF
#   InParams, connection cut; requests with the code: 1, error: EOF
#   InParams, 502 of a proxy; requests with the code: 1, error: 502 Bad Gateway
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
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"

	"golang.org/x/oauth2"
)

// login answers as Mastodon does, whose answer to the first request with CODE is lost on the way, and tells what Exchange made of it.
func login(style oauth2.AuthStyle, worked bool, lose func(http.ResponseWriter)) string {
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		answer.Header().Set("Content-Type", "application/json; charset=utf-8")
		if request.PostFormValue("code") == "EARLIER" {
			answer.Header().Set("Connection", "close") // net/http itself repeats no request on a connection that is new
			fmt.Fprint(answer, `{"access_token":"TOKEN","token_type":"Bearer","scope":"read","created_at":1795946967}`)
			return
		}
		if requests.Add(1) == 1 {
			lose(answer)
			return
		}
		answer.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(answer, `{"error":"invalid_grant","error_description":"The provided authorization grant is invalid."}`)
	}))
	defer server.Close()
	config := oauth2.Config{
		ClientID: "id", ClientSecret: "secret", RedirectURL: "https://app.example/cb",
		Endpoint: oauth2.Endpoint{TokenURL: server.URL + "/oauth/token", AuthStyle: style},
	}
	if worked {
		if _, err := config.Exchange(context.Background(), "EARLIER"); err != nil {
			panic(err)
		}
	}
	_, err := config.Exchange(context.Background(), "CODE")
	told := fmt.Sprint(err)
	if refused := new(oauth2.RetrieveError); errors.As(err, &refused) {
		told = refused.Response.Status
		if refused.ErrorCode != "" {
			told = refused.ErrorCode
		}
	} else if failed := new(url.Error); errors.As(err, &failed) {
		told = failed.Err.Error()
	}
	return fmt.Sprintf("requests with the code: %d, error: %s", requests.Load(), told)
}

func main() {
	cut := func(http.ResponseWriter) { panic(http.ErrAbortHandler) }
	proxy := func(answer http.ResponseWriter) {
		answer.Header().Set("Content-Type", "text/html")
		answer.WriteHeader(http.StatusBadGateway)
		fmt.Fprint(answer, "<h1>502 Bad Gateway</h1>")
	}
	fmt.Println("AutoDetect, connection cut;", login(oauth2.AuthStyleAutoDetect, false, cut))
	fmt.Println("AutoDetect, 502 of a proxy;", login(oauth2.AuthStyleAutoDetect, false, proxy))
	fmt.Println("AutoDetect after a login that worked, connection cut;", login(oauth2.AuthStyleAutoDetect, true, cut))
	fmt.Println("InParams, connection cut;", login(oauth2.AuthStyleInParams, false, cut))
	fmt.Println("InParams, 502 of a proxy;", login(oauth2.AuthStyleInParams, false, proxy))
}
GO
go get golang.org/x/oauth2@v0.38.0 >get.txt 2>&1 || { cat get.txt; exit 1; }
go list -m golang.org/x/oauth2
go run . | tee told.txt
cat > expected.txt <<'TXT'
AutoDetect, connection cut; requests with the code: 2, error: invalid_grant
AutoDetect, 502 of a proxy; requests with the code: 2, error: invalid_grant
AutoDetect after a login that worked, connection cut; requests with the code: 1, error: EOF
InParams, connection cut; requests with the code: 1, error: EOF
InParams, 502 of a proxy; requests with the code: 1, error: 502 Bad Gateway
TXT
cmp -s told.txt expected.txt || { echo "The requests or the errors are others than they were."; exit 1; }
