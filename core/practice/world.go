package practice

import (
	"slices"
	"time"
)

// world is what the people of a server have done, besides their posts.
type world struct {
	neighbours    []*user // people of the made-up world, whom nobody can sign in as
	ties          []*tie
	marks         []*mark
	notifications []*notification
	lists         []*list
	filters       []*filter
	conversations []*conversation
	notices       []*announcement
	subscriptions map[*token]*subscription
	people        map[*user]*settings
	tagNumbers    map[string]int // the tags' ids
	serials       map[string]int // the last number of each kind of thing
}

func newWorld() world {
	return world{
		subscriptions: map[*token]*subscription{}, people: map[*user]*settings{}, tagNumbers: map[string]int{},
		serials: map[string]int{},
	}
}

// settings is what one person has set for themselves.
type settings struct {
	notes        map[*user]string // what they noted about others
	domains      []string         // whose accounts they do not want to see
	followedTags []string
	featuredTags []featuredTag
	markers      map[string]marker // by timeline
	policy       map[string]string // of notifications
	dropped      []*user           // suggestions that they did not want
}

func (s *Server) settingsOf(u *user) *settings {
	if s.people[u] == nil {
		s.people[u] = &settings{notes: map[*user]string{}, markers: map[string]marker{}, policy: map[string]string{}}
	}
	return s.people[u]
}

// serial returns the next number of a kind of thing.
func (s *Server) serial(kind string) int {
	s.serials[kind]++
	return s.serials[kind]
}

// tie is what one person has to do with another.
type tie struct {
	id       int
	kind     tieKind
	from, to *user
	// boosts, notify and languages are of following: whether boosts are shown, and posts notified about.
	boosts, notify bool
	languages      []string
	notifications  bool      // of muting: whether notifications are muted, too
	until          time.Time // of muting: when it ends, if it does
}

type tieKind string

const (
	following tieKind = "following"
	asking    tieKind = "asking" // to follow somebody whose account is locked
	blocking  tieKind = "blocking"
	muting    tieKind = "muting"
	endorsing tieKind = "endorsing"
)

func (s *Server) tie(kind tieKind, from, to *user) *tie {
	for _, tie := range s.ties {
		if tie.kind == kind && tie.from == from && tie.to == to && !tie.ended() {
			return tie
		}
	}
	return nil
}

func (t *tie) ended() bool { return !t.until.IsZero() && !time.Now().Before(t.until) }

// bind makes a tie, or returns the one that there is.
func (s *Server) bind(kind tieKind, from, to *user) *tie {
	made := s.tie(kind, from, to)
	if made == nil {
		made = &tie{id: s.serial(string(kind)), kind: kind, from: from, to: to, boosts: true}
		s.ties = append(s.ties, made)
	}
	return made
}

func (s *Server) unbind(kind tieKind, from, to *user) {
	s.ties = slices.DeleteFunc(s.ties, func(t *tie) bool { return t.kind == kind && t.from == from && t.to == to })
}

// tied returns the ties of a kind that somebody has, or that others have to them, oldest first.
func (s *Server) tied(kind tieKind, from, to *user) (found []*tie) {
	for _, tie := range s.ties {
		if tie.kind == kind && (from == nil || tie.from == from) && (to == nil || tie.to == to) && !tie.ended() {
			found = append(found, tie)
		}
	}
	return found
}

// apart reports whether one of two people has blocked the other.
func (s *Server) apart(one, other *user) bool {
	return s.tie(blocking, one, other) != nil || s.tie(blocking, other, one) != nil
}

// hidden reports whether somebody does not want to see an account.
func (s *Server) hidden(from, reader *user) bool {
	return reader != nil && (s.apart(from, reader) || s.tie(muting, reader, from) != nil ||
		from.domain != "" && slices.Contains(s.settingsOf(reader).domains, from.domain))
}
