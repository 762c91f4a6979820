package core

// mostRegistrations is how often one call tries to register. A server accepts five registrations in ten minutes, and counts those
// that it refuses.
const mostRegistrations = 4

// register sends the form. If the server refuses the scopes, it asks for the next larger ones that do the same work. The returned
// document then has these in the member "mastoauth:scopes". Where the server does not say what it refuses, the coarsest scopes are tried
// first: if it refuses them too, the fault is another one, and costs no third registration.
func register(ctx Context, client *Client, form Fields) (Document, error) {
	call := call{op: "createApp", method: "POST", path: appsPath, form: form}
	app, err := client.fetch(ctx, call)
	refusal, asked := err, splitScopes(form.Get("scopes"))
	scopes, coarsest := asked, coarserScopes(asked)
	for attempt := 2; attempt <= mostRegistrations && mayBeScopes(refusal); attempt++ {
		next := otherScopes(asked, scopes, AsError(refusal).Description)
		isTest := attempt == 2 && partRefused(err) == unknownPart
		if isTest || attempt == mostRegistrations && app == nil {
			next = coarsest
		}
		text := join(next, " ")
		if text == join(scopes, " ") || app != nil && text == join(coarsest, " ") {
			break
		}
		call.form = append(Fields{}, form...)
		for i := range call.form {
			if call.form[i].Name == "scopes" {
				call.form[i].Value = text
			}
		}
		again, failed := client.fetch(ctx, call)
		if failed == nil {
			app = again.With("mastoauth:scopes", text)
		}
		if (failed == nil) != isTest {
			break // there are scopes that the server knows, or it refuses more than scopes
		}
		if !isTest {
			refusal, scopes = failed, next
		}
	}
	if app != nil {
		return app, nil
	}
	return app, err // the first error had another cause and says so
}

// mayBeScopes reports whether the scopes may be what the server refuses. Few servers say so.
func mayBeScopes(err error) bool {
	if !hasCode(err, CodeInvalidScope) && !refusesForm(err) {
		return false
	}
	part := partRefused(err)
	return part == refusedScopes || part == unknownPart
}

// registrationError says what a refused registration means. Nobody is signed in yet, so it has nothing to do with an account.
func registrationError(err error) error {
	known, ok := err.(*Error)
	switch {
	case !ok:
	case refusesForm(err) && partRefused(err) == refusedName:
		known.Code, known.Message = CodeClientNameRefused, "the server does not accept the app's name."
		known.Hint = "Choose a longer or shorter " + nameClientName + ". " + known.hintAtWords("say", "what it wants")
	case refusesForm(err):
		known.Code, known.Message = CodeAppRegistrationRefused, "the server does not accept the app's registration."
		known.Hint = known.hintAtWords("say", "why") + " What it was told are scopes, " + nameRedirectURIs + ", website and " + nameClientName + "."
	case hasCode(err, CodeForbidden, CodeUnauthorized):
		known.Code, known.Kind, known.Message = CodeAppRegistrationClosed, ErrAPI, "the server takes no new apps, or none from here."
		known.Hint = "The people who run the server can allow it. An app that is registered there already still works."
	}
	return err
}
