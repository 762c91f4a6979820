package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every use of a code in Go is by its constant, so that the compiler finds a typing error.
func TestCodesAreWrittenByTheirConstants(t *testing.T) {
	for system, folders := range map[string][]string{"js": {"core", "jsbind"}, "linux": {"core", "core/native"}} {
		p, err := readProgram(system, "../..", folders...)
		require.NoError(t, err)
		codes := p.codes()
		assert.Greater(t, len(codes), 90)
		for _, literal := range p.bareCodes() {
			assert.Fail(t, fmt.Sprintf("%s: write %s as %v", p.files.Position(literal.Pos()), literal.Value, codes[literal.Value[1:len(literal.Value)-1]]))
		}
	}
}

// What a server's words become is not seen in the calls, so it is written by hand. The functions that it is written for are there.
func TestTheFunctionsWithCodesOfServersAreThere(t *testing.T) {
	p, err := readProgram("js", "../..", "core")
	require.NoError(t, err)
	reached, codes := p.reachedBy(), p.codes()
	for function, words := range serverCodes {
		assert.Contains(t, reached, function)
		for _, word := range words {
			assert.Contains(t, codes, word)
		}
	}
	for _, page := range pageFunctions {
		for _, word := range page.adds {
			assert.Contains(t, codes, word)
		}
	}
}

// A function has the codes of what it calls, and none that it only asks about.
func TestTheCodesOfFunctions(t *testing.T) {
	found, err := readFunctionCodes("../../core")
	require.NoError(t, err)
	for function, has := range map[string][]string{
		"ReadSecretFile":     {"option_missing", "secret_file_invalid"},
		"Client.Toot":        {"not_logged_in", "post_incomplete", "post_unknown", "session_expired"},
		"Client.LogIn":       {"invalid_grant", "mfa_required", "scopes_not_granted", "state_mismatch"},
		"CreateApp":          {"app_registration_refused", "client_name_refused", "redirect_uri_invalid"},
		"CompleteSignIn":     {"access_denied", "account_pending", "state_used", "token_in_callback"},
		"FindServer":         {"server_not_found", "server_unreadable"},
		"Client.Preferences": {"unauthorized"},
	} {
		assert.Subset(t, found.own[function], has, function)
		for _, other := range []string{"signup_closed", "session_unknown"} {
			assert.NotContains(t, found.own[function], other, function)
		}
	}
	assert.Empty(t, found.own["Client.Instance"])
	assert.Subset(t, found.shared, []string{"aborted", "rate_limited", "server_down", "version_too_old"})
}
