package core

import "strings"

// pageOf returns the path of the next or previous page of a list, from a Link header (RFC 8288). asked is the path of the request.
//
// The token goes to the client's own server only, so path and query are taken from the link, and the rest from the client's base
// URL. Servers behind a proxy may name another scheme or port, or none. A link to another host is ignored.
func pageOf(header, relation string, urls URLs, base, asked string) string {
	for range mostLinks {
		_, rest, ok := strings.Cut(header, "<")
		target, rest, closed := strings.Cut(rest, ">")
		if !ok || !closed {
			return ""
		}
		attributes := rest
		if next := strings.IndexByte(rest, '<'); next >= 0 {
			attributes = rest[:next]
		}
		if hasRelation(attributes, relation) {
			if path := linkedPath(target, urls, base, asked); path != "" {
				return path
			}
		}
		header = rest
	}
	return ""
}

// hasRelation reports whether the parameters of a link name a relation: rel=next, rel="prev next", REL = 'Next'.
func hasRelation(parameters, relation string) bool {
	for parameters != "" {
		name, value, _ := strings.Cut(parameters, "=")
		name = name[strings.LastIndexByte(name, ';')+1:]
		value = trim(value, white)
		if value != "" && (value[0] == '"' || value[0] == '\'') {
			value, parameters, _ = strings.Cut(value[1:], value[:1])
		} else {
			value, parameters, _ = strings.Cut(value, ";")
		}
		if lower(trim(name, white)) == "rel" && contains(words(lower(value), ","), relation) {
			return true
		}
	}
	return false
}

// linkedPath returns path and query of a link, as a path below the base URL; "" if there is none or it is on another host.
func linkedPath(target string, urls URLs, base, asked string) string {
	own, _ := urls.Parse(base)
	path, _, _ := strings.Cut(asked, "?")
	switch {
	case target == "":
		return ""
	case strings.HasPrefix(target, "//"):
		target = own.Scheme + ":" + target
	case target[0] == '/':
		target = own.Origin() + target
	case target[0] == '?':
		target = base + path + target
	default:
		if scheme, _, ok := strings.Cut(target, ":"); !ok || anyOf(scheme, "/?") {
			target = base + path[:strings.LastIndexByte(path, '/')+1] + target
		}
	}
	url, ok := urls.Parse(target)
	if !ok || url.Host != own.Host {
		return ""
	}
	path = url.Path
	if below, ok := strings.CutPrefix(path, strings.TrimSuffix(own.Path, "/")+"/"); ok {
		path = "/" + below
	}
	if url.Query != "" {
		path += "?" + url.Query
	}
	return path
}
