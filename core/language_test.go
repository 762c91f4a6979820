package core_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// Each language tag, and the name of Mastodon's language for it.
var locales = map[string]string{
	"": "", "en": "en", "de": "de", "DE": "de", "de-AT": "de", "de-at": "de", "de-1901": "de", "de-DE-u-co-phonebk": "de", "deu": "de", "eng": "en",
	"en-US": "en", "en-GB": "en-GB", "en-gb": "en-GB", "en-GB-oxendict": "en-GB", "es-ES": "es", "es-419": "es", "es-AR": "es-AR", "es-MX": "es-MX",
	"fr-CA": "fr-CA", "fr-CH": "fr", "nb": "no", "nb-NO": "no", "nn": "nn", "no": "no", "ast": "ast", "kab": "kab", "szl-PL": "szl",
	"pt": "pt-BR", "pt-BR": "pt-BR", "pt-PT": "pt-PT", "pt-AO": "pt-PT", "por": "pt-BR",
	"sr": "sr", "sr-Latn": "sr-Latn", "sr-Latn-RS": "sr-Latn", "sr-Cyrl": "sr",
	"zh": "zh-CN", "zh-CN": "zh-CN", "zh-Hans": "zh-CN", "zh-Hans-CN": "zh-CN", "zh-SG": "zh-CN", "zh-TW": "zh-TW", "zh-Hant": "zh-TW",
	"zh-Hant-HK": "zh-HK", "zh-HK": "zh-HK", "zh-MO": "zh-HK", "ZH-tw": "zh-TW", "en-x-twain": "en", "en-a-zh-TW": "en",
	"zz": "", "5": "", "english": "", "klingon": "", "e": "", "ён": "", "a:": "", ":a": "", "n: ": "", "b ": "", "en_US.UTF-8": "", "en--US": "", "en-": "en", "-en": "", "de-ÄT": "",
	"en-abcdefghi": "", "*": "", "x-private": "", "i-klingon": "",
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range locales {
		assert.Equal(t, want, core.LocaleOf(tag), tag)
	}
}

// A language is a wish: none stops a sign-in, a client or a sign-up.
func TestNoLanguageStopsALogin(t *testing.T) {
	for tag, want := range locales {
		client, _ := scripted(t, core.Options{Lang: tag})
		login, err := client.AuthRequestURL(context.Background(), core.AuthRequestURLOptions{Lang: tag, RedirectURI: "https://app.example/"})
		require.NoError(t, err, tag)
		assert.Equal(t, want != "", strings.Contains(login.URL, "lang="), tag)
		if want != "" {
			assert.Contains(t, login.URL+"&", "&lang="+want+"&")
		}
		client, play := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"}, jsonAnswer(200, `{"access_token":"app-1"}`), jsonAnswer(200, "{}"))
		options := zoe
		options.Locale = tag
		_, _ = client.CreateAccount(context.Background(), options)
		if want == "" {
			want = "en"
		}
		assert.Contains(t, play.sent()[1]+"&", "&locale="+want+"&", tag)
	}
}

func TestSetLanguageTakesTags(t *testing.T) {
	client, play := scripted(t, core.Options{}, jsonAnswer(200, "{}"))
	require.NoError(t, client.SetLanguage(context.Background(), core.SetLanguageOptions{Lang: "pt"}))
	_, err := client.Preferences(context.Background())
	require.NoError(t, err)
	assert.Contains(t, play.requests[0].URL, "lang=pt-BR")
	require.NoError(t, client.SetLanguage(context.Background(), core.SetLanguageOptions{}))
	for tag, want := range locales {
		if err := client.SetLanguage(context.Background(), core.SetLanguageOptions{Lang: tag}); want == "" && tag != "" {
			assert.Equal(t, core.CodeOptionInvalid, core.AsError(err).Code, tag)
		} else {
			assert.NoError(t, err, tag)
		}
	}
}
