package core

import "strings"

// alternativeAddresses lists the servers that a domain points to by redirect, webfinger or host-meta, without duplicates.
func alternativeAddresses(ctx Context, host Host, base, handle string, timeoutMs float64) []string {
	client, err := newClient(ctx, host, Options{
		APIBaseURL: base, VersionCheckMode: CheckNone, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: timeoutMs,
	})
	if err != nil {
		return nil
	}
	resource := "acct:" + handle
	if handle == "" {
		resource = base
	}
	var found []string
	add := func(address string) {
		if len(found) == mostCandidates || len(address) > addressBytes {
			return
		}
		if origin, ok := linkedOrigin(host.URLs, base, address); ok && !contains(found, origin) {
			found = append(found, origin)
		}
	}
	silent := false
	// The status is ignored. The address of the response is useful even after an error, and the server may not know the name
	// that it was asked by.
	ask := func(path string, query Fields) (links []Document, xrd string) {
		request, err := client.request(call{method: "GET", path: path, query: query})
		if err != nil || silent {
			return nil, ""
		}
		response, err := client.send(ctx, request)
		if err != nil {
			silent = hasCode(err, CodeTimeout) // it is not waited for again
			return nil, ""
		}
		add(response.URL)
		if response.Text != nil {
			return nil, response.Text.Value()
		}
		if response.Body == nil {
			return nil, ""
		}
		links = response.Body.List("links")
		return links[:min(len(links), mostLinks)], ""
	}
	links, _ := ask("/.well-known/webfinger", Fields{{"resource", resource}})
	for _, link := range links {
		if rel := link.Text("rel"); rel == "self" || rel == "http://webfinger.net/rel/profile-page" {
			add(link.Text("href"))
		}
	}
	// The same document as JSON and as XML: a server may have only one of them.
	for _, path := range []string{"/.well-known/host-meta.json", "/.well-known/host-meta"} {
		before := len(found)
		links, xrd := ask(path, nil)
		for _, link := range links {
			if link.Text("rel") == "lrdd" {
				template, _, _ := strings.Cut(link.Text("template"), "{")
				add(template)
			}
		}
		for _, template := range lrddTemplates(xrd) {
			add(template)
		}
		if len(found) > before {
			break
		}
	}
	return found
}

// leadsInside reports whether a server of the internet leads to this computer or to its own network.
func leadsInside(urls URLs, base, address string) bool {
	from, _ := urls.Parse(base)
	to, ok := urls.Parse(address)
	return ok && IsLocal(to.Host) && !IsLocal(from.Host)
}

// lrddTemplates returns the templates of webfinger addresses in an XRD document (RFC 6415), up to their first variable.
func lrddTemplates(xrd string) (templates []string) {
	for _, rest, more := strings.Cut(xrd, "Link "); more && len(templates) < mostLinks; _, rest, more = strings.Cut(rest, "Link ") {
		var attributes string
		attributes, rest, _ = strings.Cut(rest, ">")
		_, template, ok := strings.Cut(attributes, "template=")
		if !ok || template == "" || !strings.Contains(attributes, "lrdd") {
			continue
		}
		template, _, _ = strings.Cut(template[1:], template[:1])
		template, _, _ = strings.Cut(template, "{")
		templates = append(templates, template)
	}
	return templates
}

// linkedOrigin returns the origin of an address that a server points to, if it is a different one that the server may lead to.
func linkedOrigin(urls URLs, base, address string) (origin string, ok bool) {
	url, ok := urls.Parse(address)
	if !ok || leadsInside(urls, base, address) || url.Scheme != "https" && !(loopback(url.Host) && strings.HasPrefix(base, "http:")) {
		return "", false
	}
	from, _ := urls.Parse(base)
	origin = url.Origin()
	return origin, origin != from.Origin()
}
