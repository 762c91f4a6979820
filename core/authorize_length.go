package core

import "strconv"

// authorizeLength is the length of the path and the query. An "&" counts six times: Rails keeps the address as JSON, where it is
// \u0026.
func authorizeLength(path, query string) int {
	length := len(path) + len("/oauth/authorize?") + len(query)
	for i := range len(query) {
		if query[i] == '&' {
			length += 5
		}
	}
	return length
}

// checkAuthorizeLength returns an error for an address that the server would lose. It names the longest option.
func checkAuthorizeLength(urls URLs, base string, query Fields) error {
	url, _ := urls.Parse(base)
	length := authorizeLength(url.Path, urls.Query(query))
	if length <= maxAuthorizeLength {
		return nil
	}
	var option string
	longest := 0
	for _, part := range []Field{{"redirectUri", "redirect_uri"}, {"scopes", "scope"}, {"state", "state"}} {
		if n := len(urls.Query(Fields{{"", query.Get(part.Value)}})); n > longest {
			option, longest = part.Name, n
		}
	}
	if speaksGo {
		option = goName(option)
	}
	err := illegal(CodeAuthorizeURLTooLong, option, "the address of the server's page would have "+strconv.Itoa(length)+
		" characters. Servers lose those of more than "+strconv.Itoa(maxAuthorizeLength)+".")
	err.Hint = "Make " + option + " shorter: it is the longest part."
	return err
}

// fittingScopes replaces the scopes by coarser ones if the address would be too long with them. An app can ask only for the words
// that it was registered with, so this comes before the registration. It returns an error if the address is too long all the same.
func fittingScopes(urls URLs, base, redirectURI string, scopes []string) ([]string, error) {
	var err error
	const unknown = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" // the client id, the state and the code challenge are not longer
	for _, wanted := range [][]string{scopes, coarserScopes(scopes)} {
		err = checkAuthorizeLength(urls, base, Fields{
			{"response_type", "code"}, {"client_id", unknown}, {"redirect_uri", redirectURI}, {"scope", join(wanted, " ")}, {"state", unknown},
			{"code_challenge", unknown}, {"code_challenge_method", "S256"}, {"force_login", "true"}, {"lang", "zh-TW"},
		})
		if err == nil {
			return wanted, nil
		}
	}
	return nil, err
}
