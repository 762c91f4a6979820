#!/bin/sh
# go-mastodon's StreamingUser asks a server that refuses it again and again, without a pause, until its context ends.
#
# Expected: a stream that is refused with 401 or 404 ends, as that of StreamingWSUser in the same package does, or it waits longer and
# longer before it asks again, as the package's other calls do after a 429.
# Seen: each refusal is an ErrorEvent, and then come two requests anew: GET /api/v1/instance and the stream. Nothing waits. The channel is
# closed only when the context ends. A reader that skips ErrorEvent, as a loop with a type switch does, never learns of it.
#
# Whom it hits: bots whose token was revoked, and bots at a server that has no stream under this path. In place of a bot that stopped, the
# server gets requests as fast as it answers them: on loopback, thousands in a second.
# What to do: on an ErrorEvent whose error is a *mastodon.APIError with status 401, 403 or 404, cancel the context. On others, wait before
# you read the next event: each request waits until the event before it was read.
#
# Needs Go 1.26. Fails if there are fewer than 50 refusals in ten seconds, or if the WebSocket's stream goes on.
#
# Seen on 30 November 2026:
#   github.com/mattn/go-mastodon v0.0.13
#   bad request: 401 Unauthorized: The access token was revoked
#     StreamingUser: 50 refusals within ten seconds, two requests each, and the channel is open
#     StreamingWSUser: 1 refusal, and the channel is closed
#   bad request: 404 Not Found
#     StreamingUser: 50 refusals within ten seconds, two requests each, and the channel is open
#     StreamingWSUser: 1 refusal, and the channel is closed
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
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"time"

	"github.com/mattn/go-mastodon"
)

func main() {
	refuse(http.StatusUnauthorized, "application/json; charset=utf-8", `{"error":"The access token was revoked"}`)
	refuse(http.StatusNotFound, "text/plain; charset=UTF-8", "404 Not Found")
}

// refuse lets both kinds of stream ask a server that refuses them, and ends the program if one of them behaves otherwise than expected.
func refuse(status int, contentType, body string) {
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		requests.Add(1)
		if request.URL.Path == "/api/v1/instance" {
			answer.Header().Set("Content-Type", "application/json; charset=utf-8")
			fmt.Fprint(answer, `{"uri":"mastodon.example","urls":{}}`)
			return
		}
		answer.Header().Set("Content-Type", contentType)
		answer.WriteHeader(status)
		fmt.Fprint(answer, body)
	}))
	client := mastodon.NewClient(&mastodon.Config{Server: server.URL, AccessToken: "TOKEN"})
	limit, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	events, err := client.StreamingUser(limit)
	if err != nil {
		panic(err)
	}
	for refusals := range 50 {
		event, open := <-events
		if !open {
			fmt.Println("  StreamingUser: closed after", refusals, "refusals")
			os.Exit(1)
		}
		if refusals == 0 {
			fmt.Println(event)
		}
	}
	if requests.Load() < 100 || limit.Err() != nil {
		fmt.Println("  StreamingUser:", requests.Load(), "requests", limit.Err())
		os.Exit(1)
	}
	fmt.Println("  StreamingUser: 50 refusals within ten seconds, two requests each, and the channel is open")

	events, err = client.NewWSClient().StreamingWSUser(limit)
	if err != nil {
		panic(err)
	}
	refusals := 0
	for range events {
		refusals++
	}
	if refusals != 1 || limit.Err() != nil {
		fmt.Println("  StreamingWSUser:", refusals, "refusals", limit.Err())
		os.Exit(1)
	}
	fmt.Println("  StreamingWSUser: 1 refusal, and the channel is closed")
}
GO
go get github.com/mattn/go-mastodon@v0.0.13 >get.txt 2>&1 || { cat get.txt; exit 1; }
go list -m github.com/mattn/go-mastodon
go run . || { echo "The streams behave otherwise than they did."; exit 1; }
