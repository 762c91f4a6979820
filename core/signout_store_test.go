package core_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// doors are the calls that end a session. The result is whether the server confirmed it.
var doors = map[string]func(w *world, id string) (bool, error){
	"signOut": func(w *world, id string) (bool, error) {
		outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: id})
		return outcome.Confirmed, err
	},
	"revokeAccessToken": func(w *world, id string) (bool, error) {
		client, err := core.New(w.ctx, w.host, core.Options{AccessTokenKey: sessionKey(id)})
		if err != nil {
			return false, err
		}
		outcome, err := client.RevokeAccessToken(w.ctx)
		return outcome.Confirmed, err
	},
}

// Whatever is stored: after a sign-out, the account is gone here, and the token with it.
func TestASignOutOfADamagedSession(t *testing.T) {
	type damage struct{ key, field, value string }
	var all []damage

	for _, field := range []string{"api_base_url", "client_id", "client_secret", "access_token", "scope", "token_type"} {
		for _, value := range []string{"", "garbage"} {
			all = append(all, damage{"mastoauth:session:", field, value})
		}
	}
	for _, field := range []string{"id", "username", "handle"} {
		all = append(all, damage{"mastoauth:account:", field, ""})
	}
	for _, key := range []string{"mastoauth:session:", "mastoauth:account:", "mastoauth:sessions"} {
		all = append(all, damage{key, "", ""}, damage{key, "", "garbage"}, damage{key, "", "missing"})
	}
	for door, end := range doors {
		for _, damage := range all {
			for _, registration := range []bool{true, false} {
				name := door + " " + damage.key + damage.field + "=" + damage.value
				if !registration {
					name += " without the registration"
				}
				t.Run(name, func(t *testing.T) {
					w := newWorld(t, practice.Options{})
					w.signIn(t, "bob")
					id := w.signIn(t, "alice").Session.ID
					token, key := w.tokenOf(t, id), damage.key
					if key != "mastoauth:sessions" {
						key += id
					}
					broken := &brokenStore{Storage: w.store, damaged: map[string]bool{}}
					w.host.Storage = broken
					switch {
					case damage.field != "":
						w.put(t, key, damage.field, damage.value)
					case damage.value == "garbage":
						broken.damaged[key] = true
					case damage.value == "missing":
						require.NoError(t, w.store.Delete(w.ctx, key))
					default:
						require.NoError(t, w.store.Set(w.ctx, key, nil))
					}
					if !registration {
						keys, err := w.store.Keys(w.ctx, "mastoauth:app:")
						require.NoError(t, err)
						require.Len(t, keys, 1)
						require.NoError(t, w.store.Delete(w.ctx, keys[0]))
					}
					confirmed, err := end(w, id)
					if door == "signOut" {
						require.NoError(t, err)
					}
					if err != nil { // the client cannot be made, or has nobody: signOut ends such a session
						_, err = doors["signOut"](w, id)
						require.NoError(t, err)
						confirmed = false
					}
					assert.Empty(t, w.left(t, id, token))
					assert.Equal(t, "bob", w.sessions(t).Sessions[0].Account.Username, "bob stays")
					// Without the app, the server revokes no token. Without the token, nobody can ask.
					lost := damage.field == "access_token" || damage.key == "mastoauth:session:" && damage.field == ""
					lost = lost || damage.field == "client_id" && damage.value != "" || !registration && (damage.field == "client_id" || damage.field == "client_secret" && damage.value == "")
					lost = lost || damage.field == "client_secret" && damage.value != ""
					assert.Equal(t, lost, w.alive(t, token))
					assert.Equal(t, lost && strings.HasPrefix(damage.field, "client_"), w.kept(t, token), "what was not revoked is tried again")
					if confirmed && damage.value != "garbage" {
						assert.False(t, w.alive(t, token), "only what is true is confirmed")
					}
				})
			}
		}
	}
}

// Whatever the store does: after a sign-out the account is gone here, or the call was rejected with the reason and can be repeated.
func TestASignOutWhoseStoreFails(t *testing.T) {
	for door, end := range doors {
		for operation := range map[string]bool{"get": true, "set": true, "remove": true, "remove and set": true} {
			for _, key := range []string{"mastoauth:session:", "mastoauth:account:", "mastoauth:sessions", "mastoauth:limits:", "mastoauth:"} {
				for _, ends := range []string{"fails", "nothing"} {
					t.Run(door+", "+operation+" "+key+" "+ends, func(t *testing.T) {
						w := newWorld(t, practice.Options{})
						id := w.signIn(t, "alice").Session.ID
						token := w.tokenOf(t, id)
						broken, rule := &brokenStore{Storage: w.store}, map[string]string{key: ends}
						switch operation {
						case "get":
							broken.get = rule
						case "set":
							broken.set = rule
						case "remove":
							broken.remove = rule
						default:
							broken.remove, broken.set = rule, rule
						}
						w.host.Storage = broken
						_, err := end(w, id)
						w.host.Storage = w.store
						if operation == "remove" {
							require.NoError(t, err, "what cannot be deleted is emptied")
						}
						if err == nil {
							for _, session := range w.sessions(t).Sessions {
								assert.NotEqual(t, id, session.ID)
							}
							assert.NotContains(t, w.left(t, id, token), sessionKey(id)+" access_token")
							assert.Equal(t, w.alive(t, token), w.kept(t, token))
							return
						}
						assert.NotEmpty(t, core.AsError(err).Code)
						_, err = doors["signOut"](w, id)
						require.NoError(t, err, "it can be tried again")
						assert.Empty(t, w.left(t, id, token))
						assert.True(t, w.kept(t, token) || !w.alive(t, token))
					})
				}
			}
		}
	}
}
