package practice

import "time"

// Options are those of [New]; the zero value is a Mastodon 4.5 with open registrations.
type Options struct {
	// URL is what a server without a socket is called, by [Server.Transport] and [Server.Person]. Default:
	// https://practice.example. A server with a socket takes its name from each request's Host.
	URL string
	// Version is what the server says it is. Default: 4.5.0.
	Version string
	// Quirks are how it differs from Mastodon 4.5.
	Quirks Quirks
	// Registrations says who may sign up. Default: RegistrationsOpen.
	Registrations Registrations
	// MinAge asks for a date of birth at sign-up, and refuses the younger ones.
	MinAge int
	// Limits are the rate limits to enforce. Without them none is; the headers tell Mastodon's own.
	Limits Limits
}

// Registrations says who may sign up.
type Registrations string

const (
	RegistrationsOpen     Registrations = "open"
	RegistrationsApproval Registrations = "approval" // an admin lets people in; they have to say why they want to
	RegistrationsClosed   Registrations = "closed"
)

// Limits are numbers of requests in a period; zero is no limit. Mastodon's own numbers and periods stand behind them.
type Limits struct {
	PerToken   int // 300 in 5 minutes
	PerUser    int // 1500 in 5 minutes, all tokens of a user together
	PerAddress int // 300 in 5 minutes, requests without a user
	Apps       int // 5 in 10 minutes, from one address
	SignUps    int // 5 in 30 minutes, from one address
	// Period replaces all of those periods, so that a test need not wait.
	Period time.Duration
}

func (o Options) withDefaults() Options {
	if o.URL == "" {
		o.URL = "https://practice.example"
	}
	if o.Version == "" {
		o.Version = "4.5.0"
	}
	if o.Registrations == "" {
		o.Registrations = RegistrationsOpen
	}
	return o
}
