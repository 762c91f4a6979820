package core_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestRequest(t *testing.T) {
	body, err := native.Parse([]byte(`{"deep":[1]}`))
	require.NoError(t, err)
	for name, test := range map[string]struct {
		options core.RequestOptions
		sent    string
	}{
		"a GET":            {core.RequestOptions{Path: "/api/v1/x", Params: core.Fields{{Name: "limit", Value: "2"}}}, "GET /api/v1/x?limit=2"},
		"a GET with query": {core.RequestOptions{Path: "/api/v1/x?a=1", Params: core.Fields{{Name: "b", Value: "2"}}}, "GET /api/v1/x?a=1&b=2"},
		"a form":           {core.RequestOptions{Method: "post", Path: "/api/v1/x", Params: core.Fields{{Name: "a[]", Value: "ä"}}}, "POST /api/v1/x a%5B%5D=%C3%A4"},
		"JSON":             {core.RequestOptions{Method: "PATCH", Path: "/api/v1/x", JSON: body}, "PATCH /api/v1/x"},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, core.Options{}, jsonAnswer(200, `[1]`))
			answer, err := client.Request(context.Background(), test.options)
			require.NoError(t, err)
			assert.Equal(t, []string{test.sent}, play.sent())
			assert.True(t, answer.Data.Is(core.IsList), "any JSON is an answer")
			assert.Equal(t, "Bearer token-1", play.requests[0].Header.Get("Authorization"))
		})
	}
}

func TestRequestsThatAreRefused(t *testing.T) {
	body, _ := native.Parse([]byte(`{}`))
	for name, options := range map[string]core.RequestOptions{
		"another server":       {Path: "https://evil.example/api"},
		"another server, also": {Path: "//evil.example/api"},
		"a backslash":          {Path: `/\evil.example/api`},
		"a suffix of the host": {Path: ".evil.example/api"},
		"a line break":         {Path: "/api\nHost: evil.example"},
		"no path":              {},
		"a method":             {Method: "CONNECT", Path: "/api"},
		"a GET with a body":    {Path: "/api", JSON: body},
		"two bodies":           {Method: "POST", Path: "/api", JSON: body, Params: core.Fields{{Name: "a", Value: "1"}}},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, core.Options{}, jsonAnswer(200, good))
			_, err := client.Request(context.Background(), options)
			require.ErrorIs(t, err, core.ErrIllegalArgument)
			assert.Empty(t, play.sent())
		})
	}
}

func TestACallThatWasCalledOffSendsNothing(t *testing.T) {
	client, play := scripted(t, core.Options{}, jsonAnswer(200, good))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := client.Preferences(ctx)
	assert.Equal(t, core.CodeAborted, core.AsError(err).Code)
	assert.Empty(t, play.requests)
}

func TestPagesOfAList(t *testing.T) {
	link := `<https://server.example/api/v1/x?max_id=9>; rel="next", <https://server.example/api/v1/x?min_id=20>; rel="prev"`
	client, _ := scripted(t, core.Options{}, answer{status: 200, body: "[]", header: map[string]string{"Link": link}})
	answer1, err := client.Request(context.Background(), core.RequestOptions{Path: "/api/v1/x"})
	require.NoError(t, err)
	assert.Equal(t, "/api/v1/x?max_id=9", answer1.Next)
	assert.Equal(t, "/api/v1/x?min_id=20", answer1.Prev)
}

func TestAnEmptyAnswerIsNoError(t *testing.T) {
	client, _ := scripted(t, core.Options{}, answer{status: 204})
	outcome, err := client.Request(context.Background(), core.RequestOptions{Method: "DELETE", Path: "/api/v1/x"})
	require.NoError(t, err)
	assert.Nil(t, outcome.Data)
	client, _ = scripted(t, core.Options{}, jsonAnswer(200, "{"), answer{status: 200, body: "<html>"})
	_, err = client.Request(context.Background(), core.RequestOptions{Path: "/api/v1/x"})
	assert.Equal(t, core.CodeAnswerBroken, core.AsError(err).Code)
	_, err = client.Request(context.Background(), core.RequestOptions{Path: "/api/v1/x"})
	assert.Equal(t, core.CodeAnswerHTML, core.AsError(err).Code)
}

func TestStatusPost(t *testing.T) {
	for name, test := range map[string]struct {
		features core.FeatureSet
		options  core.StatusPostOptions
		sent     string
	}{
		"a text": {"", core.StatusPostOptions{Status: "howdy universe!"}, "status=howdy+universe%21"},
		"everything": {"", core.StatusPostOptions{
			Status: "x", InReplyToID: "9007199254740993", MediaIDs: []string{"1", "2"}, Sensitive: true, Visibility: "Unlisted",
			SpoilerText: "cw", Language: "de", ScheduledAt: "2027-01-01T00:00:00Z", QuotedStatusID: "3", QuoteApprovalPolicy: "nobody",
		}, "status=x&in_reply_to_id=9007199254740993&media_ids%5B%5D=1&media_ids%5B%5D=2&sensitive=true&visibility=unlisted&spoiler_text=cw&language=de&scheduled_at=2027-01-01T00%3A00%3A00Z&quoted_status_id=3&quote_approval_policy=nobody"},
		"a poll":   {"", core.StatusPostOptions{Status: "x", Poll: &core.Poll{Options: []string{"a", "b"}, ExpiresIn: 300, Multiple: true}}, "status=x&poll%5Boptions%5D%5B%5D=a&poll%5Boptions%5D%5B%5D=b&poll%5Bexpires_in%5D=300&poll%5Bmultiple%5D=true"},
		"Fedibird": {core.FeaturesFedibird, core.StatusPostOptions{Status: "x", QuoteID: "5"}, "status=x&quote_id=5"},
		"Pleroma":  {core.FeaturesPleroma, core.StatusPostOptions{Status: "x", ContentType: "text/markdown"}, "status=x&content_type=text%2Fmarkdown"},
	} {
		t.Run(name, func(t *testing.T) {
			// B7: options that were not given are not sent.
			client, play := scripted(t, core.Options{FeatureSet: test.features}, jsonAnswer(200, `{"id":"1"}`))
			_, err := client.StatusPost(context.Background(), test.options)
			require.NoError(t, err)
			assert.Equal(t, []string{"POST /api/v1/statuses " + test.sent}, play.sent())
		})
	}
	for name, options := range map[string]core.StatusPostOptions{
		"nothing":          {},
		"white space":      {Status: " \n"},
		"a visibility":     {Status: "x", Visibility: "friends"},
		"a poll of one":    {Status: "x", Poll: &core.Poll{Options: []string{"a"}, ExpiresIn: 300}},
		"a poll for ever":  {Status: "x", Poll: &core.Poll{Options: []string{"a", "b"}}},
		"a quote policy":   {Status: "x", QuoteApprovalPolicy: "friends"},
		"Fedibird's quote": {Status: "x", QuoteID: "1"},
		"Pleroma's type":   {Status: "x", ContentType: "text/markdown"},
		"no media":         {Status: "x", MediaIDs: []string{""}},
		"a lost medium":    {Status: "x", MediaIDs: []string{"1", "", "2"}},
		"only no media":    {MediaIDs: []string{" "}},
		"a blank reply":    {Status: "x", InReplyToID: " "},
		"a blank quote":    {Status: "x", QuotedStatusID: "\t"},
	} {
		client, play := scripted(t, core.Options{}, jsonAnswer(200, good))
		_, err := client.StatusPost(context.Background(), options)
		require.ErrorIs(t, err, core.ErrIllegalArgument, name)
		assert.Empty(t, play.sent(), name)
	}
}

// Whichever option has an id that is blank, the error names it, and nothing was sent.
func TestABlankIDIsRefusedByTheNameOfItsOption(t *testing.T) {
	options := reflect.TypeFor[core.StatusPostOptions]()
	found := 0
	for i := range options.NumField() {
		field := options.Field(i)
		if !strings.HasSuffix(field.Name, "ID") && !strings.HasSuffix(field.Name, "IDs") {
			continue
		}
		found++
		given := core.StatusPostOptions{Status: "x"}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if value := reflect.ValueOf(&given).Elem().Field(i); value.Kind() == reflect.Slice {
			value.Set(reflect.ValueOf([]string{"1", ""}))
		} else {
			value.SetString(" ")
		}
		client, play := scripted(t, core.Options{FeatureSet: core.FeaturesFedibird}, jsonAnswer(200, good))
		_, err := client.StatusPost(context.Background(), given)
		require.ErrorIs(t, err, core.CodeOptionInvalid, name)
		assert.True(t, strings.HasPrefix(strings.ToLower(core.AsError(err).Message), strings.ToLower(name)+": "), err)
		assert.Empty(t, play.sent(), name)
	}
	assert.Equal(t, 4, found)
}

// B27: a key makes a repeated post safe.
func TestIdempotencyKey(t *testing.T) {
	client, play := scripted(t, core.Options{}, jsonAnswer(200, `{"id":"1"}`))
	_, err := client.StatusPost(context.Background(), core.StatusPostOptions{Status: "x", IdempotencyKey: "once"})
	require.NoError(t, err)
	assert.Equal(t, "once", play.requests[0].Header.Get("Idempotency-Key"))
}
