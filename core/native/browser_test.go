//go:build unix

package native_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/native"
)

func TestWhichBrowserIsOpened(t *testing.T) {
	for name, c := range map[string]struct {
		system, env, has string
		command          string
	}{
		"Linux with a desktop":             {"linux", "DISPLAY=:0", "xdg-open x-www-browser", "xdg-open"},
		"Linux with Wayland":               {"linux", "WAYLAND_DISPLAY=wayland-0", "x-www-browser", "x-www-browser"},
		"Linux without a display":          {"linux", "", "xdg-open", ""},
		"Linux without a command":          {"linux", "DISPLAY=:0", "", ""},
		"ssh to Linux":                     {"linux", "SSH_CONNECTION=a", "xdg-open", ""},
		"ssh to Linux, with X11 forwarded": {"linux", "SSH_CONNECTION=a DISPLAY=localhost:10.0", "xdg-open", "xdg-open"},
		"FreeBSD":                          {"freebsd", "DISPLAY=:0", "xdg-open", "xdg-open"},
		"Linux in Windows":                 {"linux", "WSL_DISTRO_NAME=Debian", "wslview", "wslview"},
		"an editor's remote window":        {"linux", "SSH_CONNECTION=a BROWSER=/editor/browser.sh", "/editor/browser.sh", "/editor/browser.sh"},
		"a chosen browser":                 {"linux", "DISPLAY=:0 BROWSER=gone:firefox", "xdg-open firefox", "firefox"},
		"a chosen browser that is gone":    {"linux", "DISPLAY=:0 BROWSER=gone", "xdg-open", "xdg-open"},
		"a path with a blank":              {"linux", "BROWSER=/my+browser", "/my browser", "/my browser"},
		"a browser with arguments":         {"linux", "BROWSER=gone+-x:firefox+-P+work+%s", "firefox", "firefox -P work %s"},
		"a browser in the terminal":        {"linux", "SSH_CONNECTION=a BROWSER=/usr/bin/w3m:lynx+-accept_all_cookies", "/usr/bin/w3m lynx", ""},
		"one beside a desktop's":           {"linux", "DISPLAY=:0 BROWSER=www-browser", "xdg-open www-browser", "xdg-open"},
		"macOS":                            {"darwin", "", "open", "open"},
		"ssh to macOS":                     {"darwin", "SSH_TTY=/dev/ttys001", "open", ""},
		"Windows":                          {"windows", "", "", "rundll32 url.dll,FileProtocolHandler"},
		"ssh to Windows":                   {"windows", "SSH_CONNECTION=a", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			env := func(wanted string) string {
				for _, pair := range strings.Fields(c.env) {
					if name, value, _ := strings.Cut(pair, "="); name == wanted {
						return strings.ReplaceAll(value, "+", " ")
					}
				}
				return ""
			}
			has := func(command string) bool { return command != "" && strings.Contains(" "+c.has+" ", " "+command+" ") }
			assert.Equal(t, c.command, strings.Join(native.BrowserCommand(c.system, env, has), " "))
		})
	}
}

// A Ctrl+C goes to all processes of a group. The one for the program does not end the browser that it has opened.
func TestABrowserHasAProcessGroupOfItsOwn(t *testing.T) {
	itself, err := os.Executable()
	require.NoError(t, err)
	told := filepath.Join(t.TempDir(), "told")
	t.Setenv(person, "tells its process group")
	t.Setenv("BROWSER", itself+" %s "+told)
	require.NoError(t, native.SystemBrowser()("https://a.example/"))
	text, err := os.ReadFile(told)
	require.NoError(t, err)
	assert.Equal(t, "[https://a.example/ "+told+"] true", string(text))
}
