package practice

import "time"

// Options are the options of [New]. The zero value is [DefaultFlavour] with open registrations.
type Options struct {
	// URL is the address of a server without a socket, for [Server.Transport] and [Server.Person]. Default:
	// https://practice.example. A server with a socket takes its name from each request's Host.
	URL string
	// HandleDomain is the domain of the accounts' addresses, if it is not the server's own: "handles.example" for
	// @alice@handles.example. Over [Server.Transport] the domain sends requests for an account to the server.
	HandleDomain string
	// Version is the version that the server reports. What differs between the releases of Mastodon follows from it. Default: that
	// of [DefaultFlavour].
	Version string
	// Quirks are the differences from Mastodon.
	Quirks Quirks
	// Registrations says who may sign up. Default: RegistrationsOpen.
	Registrations Registrations
	// Empty: nobody but the initial accounts is there, and nothing was posted. Otherwise the server has a small made-up world: other
	// people, on this server and on two others, and what they have posted in the last days.
	Empty bool
	// Diaries: alice and bob have posted, too, and others have answered.
	Diaries bool
	// AppsClosed: no app can be registered. WordPress can be set up so.
	AppsClosed bool
	// Folder is the path that the server is mounted at, such as /blog. Nothing else is at this address then. Default: the root.
	Folder string
	// MinAge is the minimum age. If it is set, sign-ups must give a date of birth.
	MinAge int
	// TwoFactorRequired: everybody has to set up two-factor sign-in. Mastodon from 4.6 on.
	TwoFactorRequired bool
	// DisallowUnauthenticatedAPI: the API answers nobody but people who are signed in, as with DISALLOW_UNAUTHENTICATED_API_ACCESS.
	DisallowUnauthenticatedAPI bool
	// LimitedFederation: the same, and pages of accounts are hidden too, as with LIMITED_FEDERATION_MODE.
	LimitedFederation bool
	// Limits are the rate limits to enforce. Default: none. The headers then show Mastodon's limits.
	Limits Limits
}

// Registrations says who may sign up.
type Registrations string

const (
	RegistrationsOpen     Registrations = "open"
	RegistrationsApproval Registrations = "approval" // an admin approves sign-ups; people must give a reason
	RegistrationsClosed   Registrations = "closed"
)

// Limits are numbers of requests in a period; zero is no limit. The comments give Mastodon's own numbers and periods.
type Limits struct {
	PerToken   int // 300 in 5 minutes
	PerUser    int // 1500 in 5 minutes, for all tokens of a user together
	PerAddress int // 300 in 5 minutes, requests without a user
	Apps       int // 5 in 10 minutes, from one address
	SignUps    int // 5 in 30 minutes, from one address
	SignIns    int // 25 in 5 minutes, from one address, and 25 in an hour, with one e-mail address
	// Period replaces all these periods, so that a test need not wait.
	Period time.Duration
}

// MastodonLimits are Mastodon's own.
var MastodonLimits = Limits{PerToken: 300, PerUser: 1500, PerAddress: 300, Apps: 5, SignUps: 5, SignIns: 25}

func (o Options) withDefaults() Options {
	if o.URL == "" {
		o.URL = "https://practice.example"
	}
	if o.Version == "" {
		o.Version = flavours[DefaultFlavour].Version
	}
	if o.Registrations == "" {
		o.Registrations = RegistrationsOpen
	}
	return o
}
