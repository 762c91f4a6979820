package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// poll is a question with its answers.
type poll struct {
	options    []string
	expiresIn  time.Duration
	multiple   bool
	hideTotals bool
	votes      map[*user][]int
}

// readPoll returns the poll of a new post, if it has one.
func readPoll(given params) *poll {
	options := given.Values["poll[options][]"]
	if len(options) == 0 {
		return nil
	}
	seconds, _ := strconv.Atoi(given.Get("poll[expires_in]")) // zero is a poll that has ended
	return &poll{
		options, time.Duration(seconds) * time.Second, given.truthy("poll[multiple]"), given.truthy("poll[hide_totals]"), map[*user][]int{},
	}
}

// What a poll may have, in both instance documents.
const (
	maxOptions      = 4
	maxOptionLength = 50
	minExpiration   = 300 * time.Second
	maxExpiration   = 2629746 * time.Second
)

// checkPoll validates a poll as Mastodon does.
func (s *Server) checkPoll(r *request, p *poll) *answer {
	if p == nil || !s.isMastodon() {
		return nil
	}
	var found []problem
	add := func(bad bool, label, phrase string) {
		if bad {
			found = append(found, problem{label, phrase})
		}
	}
	add(len(p.options) < 2, "Choices", "must have more than one item")
	add(len(p.options) > maxOptions, "Choices", "can't contain more than 4 items")
	add(slices.ContainsFunc(p.options, func(title string) bool { return utf8.RuneCountInString(title) > maxOptionLength }),
		"Choices", "must not exceed 50 characters each")
	add(len(slices.Compact(slices.Sorted(slices.Values(p.options)))) < len(p.options), "Choices", "contain duplicate items")
	add(p.expiresIn > maxExpiration, "Expires at", "is too far into the future")
	add(p.expiresIn > 0 && p.expiresIn < minExpiration, "Expires at", "is too soon")
	if len(found) > 0 {
		return validationFailed(r, found...)
	}
	return nil
}

// pollDocument returns the entity Poll of a post, or null. https://docs.joinmastodon.org/entities/Poll/
func (s *Server) pollDocument(r *request, post *status) any {
	p := post.poll
	if p == nil {
		return nil
	}
	ends := post.created.Add(p.expiresIn)
	expired := !time.Now().Before(ends)
	counts, sum := make([]int, len(p.options)), 0
	for _, choices := range p.votes {
		for _, choice := range choices {
			counts[choice]++
			sum++
		}
	}
	var options []object
	for i, title := range p.options {
		option := object{"title": title, "votes_count": counts[i]}
		if p.hideTotals && !expired {
			option["votes_count"] = nil
		}
		options = append(options, option)
	}
	document := object{
		"id": s.idText(post.id), "expires_at": timestamp(ends), "expired": expired, "multiple": p.multiple, "votes_count": sum,
		"voters_count": len(p.votes), "options": options, "emojis": s.emojisIn(r, strings.Join(p.options, " ")),
	}
	if r.reader != nil || !s.isMastodon() {
		own := append([]int{}, p.votes[r.reader]...)
		document["own_votes"], document["voted"] = own, len(own) > 0 || r.reader == post.user
	}
	return document
}

// pollFor returns the post whose poll the path names. A poll has its post's id.
func (s *Server) pollFor(r *request) *status {
	if post := s.postFor(r); post != nil && post.poll != nil {
		return post
	}
	return nil
}

func (s *Server) showPoll(r *request) *answer {
	post := s.pollFor(r)
	if post == nil {
		return lost()
	}
	return jsonAnswer(200, s.pollDocument(r, post))
}

// vote votes for one answer, or several if the poll allows that.
func (s *Server) vote(r *request) *answer {
	post := s.pollFor(r)
	if post == nil {
		return lost()
	}
	p, choices := post.poll, []int{}
	for _, text := range r.params.list("choices") {
		choice, err := strconv.Atoi(text)
		if err != nil || choice < 0 || choice >= len(p.options) {
			return apiError(422, "Validation failed: The chosen vote option does not exist")
		}
		choices = append(choices, choice)
	}
	switch {
	case !time.Now().Before(post.created.Add(p.expiresIn)):
		return apiError(422, "Validation failed: The poll has already ended")
	case len(p.votes[r.reader]) > 0:
		return apiError(422, "Validation failed: You have already voted on this poll")
	case post.user == r.reader:
		return apiError(422, "Validation failed: You cannot vote in your own polls")
	case len(choices) == 0:
		return lost()
	case !p.multiple:
		choices = choices[:1]
	}
	slices.Sort(choices)
	p.votes[r.reader] = slices.Compact(choices)
	return jsonAnswer(200, s.pollDocument(r, post))
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
