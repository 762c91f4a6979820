package sealed

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
)

// A sealed record is one byte for this format, 16 random bytes, and what AES-256-GCM makes of the record: nonce, text, tag.
const (
	format    = 1
	saltBytes = 16
)

var errDamaged = errors.New("the sealed record is damaged, or belongs to another row")

// seal encrypts a record, and binds it to its key.
func (k Key) seal(recordKey string, record []byte) []byte {
	sealed := append(make([]byte, 0, 1+saltBytes+12+len(record)+16), format)
	sealed = sealed[:1+saltBytes]
	_, _ = rand.Read(sealed[1:]) // it never fails: without random numbers, the program ends
	return k.cipher(sealed[1:]).Seal(sealed, nil, record, []byte(recordKey))
}

// open decrypts what seal made for the same key.
func (k Key) open(recordKey string, sealed []byte) ([]byte, error) {
	if len(sealed) < 1+saltBytes || sealed[0] != format {
		return nil, errDamaged
	}
	record, err := k.cipher(sealed[1:1+saltBytes]).Open(nil, nil, sealed[1+saltBytes:], []byte(recordKey))
	if err != nil {
		return nil, errDamaged
	}
	return record, nil
}

// cipher returns the cipher of one record. Neither step can fail with a key of this length.
func (k Key) cipher(salt []byte) cipher.AEAD {
	block, err := aes.NewCipher(k.derive(salt, "mastoauth record", 32))
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return aead
}
