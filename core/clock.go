package core

import (
	"time"
)

// Times are numbers in this package, in milliseconds since 1970, as in JavaScript.

func nowMs() float64 { return float64(time.Now().UnixMilli()) }

// sleep waits. It returns false if ctx ended first. (time.After and the like would make the module larger.)
func sleep(ctx Context, ms float64) bool {
	done := make(chan struct{})
	timer := time.AfterFunc(time.Duration(ms)*time.Millisecond, func() { close(done) })
	defer timer.Stop()
	select {
	case <-done:
		return true
	case <-ctx.Done():
		return false
	}
}

// instant reads a time as servers write it in headers: ISO 8601 (Mastodon), epoch seconds (old GoToSocial) or epoch
// milliseconds. It returns 0 for anything else.
func instant(text string) float64 {
	if seconds, ok := number(text); ok {
		if seconds >= 1e11 {
			return seconds
		}
		return seconds * 1000
	}
	// The form is 2026-11-22T09:55:00.000000Z, or with +00:00. A time without a zone is read as UTC.
	if len(text) < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T' && text[10] != ' ' || text[13] != ':' || text[16] != ':' {
		return 0
	}
	parts := [6]int{}
	for i, at := range [6][2]int{{0, 4}, {5, 7}, {8, 10}, {11, 13}, {14, 16}, {17, 19}} {
		value, ok := number(text[at[0]:at[1]])
		if !ok {
			return 0
		}
		parts[i] = int(value)
	}
	ms := float64(days(parts[0], parts[1], parts[2])*86_400+parts[3]*3600+parts[4]*60+parts[5]) * 1000
	zone := text[19:]
	for zone != "" && (zone[0] == '.' || zone[0] >= '0' && zone[0] <= '9') {
		zone = zone[1:]
	}
	if len(zone) == 6 && (zone[0] == '+' || zone[0] == '-') {
		hours, ok := number(zone[1:3])
		minutes, also := number(zone[4:6])
		if !ok || !also {
			return 0
		}
		offset := (hours*60 + minutes) * 60_000
		if zone[0] == '+' {
			offset = -offset
		}
		ms += offset
	}
	return max(ms, 0)
}

// days counts the days from 1970 to a date of the Gregorian calendar (Howard Hinnant's days_from_civil).
func days(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	ofEra := year - era*400
	ofYear := (153*(month-3)+2)/5 + day - 1
	return era*146_097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719_468
}

// number reads a whole number without a sign; 15 digits at most, which a float64 holds exactly.
func number(text string) (float64, bool) {
	text = trim(text, white)
	if text == "" || len(text) > 15 || !only(text, "0123456789") {
		return 0, false
	}
	value := 0.0
	for i := range len(text) {
		value = value*10 + float64(text[i]-'0')
	}
	return value, true
}
