package core

import "strings"

// askAlongPath asks at an address. If there is no server, it asks at the folders above it, and at the origin at last: people paste
// the addresses of profiles and posts (https://blog.example/2026/11/a-post/), and a server may run in a folder.
func askAlongPath(ctx Context, host Host, base string, timeoutMs float64) (Server, error) {
	server, err := askServer(ctx, host, base, timeoutMs)
	for _, above := range foldersAbove(base, originOf(host.URLs, base)) {
		if err == nil || hasCode(err, CodeOffline, CodeAborted, CodeRateLimited, CodeTimeout) {
			return server, err
		}
		var second error
		if server, second = askServer(ctx, host, above, timeoutMs); second == nil || hasCode(notFound(err, base), CodeServerNotMastodon, CodeServerNotFound) {
			err = second // a server that is down says more than a page that is missing
		}
	}
	return server, err
}

// foldersAbove returns the addresses above a base URL, the longest first.
func foldersAbove(base, origin string) []string {
	var above []string
	for len(base) > len(origin) {
		base = base[:strings.LastIndexByte(base, '/')]
		above = append(above, base)
	}
	if len(above) > mostFolders+1 {
		above = append(above[:0], above[len(above)-mostFolders-1:]...)
	}
	return above
}

// originOf returns the origin of a base URL, which may have a path.
func originOf(urls URLs, base string) string {
	url, _ := urls.Parse(base)
	return url.Origin()
}
