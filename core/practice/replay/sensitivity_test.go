package replay

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// Whatever else a recording had said, the comparison would have found it: another status, another header, a member more or less, a
// member of another type.
func TestComparisonFindsEveryChange(t *testing.T) {
	for _, recording := range recordings(t) {
		for _, exchange := range recording.exchanges {
			if exchange.Unplayed != "" || exchange.Person != "" {
				continue
			}
			synctest.Test(t, func(t *testing.T) {
				stage := newStage(t, recording, exchange)
				got, err := stage.replay()
				require.NoError(t, err)
				headers, err := exchange.Headers.in(recording.Headers)
				require.NoError(t, err)
				before := stage.compare(headers, recording.Unrecorded, got)
				if len(before) > 0 {
					return
				}
				members := map[string]any{}
				_ = json.Unmarshal(got.body, &members) // other bodies have no members
				for name, changed := range changes(exchange, members) {
					stage.exchange = changed
					require.NotEqual(t, before, stage.compare(headers, recording.Unrecorded, got), "%s: %s: %s", recording.name, exchange.Case, name)
				}
				stage.exchange = exchange
				headers["access-control-allow-origin"] = "https://elsewhere.example"
				require.NotEqual(t, before, stage.compare(headers, recording.Unrecorded, got), "%s: %s", recording.name, exchange.Case)
			})
		}
	}
}

// changes are exchanges that differ in one thing from the recorded one, by what that is.
func changes(recorded exchange, got map[string]any) map[string]exchange {
	changed := map[string]exchange{}
	change := func(name string, what func(e *exchange)) {
		other := recorded
		what(&other)
		changed[name] = other
	}
	change("status", func(e *exchange) { e.Status++ })
	body, isObject := recorded.Body.(map[string]any)
	if !isObject {
		return changed
	}
	with := func(name string, value any) map[string]any {
		other := maps.Clone(body)
		other[name] = value
		return other
	}
	change("a member more", func(e *exchange) { e.Body = with("surplus", "x") })
	for _, name := range slices.Sorted(maps.Keys(body)) {
		if body[name] == nil || got[name] == nil {
			continue // null fits every type
		}
		if _, isList := got[name].([]any); isList {
			change(name+" as a text", func(e *exchange) { e.Body = with(name, "x") })
		} else {
			change(name+" as a list", func(e *exchange) { e.Body = with(name, []any{}) })
		}
		if _, isText := got[name].(string); isText && decides(name) {
			change(name+" in other words", func(e *exchange) { e.Body = with(name, "other words") })
		}
		if !recorded.Cut {
			less := maps.Clone(body)
			delete(less, name)
			change("without "+name, func(e *exchange) { e.Body = less })
		}
	}
	return changed
}
