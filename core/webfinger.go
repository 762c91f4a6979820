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
		if origin, ok := linkedOrigin(host.URLs, base, address); ok && !contains(found, origin) {
			found = append(found, origin)
		}
	}
	// The status is ignored. The address of the response is useful even after an error, and the server may not know the name
	// that it was asked by.
	ask := func(path string, query Fields) (links []Document) {
		request, err := client.request(call{method: "GET", path: path, query: query})
		if err != nil {
			return nil
		}
		response, err := client.send(ctx, request)
		if err != nil {
			return nil
		}
		add(response.URL)
		if response.Body == nil {
			return nil
		}
		return response.Body.List("links")
	}
	for _, link := range ask("/.well-known/webfinger", Fields{{"resource", resource}}) {
		if rel := link.Text("rel"); rel == "self" || rel == "http://webfinger.net/rel/profile-page" {
			add(link.Text("href"))
		}
	}
	for _, link := range ask("/.well-known/host-meta.json", nil) {
		if link.Text("rel") == "lrdd" {
			template, _, _ := strings.Cut(link.Text("template"), "{")
			add(template)
		}
	}
	return found
}

// linkedOrigin returns the origin of an address that a server points to, if it is a different one. Only a loopback server may
// point to a loopback address.
func linkedOrigin(urls URLs, base, address string) (origin string, ok bool) {
	url, ok := urls.Parse(address)
	if !ok || url.Scheme != "https" && !(loopback(url.Host) && strings.HasPrefix(base, "http:")) {
		return "", false
	}
	from, _ := urls.Parse(base)
	origin = url.Origin()
	return origin, origin != from.Origin()
}
