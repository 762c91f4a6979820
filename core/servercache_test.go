package core_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// counting counts the requests for instance documents. Each takes a second of the test's clock.
type counting struct {
	core.Transport
	core.ServerCache
	mu    sync.Mutex
	asked []string
	fail  bool
}

func (c *counting) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if strings.HasSuffix(request.URL, "/api/v2/instance") {
		c.mu.Lock()
		c.asked = append(c.asked, request.URL)
		fail := c.fail
		c.mu.Unlock()
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return nil, &core.Error{Kind: core.ErrNetwork, Code: "aborted", Message: "x"}
		}
		if fail {
			return nil, &core.Error{Kind: core.ErrNetwork, Code: "offline", Message: "x"}
		}
	}
	return c.Transport.Do(ctx, request)
}

func (c *counting) Servers() *core.ServerCache { return &c.ServerCache }

// everywhere is a Mastodon server at every address.
type everywhere struct{}

func (everywhere) Do(_ core.Context, request core.Request) (*core.Response, error) {
	name := strings.Split(request.URL, "/")[2]
	return (&script{answers: []answer{jsonAnswer(200, `{"domain":"`+name+`","version":"4.5.0"}`)}}).Do(nil, request)
}

func remembering(transport core.Transport) (core.Host, *counting) {
	host := native.Host(native.NewMemStore())
	counted := &counting{Transport: transport}
	host.Transport = counted
	return host, counted
}

func lookFor(ctx context.Context, host core.Host, typed string, maxAge time.Duration) error {
	_, err := core.FindServer(ctx, host, core.FindServerOptions{Server: typed, MaxAgeMs: float64(maxAge.Milliseconds())})
	return err
}

func TestAServerThatWasFoundIsAskedForAgainOnlyWhenTheAnswerIsTooOld(t *testing.T) {
	for name, test := range map[string]struct {
		wait, maxAge time.Duration
		asked        int
	}{
		"at once":                     {0, time.Minute, 1},
		"within the age":              {59 * time.Second, time.Minute, 1},
		"later":                       {61 * time.Second, time.Minute, 2},
		"without an age":              {0, 0, 2},
		"within the life of answers":  {10*time.Minute - time.Second, time.Hour, 1},
		"after the life of an answer": {10*time.Minute + time.Second, time.Hour, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				host, counted := remembering(everywhere{})
				require.NoError(t, lookFor(t.Context(), host, "a.example", 0))
				time.Sleep(test.wait)
				require.NoError(t, lookFor(t.Context(), host, "a.example", test.maxAge))
				assert.Len(t, counted.asked, test.asked)
			})
		})
	}
}

func TestOneSearchForAName(t *testing.T) {
	for typed, same := range map[string]bool{
		"A.example": true, "https://a.example/@alice": true, " a.example. ": true,
		"b.example": false, "@alice@a.example": false, "https://a.example/social": false,
	} {
		synctest.Test(t, func(t *testing.T) {
			host, counted := remembering(everywhere{})
			for _, text := range []string{"a.example", typed, typed} {
				go func() { assert.NoError(t, lookFor(t.Context(), host, text, time.Minute)) }()
				synctest.Wait()
			}
			time.Sleep(2 * time.Second)
			synctest.Wait()
			assert.Len(t, counted.asked, map[bool]int{true: 1, false: 2}[same], typed)
		})
	}
}

func TestAFailureIsSharedByThoseWhoWaitAndNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, counted := remembering(everywhere{})
		counted.fail = true
		errs := make(chan error, 3)
		for range cap(errs) {
			go func() { errs <- lookFor(t.Context(), host, "a.example", time.Minute) }()
		}
		seen := map[*core.Error]bool{}
		for range cap(errs) {
			err := core.AsError(<-errs)
			assert.Equal(t, core.CodeOffline, err.Code)
			seen[err] = true
		}
		assert.Len(t, seen, 3, "each has an error of its own")
		assert.Len(t, counted.asked, 1)
		counted.fail = false
		require.NoError(t, lookFor(t.Context(), host, "a.example", time.Minute))
		assert.Len(t, counted.asked, 2)
	})
}

func TestWhoWaitsForASearchThatIsCalledOffAsksThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, counted := remembering(everywhere{})
		first, callOff := context.WithCancel(t.Context())
		go func() {
			assert.Equal(t, core.CodeAborted, core.AsError(lookFor(first, host, "a.example", time.Minute)).Code)
		}()
		synctest.Wait()
		second, callOffToo := context.WithCancel(t.Context())
		go func() {
			assert.Equal(t, core.CodeAborted, core.AsError(lookFor(second, host, "a.example", time.Minute)).Code)
		}()
		synctest.Wait()
		callOffToo() // callers that only wait can be aborted too
		synctest.Wait()
		go func() { assert.NoError(t, lookFor(t.Context(), host, "a.example", time.Minute)) }()
		synctest.Wait()
		callOff()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		assert.Len(t, counted.asked, 2)
	})
}

func TestFewServersAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, counted := remembering(everywhere{})
		for i := range 17 {
			require.NoError(t, lookFor(t.Context(), host, fmt.Sprintf("s%d.example", i), time.Minute))
		}
		for typed, asked := range map[string]int{"s16.example": 17, "s1.example": 17} {
			require.NoError(t, lookFor(t.Context(), host, typed, time.Minute))
			assert.Len(t, counted.asked, asked, typed)
		}
		require.NoError(t, lookFor(t.Context(), host, "s0.example", time.Minute))
		assert.Len(t, counted.asked, 18, "the oldest one was dropped")
	})
}

func TestASignInAfterALookAheadSendsOneRequest(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.host.Transport = &moved{Transport: w.host.Transport, from: "https://old.example"}
	_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: "practice.example"})
	require.NoError(t, err)
	before := len(w.server.Log())
	start := w.beginSignIn(t, nil)
	sent := w.server.Log()[before:]
	require.Len(t, sent, 1)
	assert.Contains(t, sent[0], "POST /api/v1/apps")
	assert.Equal(t, "mastodon", start.Server.Software)
}

// moved redirects to another address from some time on; nothing remains at the old one.
type moved struct {
	core.Transport
	core.ServerCache
	from, to string
	gone     bool
}

func (m *moved) Servers() *core.ServerCache { return &m.ServerCache }

func (m *moved) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if strings.HasPrefix(request.URL, m.from) {
		if m.gone && strings.Contains(request.URL, "/.well-known/webfinger") {
			return (&script{answers: []answer{jsonAnswer(200, `{"links":[{"rel":"self","href":"`+m.to+`/users/alice"}]}`)}}).Do(ctx, request)
		}
		if m.gone {
			return (&script{answers: []answer{unreachable}}).Do(ctx, request)
		}
		path := strings.TrimPrefix(request.URL, m.from)
		request.URL = m.to + path
		response, err := m.Transport.Do(ctx, request)
		if err == nil {
			response.URL = m.from + path
		}
		return response, err
	}
	return m.Transport.Do(ctx, request)
}

func TestAServerThatMovedIsFoundAnewInTheSameSignIn(t *testing.T) {
	w := newWorld(t, practice.Options{})
	away := &moved{Transport: w.host.Transport, from: "https://old.example", to: w.base}
	w.host.Transport = away
	old := func(o *core.BeginSignInOptions) { o.Server = "@alice@old.example" }
	assert.Equal(t, away.from, w.beginSignIn(t, old).Server.BaseURL)
	away.gone = true
	assert.Equal(t, w.base, w.beginSignIn(t, old).Server.BaseURL)
}

func TestAServerThatWentAwayIsToldAsDown(t *testing.T) {
	w := newWorld(t, practice.Options{})
	away := &moved{Transport: w.host.Transport, from: "https://old.example", to: w.base}
	w.host.Transport = away
	_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: "old.example"})
	require.NoError(t, err)
	away.gone, away.to = true, "https://nowhere.example"
	away.Transport = byPath{}
	_, err = core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "old.example", ClientName: "Test app", RedirectURI: redirectURI})
	assert.Equal(t, core.CodeServerDown, core.AsError(err).Code)
	assert.Equal(t, core.GoName(core.OpBeginSignIn), core.AsError(err).Op)
}
