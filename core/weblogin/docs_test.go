package weblogin

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func documentation(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/go-sites.md")
	require.NoError(t, err)
	return string(text)
}

// The program is built and run as it stands there, but for its port, and somebody signs in to it.
func TestTheProgramOfTheDocumentation(t *testing.T) {
	program := regexp.MustCompile("(?s)```go\n(.*?)```").FindStringSubmatch(documentation(t))[1]
	assert.LessOrEqual(t, strings.Count(program, "\n"), 30)
	free := httptest.NewServer(nil)
	address := free.Listener.Addr().String()
	free.Close()
	_, port, _ := strings.Cut(address, ":")
	require.Equal(t, 2, strings.Count(program, "localhost:8080"))
	program = strings.ReplaceAll(program, "localhost:8080", "localhost:"+port)
	folder := t.TempDir()
	file, binary := filepath.Join(folder, "main.go"), filepath.Join(folder, "site")
	require.NoError(t, os.WriteFile(file, []byte(program), 0o600))
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, file).CombinedOutput()
	require.NoError(t, err, string(output))
	running := exec.CommandContext(t.Context(), binary)
	running.Dir, running.Stderr = folder, os.Stderr
	require.NoError(t, running.Start())
	defer func() {
		_ = running.Process.Kill()
		_ = running.Wait()
	}()
	server := httptest.NewServer(practice.New(practice.Options{}))
	defer server.Close()

	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	site := "http://localhost:" + port
	require.Eventually(t, func() bool {
		answer, err := browser.Get(site + "/")
		return err == nil && answer.Body.Close() == nil
	}, time.Minute, 10*time.Millisecond, "the program listens")
	form := url.Values{"server": {strings.TrimPrefix(server.URL, "http://")}, "return": {"/notes"}}
	post, err := http.NewRequestWithContext(t.Context(), "POST", site+"/login/", strings.NewReader(form.Encode()))
	require.NoError(t, err)
	post.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	post.Header.Set("Origin", site)
	answer, err := browser.Do(post)
	require.NoError(t, err)
	require.Equal(t, http.StatusSeeOther, answer.StatusCode)
	back, err := practice.NewPerson(nil).Approve(t.Context(), answer.Header.Get("Location"), "alice")
	require.NoError(t, err)
	browser.CheckRedirect = nil
	answer, err = browser.Get(back)
	require.NoError(t, err)
	defer answer.Body.Close()
	assert.Equal(t, site+"/notes", answer.Request.URL.String())
	said, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	assert.Regexp(t, `^Hello, @alice@`, string(said))
	assert.DirExists(t, filepath.Join(folder, "logins"))
}

func TestTheOptionsOfTheDocumentation(t *testing.T) {
	table := regexp.MustCompile(`(?s)## Options\n(.*?)\n## `).FindStringSubmatch(documentation(t))[1]
	var named, options []string
	for _, row := range regexp.MustCompile("(?m)^\\| (`.*?`) \\|").FindAllStringSubmatch(table, -1) {
		for _, name := range strings.Split(row[1], ", ") {
			named = append(named, strings.Trim(name, "`"))
		}
	}
	for field := range reflect.TypeFor[Options]().Fields() {
		options = append(options, field.Name)
	}
	assert.ElementsMatch(t, options, named)
}

func TestThePromisesNameTests(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	files = append(files, "example/cluster/race_test.go")
	var tests strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		tests.Write(text)
	}
	named := regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z]\w+`).FindAllString(documentation(t), -1)
	require.Greater(t, len(named), 30)
	for _, name := range named {
		assert.Contains(t, tests.String(), "func "+name+"(", name)
	}
}
