// Why no answer came: what is told of it, and what follows from it.

package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// examined is a page that gets no answer to anything, and whose doctor finds this reason.
type examined struct {
	reason core.NetworkReason
	asked  *int
}

func (e examined) Do(core.Context, core.Request) (*core.Response, error) {
	return failing(core.ErrNetwork, "network")
}

func (e examined) Explain(_ core.Context, failed *core.Error, address string) {
	*e.asked++
	failed.Reason, failed.Message, failed.Hint = e.reason, "found at "+address+".", "do this."
}

var ofTheServer = map[core.NetworkReason]core.Code{
	core.ReasonCORS: "server_unreadable", core.ReasonRedirect: "server_unreadable", core.ReasonInterruptedOrCORS: "server_unreadable",
	core.ReasonDownOrBlocked: "server_not_found", core.ReasonDNS: "server_not_found", core.ReasonDown: "server_not_found", core.ReasonNotHTTPS: "server_not_found",
	core.ReasonCertificateOrCaptivePortal: "server_not_found", core.ReasonInterrupted: "server_not_found", "": "server_not_found",
}

var ofThePage = []core.NetworkReason{
	core.ReasonCSP, core.ReasonBlockedByClient, core.ReasonPrivateNetwork, core.ReasonPrivateNetworkOrDown, core.ReasonMixedContentOrDown,
	core.ReasonOfflineOrCaptivePortal, core.ReasonOffline,
}

// A server that the page only cannot reach is not said to be missing, nor to be down, nor is the address said to be wrong.
func TestAServerIsNotBlamedForWhatIsThePages(t *testing.T) {
	for _, typed := range []string{"practice.example", "@alice@practice.example", "alice@practice.example"} {
		for known, evidence := range map[bool]func(w *world){true: func(w *world) { w.beginSignIn(t, nil) }, false: func(*world) {}} {
			w := newWorld(t, practice.Options{})
			evidence(w)
			find := func(reason core.NetworkReason) *core.Error {
				w.host.Transport = examined{reason, new(int)}
				_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: typed})
				require.ErrorIs(t, err, core.ErrMastodon)
				return core.AsError(err)
			}
			for _, reason := range ofThePage {
				err := find(reason)
				if reason == core.ReasonCSP && typed == "alice@practice.example" {
					assert.Equal(t, core.CodeServerIsEmail, err.Code)
					continue
				}
				assert.Equal(t, core.CodeNetwork, err.Code, "%s, %s, known %v", typed, reason, known)
				assert.Equal(t, reason, err.Reason)
				assert.Equal(t, "found at https://practice.example/api/v1/instance.", err.Message)
				assert.Equal(t, "do this.", err.Hint)
				assert.Equal(t, core.GoName("findServer"), err.Op)
			}
			for reason, code := range ofTheServer {
				err := find(reason)
				switch {
				case known:
					code = core.CodeServerDown
				case typed == "alice@practice.example":
					code = core.CodeServerIsEmail
				}
				assert.Equal(t, code, err.Code, "%s, %s, known %v", typed, reason, known)
				if code != "server_is_email" {
					assert.Equal(t, reason, err.Reason)
				}
				assert.NotContains(t, err.Message, "found at")
			}
		}
	}
}

func TestEveryFunctionAsksTheDoctorOnceItHasFailed(t *testing.T) {
	w := newWorld(t, practice.Options{})
	done := w.signIn(t, "alice")
	asked := 0
	w.host.Transport = examined{core.ReasonCSP, &asked}
	client := w.client(t, core.Options{AccessTokenKey: sessionKey(done.Session.ID)})
	for name, run := range map[string]func() error{
		"statusPost": func() error { _, err := client.StatusPost(w.ctx, core.StatusPostOptions{Status: "x"}); return err },
		"createApp": func() error {
			_, err := core.CreateApp(w.ctx, w.host, core.CreateAppOptions{ClientName: "A", APIBaseURL: w.base, RedirectURIs: []string{redirectURI}})
			return err
		},
		"accountVerifyCredentials": func() error { _, err := client.AccountVerifyCredentials(w.ctx); return err },
		"request": func() error {
			_, err := client.Request(w.ctx, core.RequestOptions{Path: "/api/v1/lists?secret=s"})
			return err
		},
		"oauthUserinfo": func() error { _, err := client.OAuthUserinfo(w.ctx); return err },
	} {
		asked = 0
		err := core.AsError(run())
		assert.Equal(t, core.GoName(name), err.Op)
		assert.Equal(t, core.CodeNetwork, err.Code, name)
		assert.Equal(t, core.ReasonCSP, err.Reason, name)
		assert.Equal(t, "found at "+w.base+"/api/v1/instance.", err.Message, name)
		assert.Equal(t, 1, asked, name)
	}
	asked = 0
	out, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
	require.NoError(t, err)
	assert.False(t, out.Confirmed)
	assert.Zero(t, asked, "a page that is being left does not wait for the doctor")
}
