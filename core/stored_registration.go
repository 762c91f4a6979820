package core

import (
	"strings"
)

// A registration is what CreateApp leaves behind: one app per server, redirect URI, scopes, name and website. It is kept, looked
// after, and made anew when the server has forgotten it, since a server shows a dead one only to the person, on a page
// that leads nowhere.

// registrationPrefix begins the storage key of each registration.
const registrationPrefix = "mastoauth:app:"

// registeredApp returns the credentials of the app for these options, with the registration that is stored if the server
// still knows it. software is what the server calls itself.
func registeredApp(ctx Context, host Host, o CreateAppOptions, software string) (Credentials, error) {
	client, form, err := registration(host, &o)
	if err != nil {
		return Credentials{}, err
	}
	o.ToKey = registrationPrefix + client.credentials.APIBaseURL + " " + form.Get("redirect_uris") + " " + form.Get("scopes") + " " + o.ClientName
	if o.Website != "" {
		o.ToKey += "\n" + o.Website // a name stands on one line
	}
	var credentials Credentials
	// Ten tabs that ask at once register once; a server allows five in ten minutes.
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

// storedApp returns the registration under the options' key, or nothing if there is none that works.
func storedApp(ctx Context, host Host, o CreateAppOptions, software string) (Credentials, error) {
	client, err := newClient(ctx, host, Options{ClientCredentialKey: o.ToKey, RequestTimeoutMs: o.RequestTimeoutMs, RatelimitMethod: RatelimitThrow})
	if hasCode(err, "storage_corrupt") {
		return Credentials{}, nil // it is overwritten
	}
	if err != nil {
		return Credentials{}, err
	}
	if now := client.Credentials(); now.ClientID == "" || now.ClientSecret == "" || isOneTimeClient(now.ClientID) {
		return Credentials{}, nil // there is none, one that was left over, or a record that is damaged: it is overwritten
	}
	// The probe: a server that forgot the app says so here. It also keeps the app alive on Mastodon 4.2.0 to 4.2.8, which
	// delete apps that never had a token.
	_, err = client.appToken(ctx, nil)
	switch known, ok := err.(*Error); {
	case err == nil:
	case hasCode(err, "invalid_client", "unauthorized"), ok && known.Status == 400 && isPleroma(software):
		return Credentials{}, nil
	case ok && known.Is(ErrAPI) && !known.Is(ErrServer):
		// Mitra gives apps no tokens, and others answer in prose: that proves nothing against the app.
	default:
		return Credentials{}, err
	}
	return client.Credentials(), nil
}

// isPleroma reports whether a server is of that family, whose refusals are prose.
func isPleroma(software string) bool { return software == "pleroma" || software == "akkoma" }

// isOneTimeClient reports whether a client id is the address of a session that ends with the login, in base64, as the Misskey
// family makes them; such a registration serves one login.
func isOneTimeClient(clientID string) bool {
	return strings.HasPrefix(clientID, "aHR0cHM6Ly") || strings.HasPrefix(clientID, "aHR0cDovL")
}

// locked runs f under the name's lock, or without one on a host that has none.
func (h Host) locked(ctx Context, name string, f func(Context) error) error {
	if h.Locker == nil {
		return f(ctx)
	}
	return h.Locker.Lock(ctx, name, f)
}
