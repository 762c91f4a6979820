//go:build !js

package native_test

import (
	"context"
	"errors"
	"io"
	"net/url"
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

// withoutBrowser makes a program that runs where the person sees no browser. What they type is written into the returned writer.
func withoutBrowser(d *desk) (native.LogInOptions, *io.PipeWriter) {
	d.t.Setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
	for _, name := range []string{"BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"} {
		d.t.Setenv(name, "")
	}
	o := d.options()
	reader, writer := io.Pipe()
	o.Open, o.Input = nil, reader
	d.t.Cleanup(func() { _ = writer.Close() })
	return o, writer
}

func TestACopiedCode(t *testing.T) {
	code := func(address string) string {
		parsed, _ := url.Parse(address)
		return parsed.Query().Get("code")
	}
	for name, typed := range map[string]func(shown string) string{
		"the code":              code,
		"with blanks":           func(shown string) string { return "  “" + code(shown) + "”\t" },
		"the address":           func(shown string) string { return shown },
		"after a mistyped one":  func(shown string) string { return "wrong\n" + code(shown) },
		"after an empty line":   func(shown string) string { return "\n" + code(shown) },
		"after a wrong address": func(shown string) string { return "https://practice.example/?x=1\n" + code(shown) },
	} {
		for _, flavour := range []string{"mastodon-4.7", "gotosocial", "hollo"} {
			t.Run(name+", "+flavour, func(t *testing.T) {
				options, _ := practice.Flavour(flavour)
				d := newDesk(t, options)
				o, keyboard := withoutBrowser(d)
				go func() {
					_, _ = io.WriteString(keyboard, typed(d.approve(d.output.address()))+"\r\n")
				}()
				client, err := d.logIn(o)
				require.NoError(t, err)
				assert.Equal(t, "alice", d.who(client))
				assert.Equal(t, []string{core.OutOfBand}, d.registrations(), "no port is registered in vain")
			})
		}
	}
}

func TestABrowserThatCannotBeOpened(t *testing.T) {
	d := newDesk(t, practice.Options{})
	o, keyboard := withoutBrowser(d)
	o.Open = func(string) error { return errors.New("exit status 3") }
	go func() {
		shown, _ := url.Parse(d.approve(d.output.address()))
		_, _ = io.WriteString(keyboard, shown.Query().Get("code")+"\n")
	}()
	client, err := d.logIn(o)
	require.NoError(t, err)
	assert.Equal(t, "alice", d.who(client))
	assert.Contains(t, d.output.String(), "No browser could be opened. The address above does not count any more.")
}

func TestCodesThatTheServerDoesNotTake(t *testing.T) {
	for typed, c := range map[string]struct {
		code           core.Code
		asks, refusals int
	}{
		"":                        {core.CodeCodeMissing, 1, 0}, // as from /dev/null
		"one\ntwo\nthree\nfour\n": {core.CodeInvalidGrant, 3, 3},
		"\n\n\n\n":                {core.CodeCodeMissing, 3, 0}, // the server was asked nothing
		"one\n":                   {core.CodeInvalidGrant, 2, 1},
		"one\n\n\n":               {core.CodeInvalidGrant, 3, 1},
		"https://a.example/?error=access_denied\n": {core.CodeAccessDenied, 1, 0},
		strings.Repeat("x", 70_000) + "\n":         {core.CodeCodeMissing, 1, 0},
	} {
		d := newDesk(t, practice.Options{})
		o, _ := withoutBrowser(d)
		o.Input = strings.NewReader(typed)
		_, err := d.logIn(o)
		assert.ErrorIs(t, err, c.code, typed[:min(9, len(typed))])
		assert.Equal(t, c.asks, strings.Count(d.output.String(), "The code that is shown there"), typed[:min(9, len(typed))])
		assert.Equal(t, c.refusals, strings.Count(d.output.String(), "does not take this code"), typed[:min(9, len(typed))])
	}
}

func TestTheWaitForACodeEndsWithItsContext(t *testing.T) {
	d := newDesk(t, practice.Options{})
	o, _ := withoutBrowser(d)
	synctest.Test(t, func(t *testing.T) {
		keyboard, nobody := io.Pipe()
		o.Input = keyboard
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		begun := time.Now()
		_, err := native.LogIn(ctx, o)
		assert.ErrorIs(t, err, core.CodeTimeout)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 10*time.Minute, time.Since(begun))
		assert.NoError(t, nobody.Close()) // the read that nobody waits for ends
	})
}

// A read of a terminal goes on when its login has ended. The next login gets what is typed after it has asked, and nothing else.
func TestTheSecondLoginAtATerminal(t *testing.T) {
	for _, between := range []string{"", "typed for something else\n"} {
		d := newDesk(t, practice.Options{})
		o, _ := withoutBrowser(d)
		synctest.Test(t, func(t *testing.T) {
			d.t = t
			keyboard, person := io.Pipe()
			o.Input = keyboard
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			_, err := native.LogIn(ctx, o)
			require.ErrorIs(t, err, core.CodeTimeout)
			_, err = io.WriteString(person, between)
			require.NoError(t, err)
			synctest.Wait()

			second := newScreen()
			o.Output = second
			go func() { _, _ = io.WriteString(person, d.approve(second.address())+"\n") }()
			client, err := d.logIn(o)
			require.NoError(t, err)
			assert.Equal(t, "alice", d.who(client))
			assert.NotContains(t, second.String(), "does not take this code")
			assert.NoError(t, person.Close())
		})
	}
}
