package practice

import (
	"slices"
	"strconv"
	"time"
)

// What servers tell of themselves besides the instance's document. https://docs.joinmastodon.org/methods/instance/

func (s *Server) listRules(*request) *answer { return jsonAnswer(200, rules()) }

// listPeers lists the other servers that this one knows.
func (s *Server) listPeers(*request) *answer {
	domains := []string{}
	for _, user := range s.neighbours {
		if user.domain != "" && !slices.Contains(domains, user.domain) {
			domains = append(domains, user.domain)
		}
	}
	return jsonAnswer(200, domains)
}

// weeklyActivity counts posts, logins and registrations of the last twelve weeks.
func (s *Server) weeklyActivity(*request) *answer {
	weeks, now := []object{}, time.Now()
	for i := range 12 {
		from := now.Add(-time.Duration(i) * 7 * day)
		inWeek := func(t time.Time) bool { return !t.After(from) && t.After(from.Add(-7*day)) }
		posts, logins, users := 0, 0, 0
		for _, post := range s.statuses {
			if post.user.domain == "" && inWeek(post.created) {
				posts++
			}
		}
		for _, token := range s.tokens {
			if token.user != nil && inWeek(token.created) {
				logins++
			}
		}
		for _, user := range s.users {
			if inWeek(user.created) {
				users++
			}
		}
		weeks = append(weeks, object{
			"week": strconv.FormatInt(from.Unix(), 10), "statuses": strconv.Itoa(posts), "logins": strconv.Itoa(logins),
			"registrations": strconv.Itoa(users),
		})
	}
	return jsonAnswer(200, weeks)
}

func (s *Server) extendedDescription(*request) *answer {
	text := description
	if s.options.Empty {
		text = ""
	}
	return jsonAnswer(200, object{"updated_at": nil, "content": paragraphs(text)})
}

func (s *Server) privacyPolicy(*request) *answer {
	return jsonAnswer(200, object{
		"updated_at": "2024-03-01T00:00:00.000+00:00", "content": paragraphs("All that is written here is gone with the server's next start."),
	})
}

// termsOfService: there are none.
func (s *Server) termsOfService(*request) *answer { return apiError(404, "Not Found") }

// translationLanguages has no pair of languages: this server translates nothing.
func (s *Server) translationLanguages(*request) *answer { return done() }

func (s *Server) listLanguages(*request) *answer {
	return jsonAnswer(200, []object{{"code": "de", "name": "German"}, {"code": "en", "name": "English"}})
}
