//go:build unix

package native_test

import (
	"context"
	"fmt"
	"go/format"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// person is set where this program is called as the browser of a person, who agrees.
const person = "MASTOAUTH_TEST_PERSON"

func TestMain(m *testing.M) {
	switch os.Getenv(person) {
	case "":
		os.Exit(m.Run())
	case "tells its process group":
		if err := os.WriteFile(os.Args[2], []byte(fmt.Sprint(os.Args[1:], syscall.Getpgrp() == os.Getpid())), 0o600); err != nil {
			panic(err)
		}
		return
	}
	back, err := practice.NewPerson(nil).Approve(context.Background(), os.Args[1], "alice")
	if err == nil {
		var page *http.Response
		if page, err = http.Get(back); err == nil {
			_, err = io.Copy(os.Stdout, page.Body)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The program is run as it stands, with another server in it: as a program of its own, that opens a browser.
func TestTheProgramOfTheDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/go.md")
	require.NoError(t, err)
	source := string(regexp.MustCompile("(?s)```go\n(package main.*?)```").FindSubmatch(page)[1])
	formatted, err := format.Source([]byte(source))
	require.NoError(t, err)
	assert.Equal(t, source, string(formatted), "gofmt has nothing to change")
	lines := len(regexp.MustCompile(`(?m)^.*\S.*$`).FindAllString(source, -1))
	assert.LessOrEqual(t, lines, 9)

	handler := &laterHandler{}
	listener := httptest.NewServer(handler)
	defer listener.Close()
	handler.Handler = practice.New(practice.Options{URL: listener.URL})
	dir := t.TempDir()
	main, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "bot")
	require.Contains(t, source, `"mastodon.social"`)
	require.NoError(t, os.WriteFile(main, []byte(strings.Replace(source, "mastodon.social", listener.URL, 1)), 0o600))
	output, err := exec.Command("go", "build", "-o", program, main).CombinedOutput()
	require.NoError(t, err, "%s", output)

	run := func(browser string) string {
		command := exec.CommandContext(t.Context(), program)
		command.Env = append(os.Environ(), person+"=1", "BROWSER="+browser, "HOME="+dir, "XDG_CONFIG_HOME="+dir)
		output, err := command.CombinedOutput()
		require.NoError(t, err, "%s", output)
		return string(output)
	}
	itself, err := os.Executable()
	require.NoError(t, err)
	first := run(itself)
	assert.Contains(t, first, "agree in the browser")
	assert.Contains(t, first, `Content: "<p>howdy universe!</p>"`)
	again := run("/no/browser/is/needed")
	assert.NotContains(t, again, "browser")
	assert.Contains(t, again, `Content: "<p>howdy universe!</p>"`)
}

// laterHandler serves at an address that its handler has to know first.
type laterHandler struct{ http.Handler }

// The table has each option of LogIn.
func TestTheOptionsOfTheDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/go.md")
	require.NoError(t, err)
	table := regexp.MustCompile("(?s)\n\\| option .*?<!-- TestTheOptionsOfTheDocs").FindString(string(page))
	named := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]*) \\|").FindAllStringSubmatch(table, -1) {
		for _, option := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(row[1], -1) {
			named[option[1]] = true
		}
	}
	for field := range reflect.TypeFor[native.LogInOptions]().Fields() {
		assert.True(t, named[field.Name], field.Name)
		delete(named, field.Name)
	}
	assert.Empty(t, named, "there are no others")
}
