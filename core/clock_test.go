package core_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

func TestInstant(t *testing.T) {
	for text, ms := range map[string]float64{
		"2026-11-22T09:55:00.000000Z":   1795341300000,
		"2026-11-22T09:55:00Z":          1795341300000,
		"2026-11-22 09:55:00":           1795341300000,
		"2026-11-22T10:55:00+01:00":     1795341300000,
		"2026-11-22T04:25:00.1-05:30":   1795341300000,
		"1795341300":                    1795341300000,
		"1795341300000":                 1795341300000,
		"1970-01-01T00:00:00Z":          0,
		"2000-02-29T00:00:00Z":          951782400000,
		"":                              0,
		"soon":                          0,
		"-5":                            0,
		"+60":                           0,
		"2026-11-22":                    0,
		"2026/11/22T09:55:00":           0,
		"20xx-11-22T09:55:00Z":          0,
		"2026-11-22T09:55:00+xx:00":     0,
		"99999999999999999999999999999": 0,
	} {
		assert.Equal(t, ms, core.Instant(text), text)
	}
}

func FuzzInstant(f *testing.F) {
	for _, seed := range []string{"2026-11-22T09:55:00.000000Z", "1795341300", "9999-99-99T99:99:99+99:99", "000000000000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ms := core.Instant(text)
		assert.GreaterOrEqual(t, ms, 0.0)
		if at, err := time.Parse(time.RFC3339, text); err == nil && at.Year() >= 1970 && at.Unix() >= 0 {
			assert.Equal(t, float64(at.Unix())*1000, ms, text)
		}
	})
}
