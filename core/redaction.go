package core

import "strings"

// hideSecrets removes from an error whatever the server repeated from the request, and then shortens the text. (In the other
// order, half of a long secret could remain.)
func hideSecrets(err error, request Request) {
	known, ok := err.(*Error)
	if !ok || known.Description == "" {
		return
	}
	secrets := Fields{{"", strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")}}
	for _, field := range append(secrets, request.Form...) {
		// Short values are common words, and secrets are longer.
		if len(field.Value) >= 6 && !contains(shown, field.Name) {
			known.Description = hide(known.Description, field.Value)
		}
	}
	known.Description = shortened(known.Description)
}

func hide(text, secret string) string {
	var hidden builder
	for {
		before, after, found := strings.Cut(text, secret)
		hidden.add(before)
		if !found {
			return string(hidden)
		}
		hidden.add("[hidden]")
		text = after
	}
}
