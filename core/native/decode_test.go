package native_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestDecode(t *testing.T) {
	document := parse(t, `{"id":"109302436954721982","username":"alice","followers_count":3,"unknown":{"x":1},"source":{"privacy":"public","language":null}}`)
	account, err := native.Decode(core.Entity[core.Account]{Document: document}, nil)
	require.NoError(t, err)
	assert.Equal(t, "109302436954721982", account.ID)
	assert.Equal(t, 3.0, account.FollowersCount)
	assert.Equal(t, "public", account.Source.Privacy)
	assert.Nil(t, account.Source.Language)
}

func TestDecodeForgives(t *testing.T) {
	document := parse(t, `{"id":109302436954721982,"username":7,"followers_count":"12","locked":"true","bot":1,
		"fields":[{"name":true,"value":1.50}],"source":{"sensitive":"false"},"role":{"id":-99}}`)
	account, err := native.Decode(core.Entity[core.Account]{Document: document}, nil)
	require.Error(t, err, "bot is a number, which is no boolean")
	var failure *core.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, core.CodeAnswerUnexpected, failure.Code)
	assert.Contains(t, failure.Message, "bot")

	assert.Equal(t, "109302436954721982", account.ID, "with every digit")
	assert.Equal(t, "7", account.Username)
	assert.Equal(t, 12.0, account.FollowersCount)
	assert.True(t, account.Locked)
	assert.Equal(t, []core.AccountField{{Name: "true", Value: "1.50"}}, account.Fields)
	assert.False(t, account.Source.Sensitive)
	assert.Equal(t, "-99", account.Role.ID)
}

func TestDecodeOfMaps(t *testing.T) {
	document := parse(t, `{"title":5,"version":"4.5.0","api_versions":{"mastodon":"7"}}`)
	instance, err := native.Decode(core.Entity[core.Instance]{Document: document}, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]float64{"mastodon": 7}, instance.APIVersions)
}

func TestDecodePassesErrorsOn(t *testing.T) {
	failure := errors.New("no answer")
	_, err := native.Decode(core.Entity[core.Account]{}, failure)
	assert.Same(t, failure, err)
}

func TestDecodeOfNothing(t *testing.T) {
	account, err := native.Decode(core.Entity[core.Account]{}, nil)
	require.NoError(t, err)
	assert.Empty(t, account)
}
