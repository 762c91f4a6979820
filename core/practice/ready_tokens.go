package practice

// Token returns an access token of one of the initial accounts, such as alice, as if they had let an app read, write, follow and push
// for them. It is for programs without a login, such as curl. Each call registers an app. It is not ok if
// there is no such account: only Mastodon has more than alice and bob.
func (s *Server) Token(name string) (token string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	user := s.userByName(name)
	if user == nil {
		return "", false
	}
	scopes := []string{"read", "write", "follow", "push"}
	made := &app{id: len(s.apps) + 1, name: "A ready token", scopes: scopes, client: randomText(), secret: randomText()}
	s.apps = append(s.apps, made)
	return s.tokenFor(made, user, scopes).text, true
}
