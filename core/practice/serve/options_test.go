package main

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheCommandLine(t *testing.T) {
	given, err := parse([]string{"-port", "44000", "-page-port=0", "-tokens"}, nil)
	require.NoError(t, err)
	assert.Equal(t, []int{44000, 0}, []int{given.server.number, given.page.number})
	assert.True(t, given.hasTokens)
	given, err = parse(nil, nil)
	require.NoError(t, err)
	assert.Equal(t, []int{3000, 8080}, []int{given.server.number, given.page.number})
}

// Whatever is not understood is refused, and nothing starts.
func TestTheCommandLineRefuses(t *testing.T) {
	for line, says := range map[string]string{
		"44000":                  `"44000" is no option: each begins with a hyphen, as in -port 44000; -help lists them`,
		"-empty 44000":           `"44000" is no option`,
		"-empty true":            `"true" is no option`,
		"-port 44000 gotosocial": `"gotosocial" is no option`,
		"-port abc":              `invalid value "abc" for flag -port: a port is a number from 0 to 65535 ("make run" calls this option PRACTICE_PORT); -help lists the options`,
		"-port 65536":            "PRACTICE_PORT",
		"-port -1":               "PRACTICE_PORT",
		"-port=":                 "PRACTICE_PORT",
		"-page-port=":            `("make run" calls this option PORT)`,
		"-page-port abc":         `("make run" calls this option PORT)`,
		"-page-port 3e3":         `("make run" calls this option PORT)`,
		"-prot 44000":            "-prot; -help lists the options",
		"-port":                  "-port; -help lists the options",
	} {
		err := run(strings.Fields(line))
		assert.ErrorContains(t, err, says, line)
	}
}

func TestHelp(t *testing.T) {
	var printed bytes.Buffer
	_, err := parse([]string{"-help"}, &printed)
	assert.ErrorIs(t, err, flag.ErrHelp)
	for _, option := range []string{"-port", "-page-port", "-www", "-flavour", "-folder", "-empty", "-tokens", "-limits"} {
		assert.Contains(t, printed.String(), "\n  "+option, option)
	}
	assert.Contains(t, printed.String(), "(default 3000)")
}
