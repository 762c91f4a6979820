package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A site is two processes with one database, and a server that its visitors have their accounts on.
type site struct {
	server    *practice.Server
	address   string // of the server
	processes []*url.URL
}

const siteURL = "http://localhost:9"

func startSite(t *testing.T, name, database string) *site {
	folder := t.TempDir()
	program := filepath.Join(folder, "site")
	require.NoError(t, build(t.Context(), program))
	s := &site{server: practice.New(practice.Options{})}
	server := httptest.NewServer(s.server)
	t.Cleanup(server.Close)
	s.address = strings.TrimPrefix(server.URL, "http://")
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	ctx, stop := context.WithCancel(context.Background())
	var processes sync.WaitGroup
	t.Cleanup(func() { stop(); processes.Wait() })
	for range 2 {
		at, err := startProcess(ctx, &processes, make(chan error, 2), program, "SITE_KEY="+base64.StdEncoding.EncodeToString(secret),
			"-url", siteURL+"/login/", "-"+name, database, "-proxies", "1", "-lab")
		require.NoError(t, err)
		s.processes = append(s.processes, at)
	}
	return s
}

// A visitor has a browser that keeps the cookie, also from one process to the other, and an address of their own.
type visitor struct {
	number int
	name   string
	client *http.Client
	site   *site
}

func (s *site) visitor(t *testing.T, number int, name string) *visitor {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &visitor{number, name, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, s}
}

// ask sends a request to one of the processes, as the proxy would.
func (v *visitor) ask(t *testing.T, process int, path string, form url.Values) (status int, to, text string) {
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	request, err := http.NewRequestWithContext(t.Context(), method, v.site.processes[process%2].String()+path, strings.NewReader(form.Encode()))
	if !assert.NoError(t, err) {
		return
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", siteURL)
	request.Header.Set("X-Forwarded-For", fmt.Sprintf("198.51.100.%d", v.number))
	answer, err := v.client.Do(request)
	if !assert.NoError(t, err) {
		return
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	assert.NoError(t, err)
	return answer.StatusCode, answer.Header.Get("Location"), string(body)
}

// signIn begins at one process and comes back to the other.
func (v *visitor) signIn(t *testing.T) {
	status, to, text := v.ask(t, v.number, "/login/", url.Values{"server": {v.site.address}, "return": {"/account"}})
	if !assert.Equal(t, http.StatusSeeOther, status, text) {
		return
	}
	back, err := practice.NewPerson(nil).Approve(t.Context(), to, v.name)
	if !assert.NoError(t, err) {
		return
	}
	status, to, text = v.ask(t, v.number+1, strings.TrimPrefix(back, siteURL), nil)
	assert.Equal(t, http.StatusSeeOther, status, text)
	assert.Equal(t, siteURL+"/account", to)
}

func (v *visitor) sees(t *testing.T, heading string) {
	for process := range 2 {
		_, _, text := v.ask(t, process, "/account", nil)
		assert.Contains(t, text, "<h1>"+heading+"</h1>", "visitor %d, %s", v.number, v.name)
	}
}

// Two processes, fifty sign-ins at each, all at once: one registration, and everybody is who they are.
func TestTwoProcessesWithFiftySignInsEach(t *testing.T) {
	headings := map[string]string{"alice": "Alice Example", "bob": "Bob Müller"}
	for _, wanted := range []string{"sqlite", "postgres"} {
		t.Run(wanted, func(t *testing.T) {
			database, name, end, err := openDatabase(t.TempDir(), wanted == "sqlite")
			require.NoError(t, err)
			t.Cleanup(end)
			if name != wanted {
				t.Skip("PostgreSQL is not installed; make test installs it")
			}
			s := startSite(t, name, database)
			var all []*visitor
			var signIns sync.WaitGroup
			for i := range 100 {
				v := s.visitor(t, i, []string{"alice", "bob"}[i/2%2])
				all = append(all, v)
				signIns.Go(func() { v.signIn(t) })
			}
			signIns.Wait()
			registrations := 0
			for _, line := range s.server.Log() {
				if strings.HasPrefix(line, "POST /api/v1/apps") {
					registrations++
				}
			}
			assert.Equal(t, 1, registrations)
			for _, v := range all {
				v.sees(t, headings[v.name])
			}
			for _, v := range all {
				if v.name == "alice" && v.number > 0 {
					v.ask(t, v.number, "/login/sign-out", url.Values{})
				}
			}
			all[0].sees(t, headings["alice"])
			all[2].sees(t, headings["bob"])
			_, to, _ := all[4].ask(t, 1, "/account", nil)
			assert.Equal(t, siteURL+"/login/?return=%2Faccount", to, "who has signed out is asked to sign in")
		})
	}
}
