package core

import (
	"strings"
)

// A registration is the result of CreateApp: one app for each combination of server, redirect URI, scopes, name and website. It
// is stored and checked before use. If the server no longer knows it, the app is registered again: with an unknown app, the
// person would see an error page of the server that has no way back.

// registrationPrefix is the start of the storage key of each registration.
const registrationPrefix = "mastoauth:app:"

// registeredApp returns the credentials of an app with these options at that server. It uses the stored registration if the
// server still knows it.
func registeredApp(ctx Context, host Host, o CreateAppOptions, server Server) (Credentials, error) {
	client, form, err := registration(host, &o)
	if err != nil {
		return Credentials{}, err
	}
	o.ToKey = registrationPrefix + client.credentials.APIBaseURL + " " + form.Get("redirect_uris") + " " + form.Get("scopes") + " " + o.ClientName
	if o.Website != "" {
		o.ToKey += "\n" + o.Website // a name has no line break, so the key is unique
	}
	stored, refusal, err := storedApp(ctx, host, o, server)
	if err != nil || stored.ClientID != "" && refusal == nil {
		return stored, err
	}
	// If ten tabs ask at once, only one registers. A server accepts five registrations in ten minutes.
	err = host.locked(ctx, o.ToKey, func(ctx Context) (err error) {
		stored, err = replacedApp(ctx, host, o, server, stored, refusal)
		return err
	})
	return stored, err
}

// replacedApp registers the app in place of the stored one, which the server refused or which is missing, unless somebody else has
// done that meanwhile.
func replacedApp(ctx Context, host Host, o CreateAppOptions, server Server, stored Credentials, refusal error) (Credentials, error) {
	if now, err := storedClient(ctx, host, o); err == nil && now.Credentials().ClientID != stored.ClientID {
		if stored, refusal, err = storedApp(ctx, host, o, server); err != nil || stored.ClientID != "" && refusal == nil {
			return stored, err
		}
	}
	if _, err := CreateApp(ctx, host, o); err != nil {
		if refusal != nil && !hasCode(refusal, CodeInvalidClient, CodeUnauthorized) {
			return stored, nil // the refusal did not say that the app is unknown, so the app is tried
		}
		return Credentials{}, err
	}
	fresh, err := storedClient(ctx, host, o)
	if err != nil {
		return Credentials{}, err
	}
	credentials := fresh.Credentials()
	if isOneTimeClient(credentials.ClientID) {
		return credentials, host.Storage.Delete(ctx, o.ToKey)
	}
	if refusal != nil {
		if _, err := fresh.appToken(ctx, nil); refusesClient(err) && alike(err, refusal) {
			// The server refuses an app that it has just registered, as it refused the old one. The registration is good, and the
			// check says nothing. Another refusal would not prove that: a firewall may have been in the way this once.
			_ = host.forgoAppCheck(ctx, server) // if this fails, the next sign-in registers once more
		}
	}
	return credentials, nil
}

// storedClient returns a client of the stored registration. The record may be missing.
func storedClient(ctx Context, host Host, o CreateAppOptions) (*Client, error) {
	return newClient(ctx, host, Options{ClientCredentialKey: o.ToKey, RequestTimeoutMs: o.RequestTimeoutMs, RatelimitMethod: RatelimitThrow})
}

// storedApp returns the stored registration for these options, or nothing if there is none. refusal is the server's error if it
// refused the app.
func storedApp(ctx Context, host Host, o CreateAppOptions, server Server) (stored Credentials, refusal, err error) {
	client, err := storedClient(ctx, host, o)
	if hasCode(err, CodeStorageCorrupt) {
		return Credentials{}, nil, nil // it is overwritten
	}
	if err != nil {
		return Credentials{}, nil, err
	}
	stored = client.Credentials()
	if stored.ClientID == "" || stored.ClientSecret == "" || isOneTimeClient(stored.ClientID) {
		return Credentials{}, nil, nil // it is missing, incomplete or for one login only; a new one overwrites it
	}
	if host.forgoesAppCheck(ctx, server) {
		return stored, host.stayedAway(ctx, stored), nil
	}
	// This request shows whether the server still knows the app. It also keeps the app alive on Mastodon 4.2.0 to 4.2.8, which
	// delete apps that never had a token.
	_, err = client.appToken(ctx, nil)
	switch known, ok := err.(*Error); {
	case refusesClient(err):
		return stored, err, nil
	case hasCode(err, CodeUnsupportedGrantType): // Mitra: the app was not looked at
		return stored, host.stayedAway(ctx, stored), nil
	case err == nil, ok && known.Kind.within(ErrAPI) && !known.Kind.within(ErrServer):
		return stored, nil, nil
	}
	return Credentials{}, nil, err
}

// refusesClient reports whether an error of the token endpoint may mean that the server does not know the app. Only Mastodon and
// others that follow RFC 6749 say so by a code: other servers have their own words and statuses for it.
func refusesClient(err error) bool {
	known, ok := err.(*Error)
	return ok && known.Status >= 400 && known.Status < 500 && known.Status != 429 && !isBlocked(known) && !hasCode(err, knownClientCodes...)
}

// alike reports whether two refusals have the same status and code.
func alike(err, other error) bool {
	return AsError(err).Status == AsError(other).Status && hasCode(err, AsError(other).Code)
}

// knownClientCodes are the codes of RFC 6749 for a request that is refused although the app is known. Mitra gives no tokens to
// apps, for example.
var knownClientCodes = []Code{
	CodeUnsupportedGrantType, CodeUnauthorizedClient, CodeInvalidScope, CodeInvalidGrant, CodeAccessDenied, CodeTemporarilyUnavailable,
}

// appCheckPrefix is the start of the storage key of what is known about a server's answers to the check of a registration.
const appCheckPrefix = "mastoauth:app-check:"

// forgoAppCheck stores that the check says nothing on this server. It is checked again when the server has another version.
func (h Host) forgoAppCheck(ctx Context, server Server) error {
	return h.Storage.Set(ctx, appCheckPrefix+server.BaseURL, Fields{{"unusable_in", server.Version}})
}

func (h Host) forgoesAppCheck(ctx Context, server Server) bool {
	record, err := h.Storage.Get(ctx, appCheckPrefix+server.BaseURL)
	return err == nil && record != nil && record.Text("unusable_in") == server.Version
}

// departedPrefix is the start of the storage key of a person who was sent to a server with an app that could not be checked.
const departedPrefix = "mastoauth:departed:"

// stayedAway notes that a person leaves with an app that cannot be checked. It is an error if the last one never came back: the
// server's page may have said that it does not know the app, and only a new one leads past that page.
func (h Host) stayedAway(ctx Context, app Credentials) error {
	record, err := h.Storage.Get(ctx, departedPrefix+app.APIBaseURL)
	if err == nil && record != nil && record.Text("client_id") == app.ClientID {
		return loginError(CodeClientMissing, "nobody came back with this app.")
	}
	_ = h.Storage.Set(ctx, departedPrefix+app.APIBaseURL, Fields{{"client_id", app.ClientID}}) // if this fails, no new app is registered
	return nil
}

// cameBack notes that the server knows the app: it sent the person back.
func (h Host) cameBack(ctx Context, app Credentials) {
	if record, err := h.Storage.Get(ctx, departedPrefix+app.APIBaseURL); err == nil && record != nil {
		_ = h.Storage.Delete(ctx, departedPrefix+app.APIBaseURL) // if this fails, one app more is registered
	}
}

// isPleroma reports whether the software is Pleroma or Akkoma, whose errors have no OAuth codes.
func isPleroma(software string) bool { return software == "pleroma" || software == "akkoma" }

// isOneTimeClient reports whether a client id is a base64-encoded address of an auth session, as Misskey and its forks make
// them. Such a registration works for one login only.
func isOneTimeClient(clientID string) bool {
	return strings.HasPrefix(clientID, "aHR0cHM6Ly") || strings.HasPrefix(clientID, "aHR0cDovL")
}
