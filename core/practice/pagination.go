package practice

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// paging is how a list is cut into pages. https://docs.joinmastodon.org/api/guidelines/#pagination
type paging struct {
	limit, most int // entries on a page: unless the request says otherwise, and at most
	// back is the parameter that leads to newer entries.
	back string
	// endless: the last page links to a next one, too, which is empty.
	endless bool
	// kept are the parameters that the links repeat, besides limit.
	kept []string
}

var (
	timelinePages     = paging{20, 40, "min_id", true, []string{"local", "remote", "only_media"}}
	statusPages       = paging{20, 40, "min_id", false, []string{"pinned", "tagged", "only_media", "exclude_replies", "exclude_reblogs"}}
	accountPages      = paging{40, 80, "since_id", false, nil}
	notificationPages = paging{40, 80, "min_id", true, []string{"account_id", "types[]", "exclude_types[]", "include_filtered"}}
)

// limit returns the number of entries that the request asks for, within what is allowed.
func (r *request) limit(usual, most int) int {
	limit, err := strconv.Atoi(r.params.Get("limit"))
	if err != nil || limit < 0 {
		return usual
	}
	return min(limit, most)
}

// entry is something in a list, with the id that pages are cut by.
type entry[T any] struct {
	id   uint64
	item T
}

// page returns the entries of the page that the request asks for. The list has the newest first.
func page[T any](s *Server, r *request, list []entry[T], how paging) []entry[T] {
	limit := r.limit(how.limit, how.most)
	below, above := s.idNumber(r.params.Get("max_id")), max(s.idNumber(r.params.Get("since_id")), s.idNumber(r.params.Get("min_id")))
	var found []entry[T]
	for _, each := range list {
		if (below == 0 || each.id < below) && each.id > above {
			found = append(found, each)
		}
	}
	if r.params.Get("min_id") != "" && len(found) > limit { // the page right after that id, not the newest page
		return found[len(found)-limit:]
	}
	return found[:min(limit, len(found))]
}

// paged responds with a page of a list. The header Link leads to the pages beside it.
func paged[T any](s *Server, r *request, list []entry[T], how paging, document func(T) object) *answer {
	found := page(s, r, list, how)
	documents := []object{}
	for _, each := range found {
		documents = append(documents, document(each.item))
	}
	return linked(s, r, jsonAnswer(200, documents), found, how)
}

// linked adds the header Link for a page.
func linked[T any](s *Server, r *request, made *answer, found []entry[T], how paging) *answer {
	if len(found) == 0 {
		return made
	}
	var links []string
	if how.endless || len(found) == r.limit(how.limit, how.most) {
		links = append(links, "<"+r.pageAddress(how, "max_id", s.idText(found[len(found)-1].id))+`>; rel="next"`)
	}
	links = append(links, "<"+r.pageAddress(how, how.back, s.idText(found[0].id))+`>; rel="prev"`)
	made.header.Set("Link", strings.Join(links, ", "))
	return made
}

// pageAddress is the address of another page. Of the request's parameters, it repeats the limit and those that are kept.
func (r *request) pageAddress(how paging, name, id string) string {
	query := url.Values{name: {id}}
	for _, kept := range append([]string{"limit"}, how.kept...) {
		if r.params.Has(kept) {
			query[kept] = r.params.Values[kept]
		}
	}
	return r.base + r.path + "?" + query.Encode()
}

// newestFirst makes the list that pages are cut from.
func newestFirst[T any](items []T, id func(T) uint64) []entry[T] {
	list := make([]entry[T], 0, len(items))
	for _, item := range items {
		list = append(list, entry[T]{id(item), item})
	}
	slices.SortStableFunc(list, func(a, b entry[T]) int {
		switch {
		case a.id > b.id:
			return -1
		case a.id < b.id:
			return 1
		}
		return 0
	})
	return list
}

// nothingListed responds with an empty list: a practice server has none of these.
func nothingListed(*Server, *request) *answer { return jsonAnswer(200, []object{}) }
