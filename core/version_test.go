package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

// B21: the version texts of servers. Mastodon.py misreads some of them or crashes.
func TestParseVersion(t *testing.T) {
	for text, version := range map[string]string{
		"4.5.0":                               "4.5.0",
		"4.2.1+glitch":                        "4.2.1",
		"4.2.1+glitch.1215_abc":               "4.2.1",
		"4.2.1+hometown-1.1.1":                "4.2.1",
		"4.2.1+1.1":                           "4.2.1",
		"1.1.1+4.2.10":                        "4.2.10",
		"1.0.7+3.5.5":                         "3.5.5",
		"4.2.0+2.0.0-fork":                    "4.2.0",
		"4.4.0-nightly.2025-01-01":            "4.4.0",
		"4.4.0-alpha.3":                       "4.4.0",
		"4.3.0-beta.2+pr-123":                 "4.3.0",
		"4.3.0rc1":                            "4.3.0",
		"2.7.2 (compatible; Pleroma 2.5.0)":   "2.7.2",
		"2.7.2 (compatible; Akkoma 3.10.4-0)": "2.7.2",
		"3.5.3 (compatible; Pixelfed 0.12.1)": "3.5.3",
		"3.0.0 (compatible; Sharkey 2024.9; like Akkoma)": "3.0.0",
		"0.17.3+git-6f4cb2f":                              "0.17.3",
		"0.20.0 git-abc":                                  "0.20.0",
		"3.5.3+0.17.3+git-6f4cb2f":                        "3.5.3",
		"4.0.0 (not true; really snac/2.94)":              "4.0.0",
		"2024.3.1":                                        "2024.3.1",
		"12.119.2":                                        "12.119.2",
		"v4.2.1":                                          "4.2.1",
		"4.2.x":                                           "4.2.0",
		"4.2.":                                            "4.2.0",
		"4.2":                                             "4.2.0",
		"4":                                               "4.0.0",
		" 4.5.0 ":                                         "4.5.0",
	} {
		got, ok := core.ParseVersion(text)
		assert.True(t, ok, text)
		assert.Equal(t, version, got.String(), text)
	}
	for _, text := range []string{"", "GoToSocial", "takahe/0.11", "null", "+4.2.0", ".5", "x4.2.0"} {
		_, ok := core.ParseVersion(text)
		assert.False(t, ok, text)
	}
}

func FuzzParseVersion(f *testing.F) {
	for _, seed := range []string{"4.5.0", "1.1.1+4.2.10", "99999999999999999999.1.1", "v..", "4.2.1+++", "４.2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		version, ok := core.ParseVersion(text)
		if ok {
			again, ok := core.ParseVersion(version.String())
			assert.True(t, ok)
			assert.Equal(t, version, again)
			assert.False(t, version.Before(version))
		}
	})
}
