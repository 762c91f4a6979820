package core_test

import (
	_ "embed"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// callbackAddresses has for each address the state that stands in it, and the code of its error. wasm/tests/callback-address.test.mjs has
// the same table for the loader, which looks for the state first.
//
//go:embed testdata/callbacks.json
var callbackAddresses []byte

func TestTheStateInAnAddress(t *testing.T) {
	var table [][4]string
	require.NoError(t, json.Unmarshal(callbackAddresses, &table))
	for _, test := range table {
		state, err := core.ReadCallback(native.URLs{}, test[1])
		code := core.Code("")
		if err != nil {
			code = core.AsError(err).Code
		}
		assert.Equal(t, core.Code(test[3]), code, test[0])
		assert.Equal(t, test[2], state, test[0])
	}
}
