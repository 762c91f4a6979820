package native

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// errNoBrowser says that no browser can be opened where the person sees it.
var errNoBrowser = errors.New("no browser can be opened here")

// systemBrowser returns the function that opens an address in the person's browser, or nil if there is none. Some systems run the browser
// in the command itself, so the function may take as long as the person reads.
func systemBrowser() func(address string) error {
	command := browserCommand(runtime.GOOS, os.Getenv, func(name string) bool { _, err := exec.LookPath(name); return err == nil })
	if command == nil {
		return nil
	}
	return func(address string) error { return exec.Command(command[0], append(command[1:], address)...).Run() }
}

// browserCommand returns the command that opens an address on a system, or nil if there is none, or if the person would not see it.
func browserCommand(system string, env func(string) string, has func(string) bool) []string {
	// A person who names a browser means it. An editor that shows a remote computer names its own command there.
	for _, named := range strings.Split(env("BROWSER"), string(os.PathListSeparator)) {
		if has(named) {
			return []string{named}
		}
	}
	onDisplay := env("DISPLAY") != "" || env("WAYLAND_DISPLAY") != ""
	isRemote := env("SSH_CONNECTION") != "" || env("SSH_TTY") != ""
	switch system {
	case "windows", "darwin":
		if isRemote { // the browser would open on the screen of a computer where nobody may be
			return nil
		}
		if system == "darwin" {
			return []string{"open"}
		}
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	if env("WSL_DISTRO_NAME") != "" && has("wslview") { // the browser of Windows
		return []string{"wslview"}
	}
	for _, command := range []string{"xdg-open", "x-www-browser"} {
		if onDisplay && has(command) {
			return []string{command}
		}
	}
	return nil
}
