package core_test

import (
	"context"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// In synctest, the clock starts at 2000-01-01 and moves only while all goroutines sleep.

func limitHeaders(remaining int, reset time.Time) map[string]string {
	return map[string]string{
		"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": strconv.Itoa(remaining),
		"X-RateLimit-Reset": reset.UTC().Format("2006-01-02T15:04:05.000000Z"),
	}
}

func limited(header map[string]string) answer {
	return answer{status: 429, body: `{"error":"Too many requests"}`, header: header}
}

const good = `{"ok":true}`

func TestWait(t *testing.T) {
	for name, test := range map[string]struct {
		header func() map[string]string
		waits  time.Duration
	}{
		"ISO 8601": {func() map[string]string { return limitHeaders(0, time.Now().Add(90*time.Second)) }, 90250 * time.Millisecond},
		"epoch seconds": {func() map[string]string {
			return map[string]string{"X-RateLimit-Reset": strconv.FormatInt(time.Now().Unix()+60, 10)}
		}, 60250 * time.Millisecond},
		"Retry-After":        {func() map[string]string { return map[string]string{"Retry-After": "7"} }, 7250 * time.Millisecond},
		"no header (B15)":    {func() map[string]string { return nil }, time.Second},
		"a past reset (B15)": {func() map[string]string { return limitHeaders(0, time.Now().Add(-time.Hour)) }, time.Second},
		"a far reset":        {func() map[string]string { return limitHeaders(0, time.Now().Add(1000*time.Hour)) }, time.Second},
		"nonsense": {func() map[string]string {
			return map[string]string{"X-RateLimit-Reset": "soon", "X-RateLimit-Remaining": "few"}
		}, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []core.RatelimitWaiting
				client, play := scripted(t, core.Options{OnRatelimit: func(w core.RatelimitWaiting) { told = append(told, w) }},
					limited(test.header()), jsonAnswer(200, good))
				begun := time.Now()
				_, err := client.Preferences(context.Background())
				require.NoError(t, err)
				assert.Equal(t, test.waits, time.Since(begun))
				assert.Len(t, play.sent(), 2)
				require.Len(t, told, 1)
				assert.Equal(t, core.GoName("preferences"), told[0].Op)
				assert.Equal(t, float64(test.waits.Milliseconds()), told[0].WaitMs)
			})
		})
	}
}

func TestWaitDoublesWithoutAReset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, core.Options{}, limited(nil), limited(nil), limited(nil), jsonAnswer(200, good))
		begun := time.Now()
		_, err := client.Preferences(context.Background())
		require.NoError(t, err)
		assert.Equal(t, (1+2+4)*time.Second, time.Since(begun))
	})
}

func TestWaitIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reset := time.Now().Add(20 * time.Minute)
		client, play := scripted(t, core.Options{RatelimitMaxWaitMs: 60_000}, limited(limitHeaders(0, reset)))
		begun := time.Now()
		_, err := client.Preferences(context.Background())
		require.ErrorIs(t, err, core.ErrRatelimit)
		assert.Equal(t, float64(reset.UnixMilli()), core.AsError(err).ResetAt)
		assert.Zero(t, time.Since(begun), "a wait that is too long is not begun")
		assert.Len(t, play.sent(), 1)

		// All waits of a call are added up, so that no server can hold it forever.
		client, _ = scripted(t, core.Options{RatelimitMaxWaitMs: 60_000}, limited(nil))
		begun = time.Now()
		_, err = client.Preferences(context.Background())
		require.ErrorIs(t, err, core.ErrRatelimit)
		assert.LessOrEqual(t, time.Since(begun), time.Minute)
	})
}

// A wait that is too long is refused with what a person needs: how long, at which server, by which option, and when the limit ends. It
// does not matter whether the server has said so just now or before.
func TestARefusedWaitSaysWhatItIsAbout(t *testing.T) {
	ends := func(remaining int) map[string]string { return limitHeaders(remaining, time.Now().Add(200*time.Second)) }
	for name, test := range map[string]struct {
		method  core.RatelimitMethod
		answers func() []answer
		seconds string
		isKnown bool
	}{
		"a 429":                  {core.RatelimitWait, func() []answer { return []answer{limited(ends(0))} }, "201", true},
		"a 429 without a time":   {core.RatelimitWait, func() []answer { return []answer{limited(nil)} }, "3", false},
		"used up by an answer":   {core.RatelimitWait, func() []answer { return []answer{{status: 200, body: good, header: ends(0)}} }, "200", true},
		"paced":                  {core.RatelimitPace, func() []answer { return []answer{{status: 200, body: good, header: ends(50)}} }, "4", true},
		"paced, and all used up": {core.RatelimitPace, func() []answer { return []answer{{status: 200, body: good, header: ends(0)}} }, "200", true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				reset := float64(time.Now().Add(200 * time.Second).UnixMilli())
				client, _ := scripted(t, core.Options{RatelimitMethod: test.method, RatelimitMaxWaitMs: 1500}, test.answers()...)
				_, err := client.Preferences(context.Background())
				if err == nil {
					_, err = client.Preferences(context.Background())
				}
				require.ErrorIs(t, err, core.CodeRateLimited)
				assert.Equal(t, "this call would have to wait "+test.seconds+" seconds for the rate limit of server.example, and "+core.GoName("ratelimitMaxWaitMs")+" is 1500.", core.AsError(err).Message)
				if !test.isKnown {
					reset = 0
				}
				assert.InDelta(t, reset, core.AsError(err).ResetAt, 0)
			})
		})
	}
}

func TestWaitCanBeCalledOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, core.Options{}, limited(limitHeaders(0, time.Now().Add(5*time.Minute))))
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		begun := time.Now()
		_, err := client.Preferences(ctx)
		assert.Equal(t, core.CodeAborted, core.AsError(err).Code)
		assert.Equal(t, 3*time.Second, time.Since(begun))
	})
}

func TestWaitSparesTheServerARequestThatMustFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, play := scripted(t, core.Options{}, answer{status: 200, body: good, header: limitHeaders(0, time.Now().Add(30*time.Second))}, jsonAnswer(200, good))
		_, err := client.Preferences(context.Background())
		require.NoError(t, err)
		begun := time.Now()
		_, err = client.Preferences(context.Background())
		require.NoError(t, err)
		assert.Equal(t, 30*time.Second, time.Since(begun))
		assert.Len(t, play.sent(), 2)
	})
}

func TestThrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reset := time.Now().Add(time.Minute)
		client, play := scripted(t, core.Options{RatelimitMethod: core.RatelimitThrow}, limited(limitHeaders(0, reset)))
		_, err := client.Preferences(context.Background())
		require.ErrorIs(t, err, core.ErrRatelimit)
		require.NotErrorIs(t, err, core.ErrAPI)
		assert.Equal(t, 429, core.AsError(err).Status)
		assert.Equal(t, float64(reset.UnixMilli()), core.AsError(err).ResetAt)
		assert.Len(t, play.sent(), 1)
	})
}

func TestPace(t *testing.T) {
	for name, test := range map[string]struct {
		remaining int
		left      time.Duration
		factor    float64
		waits     time.Duration
	}{
		"ten in 100 seconds":       {10, 100 * time.Second, 1, 10 * time.Second},
		"a little bold":            {10, 110 * time.Second, 1.1, 10 * time.Second},
		"twice as fast":            {10, 100 * time.Second, 2, 5 * time.Second},
		"plenty":                   {300, 300 * time.Second, 1, time.Second},
		"the last one":             {1, 60 * time.Second, 1, 60 * time.Second},
		"none":                     {0, 60 * time.Second, 1, 60 * time.Second},
		"a window that has passed": {10, -time.Second, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _ := scripted(t, core.Options{RatelimitMethod: core.RatelimitPace, RatelimitPacefactor: test.factor},
					answer{status: 200, body: good, header: limitHeaders(test.remaining, time.Now().Add(test.left))}, jsonAnswer(200, good))
				begun := time.Now()
				_, err := client.Preferences(context.Background())
				require.NoError(t, err)
				assert.Zero(t, time.Since(begun), "the first call does not wait")
				_, err = client.Preferences(context.Background())
				require.NoError(t, err)
				assert.Equal(t, test.waits, time.Since(begun))
			})
		})
	}
}

// B16: the limit of one family of requests does not slow down another.
func TestEachFamilyHasItsBucket(t *testing.T) {
	for request, family := range map[string]string{
		"GET /api/v1/preferences":                     "api",
		"POST /api/v1/statuses":                       "statuses",
		"DELETE /api/v1/statuses/1":                   "deletes",
		"POST /api/v1/statuses/1/unreblog":            "deletes",
		"POST /api/v1/statuses/1/reblog":              "statuses",
		"POST /api/v2/media":                          "media",
		"POST /api/v1/accounts":                       "accounts",
		"POST /api/v1/accounts/1/follow":              "follows",
		"POST /api/v1/apps":                           "apps",
		"POST /api/v1/emails/confirmations":           "emails",
		"POST /api/v1/reports":                        "reports",
		"GET /api/v1/timelines/home?max_id=1":         "paging",
		"GET /api/v1/timelines/home":                  "api",
		"POST /oauth/token":                           "",
		"GET /.well-known/oauth-authorization-server": "",
	} {
		method, path, _ := cut(request)
		assert.Equal(t, family, core.Family(method, path), request)
	}
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, core.Options{},
			answer{status: 200, body: good, header: limitHeaders(0, time.Now().Add(30*time.Minute))}, jsonAnswer(200, good))
		_, err := client.Request(context.Background(), core.RequestOptions{Method: "DELETE", Path: "/api/v1/statuses/1"})
		require.NoError(t, err)
		begun := time.Now()
		_, err = client.Preferences(context.Background())
		require.NoError(t, err)
		assert.Zero(t, time.Since(begun))
	})
}

// B4: a successful response never fails because of its headers.
func TestHeadersNeverFailASuccess(t *testing.T) {
	for _, header := range []map[string]string{
		{"X-RateLimit-Remaining": "5"},
		{"X-RateLimit-Remaining": "many", "X-RateLimit-Reset": "soon"},
		{"X-RateLimit-Remaining": "5", "X-RateLimit-Limit": "x", "X-RateLimit-Reset": "99999999999999999999"},
		{"X-RateLimit-Reset": ""},
	} {
		for _, method := range []core.RatelimitMethod{"wait", "throw", "pace"} {
			client, _ := scripted(t, core.Options{RatelimitMethod: method}, answer{status: 200, body: good, header: header})
			for range 3 {
				_, err := client.Preferences(context.Background())
				require.NoError(t, err, "%v %s", header, method)
			}
		}
	}
}

func FuzzRateHeaders(f *testing.F) {
	f.Add("0", "2026-11-22T09:55:00.000000Z", "5")
	f.Add("-1", "1795341300", "")
	f.Fuzz(func(t *testing.T, remaining, reset, after string) {
		header := map[string]string{"X-RateLimit-Remaining": remaining, "X-RateLimit-Reset": reset, "Retry-After": after}
		delay, _ := core.RetryDelay(&core.Response{Header: func(name string) string { return header[name] }}, 100)
		assert.Greater(t, delay, 0.0)
		assert.LessOrEqual(t, delay, 25*60*60*1000.0)
	})
}

func cut(request string) (method, path string, ok bool) {
	for i := range request {
		if request[i] == ' ' {
			return request[:i], request[i+1:], true
		}
	}
	return request, "", false
}
