package core_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestReadSecretFile(t *testing.T) {
	host := native.Host(native.NewMemStore())
	for name, test := range map[string]struct {
		files core.ReadSecretFileOptions
		want  core.Credentials
	}{
		"both files": {
			core.ReadSecretFileOptions{ClientFile: "id\nsecret\nhttps://a.example\nMy bot\n", TokenFile: "token\nhttps://a.example\nid\nsecret\n"},
			core.Credentials{APIBaseURL: "https://a.example", ClientID: "id", ClientSecret: "secret", AccessToken: "token", ClientName: "My bot"},
		},
		"the token file alone": {
			core.ReadSecretFileOptions{TokenFile: "token\nhttps://a.example\nid\nsecret\n"},
			core.Credentials{APIBaseURL: "https://a.example", ClientID: "id", ClientSecret: "secret", AccessToken: "token"},
		},
		"of create_account (B20)": {core.ReadSecretFileOptions{TokenFile: "token\nhttps://a.example\n"}, core.Credentials{APIBaseURL: "https://a.example", AccessToken: "token"}},
		"of an old version":       {core.ReadSecretFileOptions{TokenFile: "token"}, core.Credentials{AccessToken: "token"}},
		"from Windows":            {core.ReadSecretFileOptions{ClientFile: "id\r\nsecret\r\nhttps://a.example\r\n"}, core.Credentials{APIBaseURL: "https://a.example", ClientID: "id", ClientSecret: "secret"}},
		"a name in any script":    {core.ReadSecretFileOptions{ClientFile: "id\nsecret\nhttps://a.example\nBücherbot 書\n"}, core.Credentials{APIBaseURL: "https://a.example", ClientID: "id", ClientSecret: "secret", ClientName: "Bücherbot 書"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := core.ReadSecretFile(context.Background(), host, test.files)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
	for name, test := range map[string]struct {
		files core.ReadSecretFileOptions
		code  string
	}{
		"nothing":             {core.ReadSecretFileOptions{}, "option_missing"},
		"empty lines (B20)":   {core.ReadSecretFileOptions{ClientFile: "\n\n"}, "secret_file_invalid"},
		"no secret":           {core.ReadSecretFileOptions{ClientFile: "id\n"}, "secret_file_invalid"},
		"JSON":                {core.ReadSecretFileOptions{ClientFile: "{\n \"a\": 1\n}\n"}, "secret_file_invalid"},
		"a fifth line":        {core.ReadSecretFileOptions{ClientFile: "a\nb\nhttps://a.example\nd\ne\n"}, "secret_file_invalid"},
		"no server":           {core.ReadSecretFileOptions{ClientFile: "a\nb\nc\nd\n"}, "secret_file_invalid"},
		"different servers":   {core.ReadSecretFileOptions{ClientFile: "a\nb\nhttps://a.example\n", TokenFile: "t\nhttps://b.example\n"}, "server_mismatch"},
		"a file of something": {core.ReadSecretFileOptions{TokenFile: string(make([]byte, 9000))}, "option_invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := core.ReadSecretFile(context.Background(), host, test.files)
			require.ErrorIs(t, err, core.ErrIllegalArgument)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
		})
	}
	want := core.Credentials{APIBaseURL: "https://a.example", ClientID: "id", ClientSecret: "secret", AccessToken: "token", ClientName: "My bot"}
	got, err := core.ReadSecretFile(context.Background(), host, core.ReadSecretFileOptions{ClientFile: want.ClientFile(), TokenFile: want.TokenFile()})
	require.NoError(t, err)
	assert.Equal(t, want, got, "what is written is read")
}

func FuzzReadSecretFile(f *testing.F) {
	f.Add("id\nsecret\nhttps://a.example\nname\n", "token\nhttps://a.example\nid\nsecret\n")
	f.Add("\x00\n\xff\n", "\n")
	host := native.Host(native.NewMemStore())
	f.Fuzz(func(t *testing.T, client, token string) {
		got, err := core.ReadSecretFile(context.Background(), host, core.ReadSecretFileOptions{ClientFile: client, TokenFile: token})
		if err == nil && token != "" {
			require.NotEmpty(t, got.AccessToken)
		}
	})
}
