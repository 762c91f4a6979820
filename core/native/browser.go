package native

import (
	"errors"
	"os"
	"os/exec"
	"path"
	"runtime"
	"slices"
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
	return func(address string) error {
		browser := exec.Command(command[0], withAddress(command[1:], address)...)
		browser.SysProcAttr = ownGroup // a Ctrl+C that ends the program leaves the browser alone
		return browser.Run()
	}
}

// withAddress returns the arguments with the address in the place of %s, or behind them.
func withAddress(arguments []string, address string) []string {
	arguments = slices.Clone(arguments)
	place := slices.Index(arguments, "%s")
	if place < 0 {
		return append(arguments, address)
	}
	arguments[place] = address
	return arguments
}

// textBrowsers need the terminal, and the program has it. Without one they end at once, as if the person had seen the page.
var textBrowsers = []string{"browsh", "elinks", "links", "links2", "lynx", "w3m", "www-browser"}

// browserCommand returns the command that opens an address on a system, or nil if there is none, or if the person would not see it.
func browserCommand(system string, env func(string) string, has func(string) bool) []string {
	// A person who names a browser means it. An editor that shows a remote computer names its own command there.
	for _, named := range strings.Split(env("BROWSER"), string(os.PathListSeparator)) {
		words := strings.Fields(named) // it may have arguments, as for xdg-open
		switch {
		case len(words) == 0 || slices.Contains(textBrowsers, path.Base(words[0])):
		case has(named):
			return []string{named}
		case has(words[0]):
			return words
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
