// Package clients lets the clients that people use read and write everything on the practice server: masto.js, megalodon, and
// Mastodon.py from Debian's package. Each is a program beside this file, and has the tokens of two people.
package clients

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// told is what a program found.
type told struct {
	Calls    int
	Problems []string
}

// watched is a server that notes what it answered: "GET /api/v1/timelines/home 200".
type watched struct {
	*practice.Server
	mu       sync.Mutex
	answered map[string]bool
}

type noting struct {
	http.ResponseWriter
	status int
}

func (n *noting) WriteHeader(status int) {
	n.status = status
	n.ResponseWriter.WriteHeader(status)
}

func (w *watched) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	note := &noting{ResponseWriter: to}
	w.Server.ServeHTTP(note, r)
	w.mu.Lock()
	defer w.mu.Unlock()
	if strings.HasPrefix(r.URL.Path, "/api/") && note.status < 400 {
		w.answered[r.Method+" "+r.URL.Path] = true
	}
}

// play runs a program on a server of its own.
func play(t *testing.T, flavour string, program ...string) (told, *watched) {
	t.Helper()
	options, ok := practice.Flavour(flavour)
	require.True(t, ok, flavour)
	options.Diaries = true
	server := &watched{Server: practice.New(options), answered: map[string]bool{}}
	listening := httptest.NewServer(server)
	t.Cleanup(listening.Close)
	for _, name := range []string{"alice", "bob"} {
		program = append(program, logIn(t, listening.URL, name))
	}
	program = append(program[:len(program)-2], append([]string{listening.URL}, program[len(program)-2:]...)...)

	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var out, errors bytes.Buffer
	script := exec.CommandContext(ctx, program[0], program[1:]...)
	script.Stdout, script.Stderr = &out, &errors
	require.NoError(t, script.Run(), "%s\n%s", &errors, &out)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var found told
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-1]), &found), "%s", &out)
	return found, server
}

// logIn returns a token of somebody with all that a client asks for.
func logIn(t *testing.T, server, name string) string {
	t.Helper()
	const redirect, scopes = "https://client.example/callback", "read write follow push"
	app := post(t, server+"/api/v1/apps", url.Values{"client_name": {"A client"}, "redirect_uris": {redirect}, "scopes": {scopes}})
	wish := url.Values{"response_type": {"code"}, "client_id": {app["client_id"]}, "redirect_uri": {redirect}, "scope": {scopes}}
	back, err := practice.NewPerson(nil).Approve(t.Context(), server+"/oauth/authorize?"+wish.Encode(), name)
	require.NoError(t, err)
	callback, err := url.Parse(back)
	require.NoError(t, err)
	return post(t, server+"/oauth/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {callback.Query().Get("code")}, "redirect_uri": {redirect},
		"client_id": {app["client_id"]}, "client_secret": {app["client_secret"]},
	})["access_token"]
}

// post sends a form and returns the texts of the answer.
func post(t *testing.T, address string, form url.Values) map[string]string {
	t.Helper()
	response, err := http.PostForm(address, form)
	require.NoError(t, err)
	defer response.Body.Close()
	members, texts := map[string]any{}, map[string]string{}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&members))
	for name, value := range members {
		texts[name], _ = value.(string)
	}
	return texts
}

// install gets the packages that package-lock.json names, unless they are there.
func install(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("node_modules/.package-lock.json"); err == nil {
		return
	}
	words, err := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").CombinedOutput()
	require.NoError(t, err, "%s", words)
}

// unused are the endpoints that none of the clients knows. The tests of core/practice ask them.
var unused = []string{
	"POST /api/v1/statuses/{id}/quotes/{quote}/revoke", "PUT /api/v1/statuses/{id}/interaction_policy", "POST /api/v1/statuses/{id}/translate",
	"GET /api/v1/notifications/policy", "PUT /api/v1/notifications/policy", "PATCH /api/v2/notifications/policy",
	"GET /api/v1/notifications/requests/merged", "GET /api/v1/accounts/{id}/endorsements", "GET /api/v1/accounts/{id}/identity_proofs",
	"POST /api/v1/accounts/{id}/endorse", "POST /api/v1/accounts/{id}/unendorse", "PATCH /api/v1/profile", "DELETE /api/v1/profile/header",
	"POST /api/v1/tags/{tag}/feature", "POST /api/v1/tags/{tag}/unfeature", "GET /api/v1/streaming/health",
	"GET /api/v1/instance/privacy_policy", "GET /api/v1/instance/terms_of_service",
}

// programs are the clients, with what they are told beside the server and the tokens.
var programs = map[string][]string{
	"masto.js":    {"node", "masto.mjs"},
	"megalodon":   {"node", "megalodon.mjs"},
	"Mastodon.py": {"/usr/bin/python3", "-B", "mastodonpy.py"},
}

// Each client reads and writes all that it knows, and finds nothing that is not as it should be. Between them, they have used every
// endpoint that the server has.
func TestClients(t *testing.T) {
	install(t)
	used := map[string]bool{}
	for name, program := range programs {
		t.Run(name, func(t *testing.T) {
			found, server := play(t, practice.DefaultFlavour, program...)
			assert.Empty(t, found.Problems)
			t.Log(found.Calls, "calls")
			maps.Copy(used, server.answered)
		})
	}
	for _, endpoint := range practice.Endpoints() {
		matches := regexp.MustCompile("^" + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(endpoint), "[^/]+") + "$")
		known := slices.ContainsFunc(slices.Collect(maps.Keys(used)), matches.MatchString) || slices.Contains(unused, endpoint)
		assert.True(t, known, "no client used %s", endpoint)
	}
}

// The older versions have what these clients ask for, too.
func TestClientsOfOlderVersions(t *testing.T) {
	install(t)
	for flavour, name := range map[string]string{
		"mastodon-4.3": "megalodon", "mastodon-4.4": "Mastodon.py", "mastodon-4.5": "megalodon", "mastodon-4.7": "Mastodon.py",
	} {
		t.Run(flavour+" "+name, func(t *testing.T) {
			found, _ := play(t, flavour, programs[name]...)
			assert.Empty(t, found.Problems)
		})
	}
}

// Other software answers megalodon, but for what its practice server is known to lack.
func TestClientsOfOtherSoftware(t *testing.T) {
	install(t)
	for flavour, lacks := range map[string][]string{
		"gotosocial": {"app"}, "pleroma": {}, "akkoma": {},
		"hollo": {"scheduled", "scheduled list", "scheduled one", "scheduled moved", "scheduled cancelled"},
	} {
		t.Run(flavour, func(t *testing.T) {
			found, _ := play(t, flavour, programs["megalodon"]...)
			var names []string
			for _, problem := range found.Problems {
				name, _, _ := strings.Cut(problem, ":")
				names = append(names, name)
			}
			assert.ElementsMatch(t, lacks, names, "%v", found.Problems)
		})
	}
}
