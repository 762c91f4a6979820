package sealed

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// KeyBytes is the length of a key's secret.
const KeyBytes = 32

// Key is a secret of the site, which seals its records. Printed, it shows its id only.
type Key struct {
	id string
	// derive returns a key for one purpose. The secret is inside the function, since fmt prints any other value with a struct that has the
	// key in an unexported field.
	derive func(salt []byte, purpose string, length int) []byte
}

// NewKey returns the key with this secret: 32 bytes that nobody can guess.
func NewKey(secret []byte) (Key, error) {
	if len(secret) != KeyBytes {
		return Key{}, &core.Error{
			Kind: core.ErrIllegalArgument, Code: core.CodeOptionInvalid,
			Message: fmt.Sprintf("key: it has %d bytes instead of %d.", len(secret), KeyBytes), Hint: "Make one with: openssl rand -base64 32",
		}
	}
	secret = bytes.Clone(secret)
	key := Key{derive: func(salt []byte, purpose string, length int) []byte {
		derived, err := hkdf.Key(sha256.New, secret, salt, purpose, length)
		if err != nil {
			panic(err) // only a much greater length fails
		}
		return derived
	}}
	key.id = hex.EncodeToString(key.derive(nil, "mastoauth key id", 8))
	return key, nil
}

// ParseKeys reads keys as they stand in a setting of the site: each in base64, as "openssl rand -base64 32" prints it, with spaces or line
// breaks between them. The first one seals what is written, and all of them open.
func ParseKeys(setting string) ([]Key, error) {
	var keys []Key
	for text := range strings.FieldsSeq(setting) {
		secret, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, &core.Error{
				Kind: core.ErrIllegalArgument, Code: core.CodeOptionInvalid,
				Message: fmt.Sprintf("key %d: it is not base64.", len(keys)+1), Hint: "Make one with: openssl rand -base64 32",
			}
		}
		key, err := NewKey(secret)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// ID identifies the key. It is stored with each record, and says nothing about the secret.
func (k Key) ID() string { return k.id }

// Format prints the id, whatever the verb is.
func (k Key) Format(to fmt.State, _ rune) { fmt.Fprint(to, "key "+k.id) }
