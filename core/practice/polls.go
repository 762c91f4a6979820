package practice

import (
	"strconv"
	"time"
)

// poll is a question with its answers. Nobody votes here.
type poll struct {
	options    []string
	expiresIn  time.Duration
	multiple   bool
	hideTotals bool
}

// readPoll returns the poll of a new post, if it has one.
func readPoll(given params) *poll {
	options := given.Values["poll[options][]"]
	if len(options) == 0 {
		return nil
	}
	seconds, _ := strconv.Atoi(given.Get("poll[expires_in]")) // zero is a poll that has ended
	return &poll{options, time.Duration(seconds) * time.Second, given.truthy("poll[multiple]"), given.truthy("poll[hide_totals]")}
}

// document returns the entity Poll, or null. https://docs.joinmastodon.org/entities/Poll/
func (p *poll) document(id string, created time.Time) any {
	if p == nil {
		return nil
	}
	var options []object
	for _, title := range p.options {
		options = append(options, object{"title": title, "votes_count": 0})
	}
	ends := created.Add(p.expiresIn)
	return object{
		"id": id, "expires_at": timestamp(ends), "expired": !time.Now().Before(ends), "multiple": p.multiple, "votes_count": 0,
		"voters_count": 0, "voted": true, "own_votes": []int{}, "options": options, "emojis": []any{},
	}
}

// parameters returns the poll as a ScheduledStatus repeats it: as it was asked for.
func (p *poll) parameters(given params) any {
	if p == nil {
		return nil
	}
	made := object{"options": p.options, "expires_in": given.Get("poll[expires_in]")}
	if given.numbers["poll[expires_in]"] {
		made["expires_in"] = int(p.expiresIn.Seconds())
	}
	for name, flag := range map[string]bool{"multiple": p.multiple, "hide_totals": p.hideTotals} {
		if given.Has("poll[" + name + "]") {
			made[name] = flag
		}
	}
	return made
}
