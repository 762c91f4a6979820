package core

import (
	"strings"
)

// A registration is the result of CreateApp: one app for each combination of server, redirect URI, scopes, name and website. It
// is stored and checked before use. If the server no longer knows it, the app is registered again: with an unknown app, the
// person would see an error page of the server that has no way back.

// registrationPrefix is the start of the storage key of each registration.
const registrationPrefix = "mastoauth:app:"

// registeredApp returns the credentials of an app with these options. It uses the stored registration if the server still knows
// it. software is the name of the server's software.
func registeredApp(ctx Context, host Host, o CreateAppOptions, software string) (Credentials, error) {
	client, form, err := registration(host, &o)
	if err != nil {
		return Credentials{}, err
	}
	o.ToKey = registrationPrefix + client.credentials.APIBaseURL + " " + form.Get("redirect_uris") + " " + form.Get("scopes") + " " + o.ClientName
	if o.Website != "" {
		o.ToKey += "\n" + o.Website // a name has no line break, so the key is unique
	}
	var credentials Credentials
	// If ten tabs ask at once, only one registers. A server accepts five registrations in ten minutes.
	err = host.locked(ctx, o.ToKey, func(ctx Context) error {
		credentials, err = storedApp(ctx, host, o, software)
		if err != nil || credentials.ClientID != "" {
			return err
		}
		if _, err := CreateApp(ctx, host, o); err != nil {
			return err
		}
		fresh, err := newClient(ctx, host, Options{ClientCredentialKey: o.ToKey})
		if err != nil {
			return err
		}
		credentials = fresh.Credentials()
		if isOneTimeClient(credentials.ClientID) {
			return host.Storage.Delete(ctx, o.ToKey)
		}
		return nil
	})
	return credentials, err
}

// storedApp returns the stored registration for these options, or nothing if there is none that works.
func storedApp(ctx Context, host Host, o CreateAppOptions, software string) (Credentials, error) {
	client, err := newClient(ctx, host, Options{ClientCredentialKey: o.ToKey, RequestTimeoutMs: o.RequestTimeoutMs, RatelimitMethod: RatelimitThrow})
	if hasCode(err, "storage_corrupt") {
		return Credentials{}, nil // it is overwritten
	}
	if err != nil {
		return Credentials{}, err
	}
	if now := client.Credentials(); now.ClientID == "" || now.ClientSecret == "" || isOneTimeClient(now.ClientID) {
		return Credentials{}, nil // it is missing, incomplete or for one login only; a new one overwrites it
	}
	// This request shows whether the server still knows the app. It also keeps the app alive on Mastodon 4.2.0 to 4.2.8, which
	// delete apps that never had a token.
	_, err = client.appToken(ctx, nil)
	switch known, ok := err.(*Error); {
	case err == nil:
	case hasCode(err, "invalid_client", "unauthorized"), ok && known.Status == 400 && isPleroma(software):
		return Credentials{}, nil
	case ok && known.Is(ErrAPI) && !known.Is(ErrServer):
		// Mitra gives no tokens to apps, and other servers send errors without a code. That does not mean that the app is
		// unknown.
	default:
		return Credentials{}, err
	}
	return client.Credentials(), nil
}

// isPleroma reports whether the software is Pleroma or Akkoma, whose errors have no OAuth codes.
func isPleroma(software string) bool { return software == "pleroma" || software == "akkoma" }

// isOneTimeClient reports whether a client id is a base64-encoded address of an auth session, as Misskey and its forks make
// them. Such a registration works for one login only.
func isOneTimeClient(clientID string) bool {
	return strings.HasPrefix(clientID, "aHR0cHM6Ly") || strings.HasPrefix(clientID, "aHR0cDovL")
}

// locked runs f under the lock of that name, or without a lock if the host has none.
func (h Host) locked(ctx Context, name string, f func(Context) error) error {
	if h.Locker == nil {
		return f(ctx)
	}
	return h.Locker.Lock(ctx, name, f)
}
