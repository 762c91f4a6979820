#!/bin/sh
# go-mastodon posts a poll without its poll, if the list of media is empty and not nil.
#
# Expected: no media is no media, whether the slice is empty or nil: the poll is sent. If media and a poll cannot go together, PostStatus
# returns an error.
# Seen: with MediaIDs: []mastodon.ID{} (or make, or a slice that was filtered down to nothing) the poll is left out. The text is posted by
# itself, and there is no error.
#
# Whom it hits: bots with one function for all posts, which collects the ids of what was uploaded, and has none for a poll. The question
# goes out to all followers without anything to vote on.
# What to do: set MediaIDs to nil if it is empty, and see that the status that comes back has a Poll.
#
# Needs Go 1.26. Fails if the two posts are sent otherwise.
#
# Seen on 30 November 2026, in the order of the form's encoding:
#   github.com/mattn/go-mastodon v0.0.13
#   MediaIDs nil: poll[expires_in]=3600&poll[options][]=yes&poll[options][]=no&status=Tea?
#   MediaIDs empty: status=Tea?
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
	"net/url"

	"github.com/mattn/go-mastodon"
)

func main() {
	var sent string
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		form, _ := io.ReadAll(request.Body)
		sent, _ = url.QueryUnescape(string(form))
		answer.Header().Set("Content-Type", "application/json; charset=utf-8")
		fmt.Fprint(answer, `{"id":"1","content":"<p>Tea?</p>"}`)
	}))
	client := mastodon.NewClient(&mastodon.Config{Server: server.URL, AccessToken: "TOKEN"})
	post := func(media []mastodon.ID) string {
		poll := &mastodon.TootPoll{Options: []string{"yes", "no"}, ExpiresInSeconds: 3600}
		if _, err := client.PostStatus(context.Background(), &mastodon.Toot{Status: "Tea?", MediaIDs: media, Poll: poll}); err != nil {
			return err.Error()
		}
		return sent
	}
	fmt.Println("MediaIDs nil:", post(nil))
	fmt.Println("MediaIDs empty:", post([]mastodon.ID{}))
}
GO
go get github.com/mattn/go-mastodon@v0.0.13 >get.txt 2>&1 || { cat get.txt; exit 1; }
go list -m github.com/mattn/go-mastodon
go run . | tee told.txt
cat > expected.txt <<'TXT'
MediaIDs nil: poll[expires_in]=3600&poll[options][]=yes&poll[options][]=no&status=Tea?
MediaIDs empty: status=Tea?
TXT
cmp -s told.txt expected.txt || { echo "The posts are sent otherwise than they were."; exit 1; }
