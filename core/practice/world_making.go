package practice

import (
	"slices"
	"strings"
	"time"
)

// withoutWorld are the beginnings of the paths that tell nothing of the world: a login asks there, before it asks anything else.
var withoutWorld = []string{"/oauth/", "/auth/", "/.well-known/", "/api/v1/apps", "/practice.css"}

// settle makes the small world with the first request that may tell of it. Servers that only log people in are made faster so.
func (s *Server) settle(path string) {
	if s.options.Empty || s.neighbours != nil || slices.ContainsFunc(withoutWorld, func(prefix string) bool { return strings.HasPrefix(path, prefix) }) {
		return
	}
	s.populate(s.started)
}

// populate makes the small world. It is the same each time, and its times are counted back from the server's start.
func (s *Server) populate(now time.Time) {
	s.neighbours = neighbours(now)
	for _, each := range follows {
		s.bind(following, s.named(each[0]), s.named(each[1]))
	}
	for _, each := range asks {
		if s.named(each[1]).email != "" {
			s.notifyAt(now.Add(-12*time.Hour), "follow_request", s.named(each[1]), s.named(each[0]), nil)
		}
		s.bind(asking, s.named(each[0]), s.named(each[1]))
	}
	var posts []pastPost
	for i := range 2 * len(noteTexts) {
		posts = append(posts, pastPost{by: noteWriters[i%len(noteWriters)], hours: float64(7*i) + 4.5, text: noteTexts[i%len(noteTexts)]})
	}
	posts = append(posts, pastPosts...)
	if s.options.Diaries {
		posts = append(posts, diaries...)
	}
	slices.SortStableFunc(posts, func(a, b pastPost) int { return int(10 * (b.hours - a.hours)) })
	known := map[string]*status{}
	for _, post := range posts {
		known[post.name] = s.happened(post, now, known)
	}
	s.tellOfNewcomers(now)
	s.endPoll(now)
	slices.SortStableFunc(s.statuses, func(a, b *status) int { return a.created.Compare(b.created) })
	s.renumberNotifications()
	s.notices = []*announcement{{
		id: s.serial("announcement"), text: "This server forgets everything at its next start. :practice:", published: now.Add(-80 * time.Hour),
		reactions: []*reaction{{"👍", []*user{s.named("frida"), s.named("gus")}}},
	}}
	frida := s.settingsOf(s.named("frida"))
	frida.featuredTags = []featuredTag{{s.serial("featured tag"), "practice"}}
}

// named returns somebody by their bare name, whatever server they are on.
func (s *Server) named(name string) *user {
	for _, user := range s.everybody() {
		if user.name == name {
			return user
		}
	}
	return nil
}

// happened makes a post as it was made then, with what others did about it.
func (s *Server) happened(past pastPost, now time.Time, known map[string]*status) *status {
	at := now.Add(-time.Duration(past.hours * float64(time.Hour)))
	author := s.named(past.by)
	made := &status{
		user: author, text: past.text, spoiler: past.spoiler, sensitive: past.spoiler != "", visibility: past.seen, language: past.language,
		created: at, card: past.link, quotePolicy: "public",
	}
	if author.domain == "" {
		made.app = &app{name: "Web"}
	}
	if made.visibility == "" {
		made.visibility = author.visibility()
	}
	if made.language == "" {
		made.language = author.locale
	}
	if past.picture != "" {
		made.media = []string{past.picture}
	}
	if past.answers != "" {
		made.inReplyTo = known[past.answers]
	}
	if past.quotes != "" {
		made.quoted = known[past.quotes]
	}
	if past.poll != nil {
		ballot := *past.poll
		ballot.votes = map[*user][]int{s.named("gus"): {0}, s.named("frida"): {1}, s.named("ivan"): {0}}
		made.poll = &ballot
	}
	if past.edited != "" {
		made.before, made.edited = []version{{text: past.edited, at: at}}, at.Add(time.Hour)
	}
	s.publish(made)
	if past.pinned {
		s.put(pinned, author, made)
	}
	for i, name := range strings.Fields(past.favours) {
		s.put(favourited, s.named(name), made)
		s.notifyAt(at.Add(time.Duration(i+1)*20*time.Minute), "favourite", author, s.named(name), made)
	}
	for _, name := range strings.Fields(past.boosts) {
		s.addBoost(s.named(name), made, "public", at.Add(25*time.Minute))
		s.notifyAt(at.Add(25*time.Minute), "reblog", author, s.named(name), made)
	}
	return made
}

func (s *Server) tellOfNewcomers(now time.Time) {
	for _, each := range follows {
		if hours, ok := newcomers[each]; ok {
			s.notifyAt(now.Add(-time.Duration(hours)*time.Hour), "follow", s.named(each[1]), s.named(each[0]), nil)
		}
	}
}

// endPoll has alice vote in the poll that has ended, so that she has heard of its end.
func (s *Server) endPoll(now time.Time) {
	alice := s.named("alice")
	for _, post := range s.statuses {
		if post.poll == nil {
			continue
		}
		if ended := post.created.Add(post.poll.expiresIn); ended.Before(now) {
			post.poll.votes[alice] = []int{0, 1}
			s.notifyAt(ended, "poll", alice, post.user, post)
		}
	}
}

// renumberNotifications gives the newest the greatest id.
func (s *Server) renumberNotifications() {
	slices.SortStableFunc(s.notifications, func(a, b *notification) int { return a.at.Compare(b.at) })
	for i, each := range s.notifications {
		each.id = i + 1
	}
}

// knownEmojis are the server's own emojis, which an empty server has none of.
func (s *Server) knownEmojis() []emoji {
	if s.options.Empty {
		return nil
	}
	return emojis
}
