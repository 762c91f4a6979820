package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// trendingPeriod is how far back posts count.
const trendingPeriod = 7 * day

// trending returns the public posts that count. Moderators let something trend, and nobody moderates what is posted from now on: only the
// people of the made-up world are in trends.
func (s *Server) trending() (found []*status) {
	for _, post := range s.statuses {
		if post.visibility == "public" && post.boosted == nil && post.user.email == "" && time.Since(post.created) < trendingPeriod {
			found = append(found, post)
		}
	}
	return found
}

// listed responds with some of a list, as the request's limit and offset say. The header Link leads on by offsets.
func listed(r *request, list []object, usual, most int) *answer {
	limit := r.limit(usual, most)
	offset, _ := strconv.Atoi(r.params.Get("offset"))
	found := part(list, limit, offset)
	made := jsonAnswer(200, found)
	var links []string
	if len(found) == limit && limit > 0 {
		links = append(links, "<"+r.pageAddress(paging{}, "offset", strconv.Itoa(offset+limit))+`>; rel="next"`)
	}
	if offset > limit {
		links = append(links, "<"+r.pageAddress(paging{}, "offset", strconv.Itoa(offset-limit))+`>; rel="prev"`)
	}
	if len(links) > 0 {
		made.header.Set("Link", strings.Join(links, ", "))
	}
	return made
}

// trendingTags lists the tags that several people use.
func (s *Server) trendingTags(r *request) *answer {
	people := map[string]map[*user]bool{}
	for _, post := range s.trending() {
		for _, tag := range post.tags {
			if people[tag] == nil {
				people[tag] = map[*user]bool{}
			}
			people[tag][post.user] = true
		}
	}
	var names []string
	for name, users := range people {
		if len(users) > 1 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if more := len(people[b]) - len(people[a]); more != 0 {
			return more
		}
		return strings.Compare(a, b)
	})
	documents := []object{}
	for _, name := range names {
		documents = append(documents, s.tagDocument(r, name))
	}
	return listed(r, documents, 10, 20)
}

// trendingStatuses lists the posts that people favour or boost, those first that most do.
func (s *Server) trendingStatuses(r *request) *answer {
	weight := func(p *status) int { return len(s.marksOn(favourited, p)) + s.countBoosts(p) }
	posts := slices.DeleteFunc(s.trending(), func(p *status) bool { return weight(p) == 0 || p.sensitive || p.inReplyTo != nil })
	slices.SortStableFunc(posts, func(a, b *status) int { return weight(b) - weight(a) })
	documents := []object{}
	for _, post := range posts {
		documents = append(documents, s.statusDocument(r, post))
	}
	return listed(r, documents, 20, 40)
}

// trendingLinks lists the pages that are linked to. https://docs.joinmastodon.org/entities/PreviewCard/#trends-link
func (s *Server) trendingLinks(r *request) *answer {
	documents, seen := []object{}, map[string]bool{}
	for _, post := range slices.Backward(s.trending()) {
		if post.card == nil || seen[post.card.url] {
			continue
		}
		seen[post.card.url] = true
		document := post.card.document(r).(object)
		document["history"] = s.history(func(p *status) bool { return p.card != nil && p.card.url == post.card.url })
		documents = append(documents, document)
	}
	return listed(r, documents, 10, 20)
}
