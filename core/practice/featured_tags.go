package practice

import (
	"slices"
	"strconv"
	"strings"
)

// featuredDocument returns the entity FeaturedTag. https://docs.joinmastodon.org/entities/FeaturedTag/
func (s *Server) featuredDocument(r *request, owner *user, tag featuredTag) object {
	count, last := 0, any(nil)
	for _, post := range s.statuses {
		if post.user == owner && post.public() && slices.Contains(post.tags, tag.name) {
			count, last = count+1, post.created.UTC().Format("2006-01-02")
		}
	}
	return object{
		"id": strconv.Itoa(tag.id), "name": tag.name, "url": s.profileOf(r, owner) + "/tagged/" + tag.name,
		"statuses_count": strconv.Itoa(count), "last_status_at": last,
	}
}

func (s *Server) featuredOf(r *request, owner *user) *answer {
	documents := []object{}
	for _, tag := range s.settingsOf(owner).featuredTags {
		documents = append(documents, s.featuredDocument(r, owner, tag))
	}
	return jsonAnswer(200, documents)
}

func (s *Server) listFeaturedTags(r *request) *answer { return s.featuredOf(r, r.reader) }

func (s *Server) featuredTagsOfAccount(r *request) *answer {
	owner := s.accountByID(r.wild["id"])
	if owner == nil {
		return lost()
	}
	return s.featuredOf(r, owner)
}

// maxFeatured is how many tags a person may feature.
const maxFeatured = 10

func (s *Server) addFeatured(r *request, name string) (featuredTag, *answer) {
	own := s.settingsOf(r.reader)
	name = strings.ToLower(strings.TrimPrefix(name, "#"))
	switch {
	case name == "":
		return featuredTag{}, validationFailed(r, problem{"Tag", "must exist"})
	case slices.ContainsFunc(own.featuredTags, func(t featuredTag) bool { return t.name == name }):
		return featuredTag{}, validationFailed(r, problem{"Tag", "has already been taken"})
	case len(own.featuredTags) == maxFeatured:
		return featuredTag{}, apiError(422, "Validation failed: You have already featured the maximum number of hashtags")
	}
	s.numberTag(name)
	made := featuredTag{s.serial("featured tag"), name}
	own.featuredTags = append(own.featuredTags, made)
	return made, nil
}

func (s *Server) featureTag(r *request) *answer {
	made, refusal := s.addFeatured(r, r.params.Get("name"))
	if refusal != nil {
		return refusal
	}
	return jsonAnswer(200, s.featuredDocument(r, r.reader, made))
}

func (s *Server) unfeatureTag(r *request) *answer {
	own := s.settingsOf(r.reader)
	at := slices.IndexFunc(own.featuredTags, func(t featuredTag) bool { return strconv.Itoa(t.id) == r.wild["id"] })
	if at < 0 {
		return lost()
	}
	own.featuredTags = slices.Delete(own.featuredTags, at, at+1)
	return done()
}

func (s *Server) featureTagByName(r *request) *answer {
	if _, refusal := s.addFeatured(r, tagName(r)); refusal != nil {
		return refusal
	}
	return s.showTag(r)
}

func (s *Server) unfeatureTagByName(r *request) *answer {
	own := s.settingsOf(r.reader)
	own.featuredTags = slices.DeleteFunc(own.featuredTags, func(t featuredTag) bool { return t.name == tagName(r) })
	return s.showTag(r)
}

// suggestTags returns the tags that a person used, and does not feature yet.
func (s *Server) suggestTags(r *request) *answer {
	documents, seen := []object{}, map[string]bool{}
	for _, post := range slices.Backward(s.statuses) {
		for _, tag := range post.tags {
			if post.user != r.reader || seen[tag] || len(documents) == maxFeatured {
				continue
			}
			seen[tag] = true
			if !slices.ContainsFunc(s.settingsOf(r.reader).featuredTags, func(t featuredTag) bool { return t.name == tag }) {
				documents = append(documents, s.tagDocument(r, tag))
			}
		}
	}
	return jsonAnswer(200, documents)
}
