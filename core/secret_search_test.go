package core_test

import (
	_ "embed"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// redactionTable is also the table of wasm/tests/redaction.test.mjs.
//
//go:embed testdata/redaction.json
var redactionTable []byte

func TestSecretsAreFoundHoweverTheyAreWritten(t *testing.T) {
	var rows [][4]any
	require.NoError(t, json.Unmarshal(redactionTable, &rows))
	require.Greater(t, len(rows), 25)
	for _, row := range rows {
		var hidden []string
		for _, secret := range row[1].([]any) {
			hidden = append(hidden, secret.(string))
		}
		assert.Equal(t, row[3], core.Hide(hidden, row[2].(string)), row[0])
	}
}

func TestNamesOfSecrets(t *testing.T) {
	for _, name := range []string{
		"access_token", "refresh_token", "token", "client_secret", "code", "code_verifier", "password", "new_password", "Password",
		"password_confirmation", "account[password]", "user[email]", "email", "date_of_birth", "invite_code", "otp_attempt", "subscription[keys][auth]",
	} {
		assert.True(t, core.IsSecretName(name), name)
	}
	for _, name := range []string{
		"status", "media_ids[]", "scope", "client_id", "client_name", "redirect_uri", "state", "q", "id", "username", "token_type", "language",
		"subscription[keys][p256dh]", "email[domain]", "code_challenge_method",
	} {
		assert.False(t, core.IsSecretName(name), name)
	}
}
