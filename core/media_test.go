package core_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

const movie = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"

func picture(t *testing.T) core.File {
	t.Helper()
	var made bytes.Buffer
	require.NoError(t, png.Encode(&made, image.NewGray(image.Rect(0, 0, 40, 30))))
	return native.NewFile(&made)
}

func fileOf(content string) core.File { return native.NewFile(strings.NewReader(content)) }

func TestAPictureInAPost(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.loggedIn(t, "write")
	var told []core.UploadProgress
	media, err := native.Decode(client.MediaPost(w.ctx, core.MediaPostOptions{
		MediaFile: picture(t), Description: "a grey square", Focus: &core.Focus{X: -0.25, Y: 1}, FileName: "square.png",
		OnProgress: func(now core.UploadProgress) { told = append(told, now) },
	}))
	require.NoError(t, err)
	assert.Equal(t, "a grey square", *media.Description)
	assert.Equal(t, told[len(told)-1].Total, told[len(told)-1].Loaded)
	post, err := client.StatusPost(w.ctx, core.StatusPostOptions{Status: "look", MediaIDs: []string{media.ID}})
	require.NoError(t, err)
	shown := post.Document.List("media_attachments")[0]
	assert.Equal(t, "a grey square", shown.Text("description"))
	focus := shown.Object("meta").Object("focus")
	assert.Equal(t, []string{"-0.25", "1"}, []string{focus.Text("x"), focus.Text("y")})
}

// A post can have what mediaPost resolved to, and the waits are bounded.
func TestAVideoIsWaitedFor(t *testing.T) {
	for name, test := range map[string]struct {
		options core.MediaPostOptions
		fault   practice.Fault
		times   int
		code    string
		asked   int
	}{
		"it is ready after a while":      {options: core.MediaPostOptions{}, asked: 2},
		"it is not waited for":           {options: core.MediaPostOptions{Synchronous: new(bool)}, asked: 0},
		"it takes too long":              {options: core.MediaPostOptions{ProcessingTimeoutMs: 2000}, code: "media_unfinished", asked: 1},
		"it is broken":                   {options: core.MediaPostOptions{MediaFile: fileOf(movie + "broken")}, code: "media_failed", asked: 2},
		"the server fails now and then":  {fault: practice.Reply("a", 502, "text/html", "<html>"), times: 2, asked: 4},
		"the server fails all the time":  {fault: practice.Reply("a", 502, "text/html", "<html>"), times: 9, code: "server_down", asked: 3},
		"somebody else has deleted it":   {fault: practice.Reply("a", 404, "application/json", `{"error":"Record not found"}`), times: 1, code: "not_found", asked: 1},
		"the person is logged out there": {fault: practice.Reply("a", 401, "application/json", `{"error":"x"}`), times: 1, code: "unauthorized", asked: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				client := w.loggedIn(t, "write")
				o := test.options
				if o.MediaFile == nil {
					o.MediaFile = fileOf(movie)
				}
				if test.times > 0 {
					w.server.Fail("/api/v1/media/", test.fault, test.times)
				}
				begun := time.Now()
				media, err := client.MediaPost(w.ctx, o)
				assert.Less(t, time.Since(begun), time.Minute)
				times := 0
				for _, line := range w.server.Log() {
					if strings.HasPrefix(line, "GET /api/v1/media/") {
						times++
					}
				}
				assert.Equal(t, test.asked, times)
				if test.code != "" {
					require.Error(t, err)
					assert.Equal(t, test.code, string(core.AsError(err).Code))
					assert.Equal(t, core.GoName("mediaPost"), core.AsError(err).Op)
					if test.code == "media_unfinished" {
						assert.NotEmpty(t, core.AsError(err).Details.Text("id"))
					}
					return
				}
				require.NoError(t, err)
				_, err = client.StatusPost(w.ctx, core.StatusPostOptions{MediaIDs: []string{media.Document.Text("id")}})
				if o.Synchronous == nil {
					require.NoError(t, err)
				} else {
					assert.Equal(t, core.CodeValidationFailed, core.AsError(err).Code)
				}
			})
		})
	}
}

// The server's limits make the message. A file that is small enough to be sent for nothing is compared with them afterwards.
func TestFilesThatAServerDoesNotTake(t *testing.T) {
	large := "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 17<<20)
	for name, test := range map[string]struct {
		file          core.File
		answer        answer
		code, message string
		sent          int
	}{
		"a picture that is too large":   {fileOf(large), answer{}, "media_too_large", "the file has 18 MB, and practice.example takes 16 MB.", 0},
		"a text":                        {fileOf("hello"), answer{}, "media_unsupported", "practice.example takes no files of the type text/plain.", 1},
		"a large text":                  {fileOf(strings.Repeat("hello ", 1<<18)), answer{}, "media_unsupported", "practice.example takes no files of the type text/plain.", 0},
		"one that a proxy refuses":      {picture(t), answer{status: 413, body: "<html>"}, "media_too_large", "practice.example takes no file of this size.", 1},
		"one that nobody knows":         {fileOf("\x00\x01\x02"), answer{}, "option_missing", core.GoName("mimeType") + ": the file does not say what it is.", 0},
		"none":                          {nil, answer{}, "option_missing", core.GoName("mediaFile") + ": there is no file.", 0},
		"one that is refused otherwise": {picture(t), jsonAnswer(422, `{"error":"x"}`), "validation_failed", "practice.example did not accept the data.", 1},
	} {
		w := newWorld(t, practice.Options{})
		client := w.loggedIn(t, "write")
		sent := &sentTo{Transport: w.host.Transport, path: "/api/v2/media"}
		if test.answer.status > 0 {
			sent.Transport = answering{w.host.Transport, "/api/v2/media", test.answer}
		}
		w.host.Transport = sent
		client = w.client(t, core.Options{APIBaseURL: w.base, AccessToken: client.Credentials().AccessToken})
		_, err := client.MediaPost(w.ctx, core.MediaPostOptions{MediaFile: test.file})
		require.Error(t, err, name)
		assert.Equal(t, test.code, string(core.AsError(err).Code), name)
		assert.Equal(t, test.message, core.AsError(err).Message, name)
		assert.Equal(t, test.sent, sent.times, name)
	}
	w := newWorld(t, practice.Options{})
	for _, focus := range []core.Focus{{X: 1.5}, {Y: -2}} {
		_, err := w.loggedIn(t, "write").MediaPost(w.ctx, core.MediaPostOptions{MediaFile: picture(t), Focus: &focus})
		assert.Equal(t, core.CodeOptionInvalid, core.AsError(err).Code)
	}
}

// sentTo counts the requests to a path, and notes the longest time limit.
type sentTo struct {
	core.Transport
	path   string
	times  int
	longMs float64
}

func (s *sentTo) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if strings.HasSuffix(request.URL, s.path) {
		s.times++
		s.longMs = request.TimeoutMs
	}
	return s.Transport.Do(ctx, request)
}

func TestAnOldServerIsAskedAtItsOlderPath(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.loggedIn(t, "write").Credentials().AccessToken
	w.host.Transport = answering{w.host.Transport, "/api/v2/media", answer{status: 404, body: "<html>"}}
	client := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: token})
	media, err := client.MediaPost(w.ctx, core.MediaPostOptions{MediaFile: fileOf(movie)})
	require.NoError(t, err)
	assert.NotEmpty(t, media.Document.Text("url"))

	old := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: token, MastodonVersion: "3.1.0"})
	_, err = old.MediaPost(w.ctx, core.MediaPostOptions{MediaFile: fileOf(movie), Thumbnail: picture(t)})
	assert.Equal(t, core.CodeVersionTooOld, core.AsError(err).Code)
}

// A large file takes its time also where all is well.
func TestTheTimeLimitOfAnUploadGrowsWithIt(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.loggedIn(t, "write").Credentials().AccessToken
	sent := &sentTo{Transport: w.host.Transport, path: "/api/v2/media"}
	w.host.Transport = sent
	client := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: token, RequestTimeoutMs: 2000})
	_, err := client.MediaPost(w.ctx, core.MediaPostOptions{MediaFile: fileOf(movie + strings.Repeat("x", 32_000*10)), Synchronous: new(bool)})
	require.NoError(t, err)
	assert.InDelta(t, 12_000, sent.longMs, 10)
}
