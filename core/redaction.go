package core

import "strings"

// hideSecrets takes out of an error what a server echoes of the request, and shortens what is left. (The other way about,
// half of a long secret would stay.)
func hideSecrets(err error, request Request) {
	known, ok := err.(*Error)
	if !ok || known.Description == "" {
		return
	}
	secrets := Fields{{"", strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")}}
	for _, field := range append(secrets, request.Form...) {
		// Short values are words that stand in texts anyway, and no secret is short.
		if len(field.Value) >= 6 && !contains(shown, field.Name) {
			known.Description = hide(known.Description, field.Value)
		}
	}
	known.Description = shortened(known.Description)
}

func hide(text, secret string) string {
	hidden := ""
	for {
		before, after, found := strings.Cut(text, secret)
		if !found {
			return hidden + text
		}
		hidden, text = hidden+before+"[hidden]", after
	}
}
