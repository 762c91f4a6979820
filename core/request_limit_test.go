package core_test

import (
	"net/url"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// limitsOf is a Transport that notes the time limit of each request, by method and path.
type limitsOf struct {
	core.Transport
	mu   sync.Mutex
	sent map[string]float64
}

func (l *limitsOf) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	address, _ := url.Parse(request.URL)
	l.mu.Lock()
	l.sent[request.Method+" "+address.Path] = request.TimeoutMs
	l.mu.Unlock()
	return l.Transport.Do(ctx, request)
}

// noteLimits makes the host's transport note the limits from now on.
func (w *world) noteLimits() *limitsOf {
	limits := &limitsOf{Transport: w.host.Transport, sent: map[string]float64{}}
	w.host.Transport = limits
	return limits
}

// flowsOf are all flows of a page. Each asks a server at least once.
func flowsOf(ms float64) map[string]func(t *testing.T, w *world) {
	start := func(o *core.BeginSignInOptions) { o.RequestTimeoutMs = ms }
	complete := func(t *testing.T, w *world) string {
		url := w.approve(t, w.beginSignIn(t, start).URL)
		done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: url, RequestTimeoutMs: ms})
		require.NoError(t, err)
		return done.Session.ID
	}
	signUp := func(t *testing.T, w *world) {
		_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) { o.RequestTimeoutMs = ms }))
		require.NoError(t, err)
	}
	progress := func(o core.CompleteSignUpOptions) func(*testing.T, *world) {
		o.RequestTimeoutMs = ms
		return func(t *testing.T, w *world) {
			signUp(t, w)
			_, err := core.CompleteSignUp(w.ctx, w.host, o)
			require.NoError(t, err)
		}
	}
	return map[string]func(t *testing.T, w *world){
		"a sign-in": func(t *testing.T, w *world) { complete(t, w) },
		"a sign-in that replaces another": func(t *testing.T, w *world) {
			complete(t, w)
			start = func(o *core.BeginSignInOptions) { o.RequestTimeoutMs, o.Scopes = ms, []string{"read", "write"} }
			complete(t, w)
		},
		"a sign-in whose account cannot be used": func(t *testing.T, w *world) {
			w.host.Transport = answering{w.host.Transport, "verify_credentials", jsonAnswer(403, `{"error":"Your login is currently disabled"}`)}
			url := w.approve(t, w.beginSignIn(t, start).URL)
			_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: url, RequestTimeoutMs: ms})
			require.Error(t, err)
		},
		"a check": func(t *testing.T, w *world) {
			_, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: complete(t, w), RequestTimeoutMs: ms})
			require.NoError(t, err)
		},
		"a sign-out": func(t *testing.T, w *world) {
			_, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: complete(t, w), RequestTimeoutMs: ms})
			require.NoError(t, err)
		},
		"a sign-up":           func(t *testing.T, w *world) { signUp(t, w) },
		"a look at a sign-up": progress(core.CompleteSignUpOptions{}),
		"a second e-mail":     progress(core.CompleteSignUpOptions{Resend: true}),
		"a sign-up given up":  progress(core.CompleteSignUpOptions{Forget: true}),
	}
}

func TestEveryRequestOfEveryFlowHasTheTimeLimitThatWasGiven(t *testing.T) {
	for _, ms := range []float64{700, 2_000} {
		for name, flow := range flowsOf(ms) {
			t.Run(name, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				limits := w.noteLimits()
				flow(t, w)
				require.NotEmpty(t, limits.sent)
				for request, limit := range limits.sent {
					assert.Equal(t, ms, limit, request)
				}
			})
		}
	}
}

func TestTimeLimitsThatWereNotGivenAreTheDocumentedOnes(t *testing.T) {
	// A request that cannot be repeated has more time.
	long := []string{"POST /oauth/token", "POST /api/v1/accounts", "GET /api/v1/accounts/verify_credentials", "POST /oauth/revoke"}
	for name, flow := range flowsOf(0) {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			limits := w.noteLimits()
			flow(t, w)
			assert.Equal(t, 8_000.0, limits.sent["GET /api/v2/instance"])
			assert.Equal(t, 8_000.0, limits.sent["POST /api/v1/apps"])
			for request, limit := range limits.sent {
				if !slices.Contains(long, request) {
					assert.LessOrEqual(t, limit, 8_000.0, request)
				}
				assert.LessOrEqual(t, limit, 30_000.0, request)
				assert.Positive(t, limit, request)
			}
		})
	}
}

func TestALimitThatIsNoTimeIsRefusedBeforeAnythingIsSent(t *testing.T) {
	for _, ms := range []float64{-1, 0.5, 1 << 31} {
		w := newWorld(t, practice.Options{})
		id := w.signIn(t, "alice").Session.ID
		limits := w.noteLimits()
		for name, call := range map[string]func() error{
			"BeginSignIn": func() error {
				_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "A", RedirectURI: redirectURI, RequestTimeoutMs: ms})
				return err
			},
			"CompleteSignIn": func() error {
				_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: redirectURI + "?code=1&state=2", RequestTimeoutMs: ms})
				return err
			},
			"CheckSession": func() error {
				_, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: id, RequestTimeoutMs: ms})
				return err
			},
			"SignOut": func() error {
				_, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: id, RequestTimeoutMs: ms})
				return err
			},
			"SignUp": func() error {
				_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) { o.RequestTimeoutMs = ms }))
				return err
			},
			"CompleteSignUp": func() error {
				_, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{RequestTimeoutMs: ms})
				return err
			},
		} {
			err := call()
			require.Error(t, err, name)
			assert.Equal(t, core.CodeOptionInvalid, core.AsError(err).Code, name)
		}
		assert.Empty(t, limits.sent)
	}
}
