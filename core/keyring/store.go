package keyring

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"path/filepath"

	"github.com/zalando/go-keyring"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// service is what the keyring shows the person beside the program's name.
const service = "mastoauth"

// Store is a core.Storage and a core.Locker. Any number of programs may share its files.
type Store struct {
	core.Storage
	files *native.FileStore
}

// Open returns the store of the program with this name, in the folder keyring of [native.Folder]. The person may be asked to unlock the
// keyring; Open waits for that until ctx ends. If the keyring cannot be reached, the error is storage_blocked, and nothing is stored
// anywhere else.
//
// If the keyring has lost the key, what was stored cannot be read any more: the program registers and logs in again.
func Open(ctx context.Context, clientName string) (*Store, error) {
	dir, err := native.Folder(clientName)
	if err != nil {
		return nil, err
	}
	return open(ctx, filepath.Base(dir), filepath.Join(dir, "keyring"))
}

func open(ctx context.Context, user, dir string) (*Store, error) {
	files := native.NewFileStore(dir)
	var key sealed.Key
	// Two programs that start at once use one key.
	err := files.Lock(ctx, "keyring", func(ctx core.Context) (err error) {
		key, err = within(ctx, func() (sealed.Key, error) { return keyOf(user) })
		return err
	})
	if err != nil {
		return nil, err
	}
	records, err := sealed.New(&rows{files, key.ID()}, key)
	if err != nil {
		return nil, err
	}
	return &Store{records, files}, nil
}

// Lock waits until nobody else holds the lock of that name, and runs f. See [native.FileStore.Lock].
func (s *Store) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return s.files.Lock(ctx, name, f)
}

// keyOf returns the program's key. If the keyring has none, it gets one.
func keyOf(user string) (sealed.Key, error) {
	text, err := keyring.Get(service, user)
	if errors.Is(err, keyring.ErrNotFound) {
		secret := make([]byte, sealed.KeyBytes)
		_, _ = rand.Read(secret) // it never fails: without random numbers, the program ends
		text = base64.StdEncoding.EncodeToString(secret)
		err = keyring.Set(service, user, text)
	}
	if err != nil {
		return sealed.Key{}, blocked(err)
	}
	keys, err := sealed.ParseKeys(text)
	if err != nil || len(keys) != 1 {
		return sealed.Key{}, &core.Error{
			Kind: core.ErrMastodon, Code: core.CodeStorageCorrupt, Message: "what the keyring has for “" + user + "” is no key of this program.",
			Hint: "Delete it there (" + service + "), and log in again.",
		}
	}
	return keys[0], nil
}

func blocked(cause error) *core.Error {
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Cause: cause, Message: "the system's keyring cannot be used: " + cause.Error() + ".",
		Hint: "Unlock it. Where there is none (on Linux, a Secret Service and a session bus), use native.NewFileStore, whose files are not encrypted.",
	}
}

// within waits for what has no context: the keyring may ask the person to unlock it. If ctx ends first, that goes on in the background.
func within[T any](ctx core.Context, ask func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answered := make(chan answer, 1)
	go func() {
		value, err := ask()
		answered <- answer{value, err}
	}()
	select {
	case a := <-answered:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, native.ContextError(ctx, "the wait for the system's keyring was cancelled.", "the system's keyring did not answer in time.", "Unlock it, then try again.")
	}
}
