package core_test

import (
	"context"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// ofAServer is an answer of a server whose clock is ahead of this device's.
func ofAServer(ahead, left time.Duration, tells map[string]string) answer {
	header := limitHeaders(0, time.Now().Add(ahead+left))
	for name, value := range tells {
		header[name] = value
	}
	return answer{status: 200, body: good, header: header}
}

func TestAWrongClockStopsNoCallForLong(t *testing.T) {
	const left = 2 * time.Minute
	for ahead, known := range map[time.Duration]bool{
		0: true, 3 * time.Hour: false, -3 * time.Hour: false, 72 * time.Hour: false, -72 * time.Hour: false, 5 * time.Hour / 4: false,
	} {
		for tells, header := range map[string]map[string]string{"nothing more": nil, "Retry-After": {"Retry-After": "120"}, "Date": {"Date": ""}} {
			synctest.Test(t, func(t *testing.T) {
				if tells == "Date" {
					header = map[string]string{"Date": time.Now().Add(ahead).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")}
				}
				first := ofAServer(ahead, left, header)
				clients, _ := tabs(t, storeWithLogin(t), core.Options{AccessTokenKey: loginKey}, []answer{first, jsonAnswer(200, good)}, []answer{jsonAnswer(200, good)})
				_, err := clients[0].Preferences(context.Background())
				require.NoError(t, err)
				for tab, client := range clients { // also one that only reads what the first has stored
					begun := time.Now()
					_, err = client.Preferences(context.Background())
					require.NoError(t, err)
					want := left
					if tab > 0 || tells == "nothing more" && !known {
						want = 0 // the limit has ended, or the server is asked
					}
					assert.Equal(t, want, time.Since(begun), "%s, %s, tab %d", ahead, tells, tab)
				}
			})
		}
	}
}

func TestALimitIsNeverLongerThanAnHour(t *testing.T) {
	for name, header := range map[string]func() map[string]string{
		"Date": func() map[string]string {
			own := limitHeaders(0, time.Now().Add(30*time.Hour))
			own["Date"] = time.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
			return own
		},
		"Retry-After": func() map[string]string { return map[string]string{"Retry-After": "999999"} },
	} {
		synctest.Test(t, func(t *testing.T) {
			client, _ := scripted(t, core.Options{RatelimitMethod: core.RatelimitThrow}, limited(header()))
			_, err := client.Preferences(context.Background())
			assert.Equal(t, float64(time.Now().Add(time.Hour).UnixMilli()), core.AsError(err).ResetAt, name)
		})
	}
	// What an earlier version has stored, or this one before the clock was set back.
	synctest.Test(t, func(t *testing.T) {
		store := storeWithLogin(t)
		ms := func(after time.Duration) string { return strconv.FormatInt(time.Now().Add(after).UnixMilli(), 10) }
		require.NoError(t, store.Set(context.Background(), "mastoauth:limits:"+loginKey, core.Fields{{Name: "api", Value: "0 " + ms(5*time.Hour) + " " + ms(4*time.Hour)}}))
		clients, plays := tabs(t, store, core.Options{AccessTokenKey: loginKey}, []answer{jsonAnswer(200, good)})
		begun := time.Now()
		_, err := clients[0].Preferences(context.Background())
		require.NoError(t, err)
		assert.Zero(t, time.Since(begun))
		assert.Len(t, plays[0].sent(), 1)
	})
}

func TestAWrongClockAndA429(t *testing.T) {
	for _, ahead := range []time.Duration{3 * time.Hour, -3 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			client, _ := scripted(t, core.Options{}, limited(limitHeaders(0, time.Now().Add(ahead+time.Minute))), jsonAnswer(200, good))
			begun := time.Now()
			_, err := client.Preferences(context.Background())
			require.NoError(t, err)
			assert.Equal(t, time.Second, time.Since(begun), "the server is asked again soon")
		})
	}
}

// The clock of the device was set back by a few minutes since a tab has stored a limit. Nobody waits for those minutes.
func TestAClockThatWasSetBackStopsNoCall(t *testing.T) {
	for _, method := range []core.RatelimitMethod{core.RatelimitWait, core.RatelimitPace} {
		for _, remaining := range []string{"0", "1"} {
			synctest.Test(t, func(t *testing.T) {
				store := storeWithLogin(t)
				ms := func(after time.Duration) string { return strconv.FormatInt(time.Now().Add(after).UnixMilli(), 10) }
				require.NoError(t, store.Set(context.Background(), "mastoauth:limits:"+loginKey, core.Fields{{Name: "api", Value: remaining + " " + ms(25*time.Minute) + " " + ms(20*time.Minute)}}))
				clients, _ := tabs(t, store, core.Options{AccessTokenKey: loginKey, RatelimitMethod: method}, []answer{jsonAnswer(200, good)})
				begun := time.Now()
				_, err := clients[0].Preferences(context.Background())
				require.NoError(t, err)
				assert.Zero(t, time.Since(begun), "%s, %s", method, remaining)
			})
		}
	}
}

func TestAPaceWaitsNoLongerThanTheLimitLasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := answer{status: 200, body: good, header: limitHeaders(1, time.Now().Add(time.Minute))}
		client, _ := scripted(t, core.Options{RatelimitMethod: core.RatelimitPace, RatelimitPacefactor: 0.1}, first, jsonAnswer(200, good))
		_, err := client.Preferences(context.Background())
		require.NoError(t, err)
		begun := time.Now()
		_, err = client.Preferences(context.Background())
		require.NoError(t, err)
		assert.Equal(t, time.Minute, time.Since(begun))
	})
}
