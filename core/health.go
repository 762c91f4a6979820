package core

// Health is the state of a session or an account, as its server reports it.
type Health string

const (
	HealthGood        Health = "good"
	HealthRevoked     Health = "revoked"     // the token no longer works: sign in again
	HealthUnconfirmed Health = "unconfirmed" // the e-mail address is not confirmed yet
	HealthPending     Health = "pending"     // the account waits for approval
	HealthDisabled    Health = "disabled"    // the server does not let the account be used, and does not say why
	HealthServerDown  Health = "server_down" // the server's API did not answer, so the state is unknown
)

// explainBarred says what a 403 means if the server's text is one of three: the account itself is barred. Mastodon has no code
// for these, but never translates them. "Disabled" has at least five causes: the staff has locked or suspended the account, it
// has moved, it is a memorial, or it lacks the two-factor sign-in that the server demands. The text is the same for all of
// them, so nothing here may name a cause. A suspended person's revoked token gets this answer too, and not a 401.
func explainBarred(err *Error, base string) {
	server := hostOf(base)
	switch err.Description {
	case "Your login is missing a confirmed e-mail address":
		err.Health, err.Page = HealthUnconfirmed, base+"/auth/setup"
		err.Message, err.Hint = server+" waits for the account's e-mail address to be confirmed.", "Open the link in the e-mail from the server."
	case "Your login is currently pending approval":
		err.Health, err.Page = HealthPending, base+"/auth/edit"
		err.Message, err.Hint = "the people who run "+server+" have not approved the account yet.", "Try again later."
	case "Your login is currently disabled":
		err.Health, err.Page = HealthDisabled, base+"/auth/edit"
		err.Message, err.Hint = server+" does not let this account be used at the moment.", "Sign in on the server's own page to see more."
	}
}

// isBlocked reports whether a 403 is a page or empty. It then comes from a firewall or a bot check, and says nothing of what was
// asked: an API gives its reason.
func isBlocked(err *Error) bool { return err.Status == 403 && err.Description == "" }

// healthOf interprets the response to verify_credentials. A refusal by the API that does not bar the account counts as good, since
// the server accepted the token.
func healthOf(err error) SessionHealth {
	if err == nil {
		return SessionHealth{Health: HealthGood}
	}
	known := AsError(err)
	health := SessionHealth{Health: HealthServerDown, Description: known.Description, Page: known.Page}
	switch {
	case refusesToken(err), hasCode(err, CodeSessionExpired, CodeNotLoggedIn):
		health.Health = HealthRevoked
	case known.Health != "":
		health.Health = known.Health
	case known.Status == 403 && !isBlocked(known), hasCode(err, CodeInsufficientScope):
		health.Health = HealthGood
	}
	return health
}
