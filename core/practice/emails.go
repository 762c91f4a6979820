package practice

// resendConfirmation sends the confirmation e-mail again, to a new address if one is given.
func (s *Server) resendConfirmation(r *request) *answer {
	token, refusal := s.bearerToken(r, "write", "write:accounts")
	switch {
	case refusal != nil:
		return refusal
	case token.user == nil:
		return apiError(422, "This method requires an authenticated user")
	case token.user.app != token.app:
		return apiError(403, "This method is only available to the application the user originally signed-up with")
	case token.user.confirmed:
		return apiError(403, "This method is only available while the e-mail is awaiting confirmation")
	}
	if email := r.params.Get("email"); email != "" && email != token.user.email {
		found := newFindings(r)
		s.checkEmail(found, email)
		if s.checkEmailAgain(found, email); len(found.problems) > 0 {
			return apiError(422, found.message())
		}
		token.user.email, token.user.corrected = email, true
	}
	token.user.letter = randomText()
	return jsonAnswer(200, object{})
}

// checkConfirmation responds with true or false.
func (s *Server) checkConfirmation(r *request) *answer {
	if r.bearer() == "" {
		return apiError(401, "This method requires an authenticated user")
	}
	token, refusal := s.bearerToken(r, "read", "read:accounts")
	switch {
	case refusal != nil:
		return refusal
	case token.user == nil:
		return apiError(401, "This method requires an authenticated user")
	}
	return jsonAnswer(200, token.user.confirmed)
}

// ConfirmationLink returns the link in a person's confirmation e-mail, or "" if the address is already confirmed. base is the
// server's address: [Server.URL], or the address of its socket.
func (s *Server) ConfirmationLink(base, username string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, letter := range s.letters(base) {
		if letter.Name == username {
			return letter.Link
		}
	}
	return ""
}

// LetIn approves a person's sign-up, as an admin would.
func (s *Server) LetIn(username string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if user := s.userByName(username); user != nil {
		user.approved = true
	}
}
