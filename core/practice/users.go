package practice

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// user is an account with a password.
type user struct {
	id                        string
	name, displayName, note   string
	email, password           string
	colour                    string // the avatar's colour
	role                      string // the description on the front page
	locked                    bool
	confirmed, approved       bool
	standing                  Standing
	proposedFactor            string // the code that they have to enter to set up two-factor sign-in
	secondFactor              string // the code that their phone shows, once they have set up two-factor sign-in
	app                       *app   // the app that signed them up
	letter                    string // the secret in the link of their confirmation e-mail
	opened                    string // that of a letter whose link was opened
	corrected                 bool   // the letter goes to another address than the app gave
	locale                    string
	created                   time.Time
	fields                    [][2]string
	followers, following      int
	expandMedia               string
	autoplayGifs, allSpoilers bool
	domain                    string // of the server that they belong to, if it is another one
	profile
}

// acct is the account's name, with its domain if it is of another server.
func (u *user) acct() string {
	if u.domain != "" {
		return u.name + "@" + u.domain
	}
	return u.name
}

// founders returns the initial accounts of every server. Their passwords are on the front page.
func founders() []*user {
	people := []*user{
		{
			name: "alice", displayName: "Alice Example", colour: "#6364ff", confirmed: true, approved: true,
			role: "an ordinary account", note: "Practises logging in.\nHowdy!", followers: 38, following: 4,
			fields: [][2]string{{"Pronouns", "she/her"}, {"Website", "https://alice.example"}},
		},
		{
			name: "bob", displayName: "Bob Müller", colour: "#b3560f", confirmed: true, approved: true, locked: true,
			role: "a locked account: posts go to followers only", note: "Asks before letting anybody follow.",
			followers: 2, following: 119, expandMedia: "show_all", autoplayGifs: true, allSpoilers: true,
		},
		{
			name: "carol", displayName: "Carol", colour: "#0f7a5a", approved: true,
			role: "has not confirmed her e-mail address: the API answers 403",
		},
		{
			name: "dave", displayName: "Dave", colour: "#8a6d00", confirmed: true,
			role: "waits for an admin's approval: the API answers 403",
		},
		{
			name: "erin", displayName: "Erin", colour: "#a12a5e", confirmed: true, approved: true, standing: StandingDisabled,
			role: "was locked out by an admin: the API answers 403",
		},
	}
	for i, person := range people {
		person.id = fmt.Sprint(109302436954721982 + i)
		person.email, person.password = person.name+"@practice.example", "practice-"+person.name
		person.locale, person.created = "en", time.Date(2024, 3, 1+i, 0, 0, 0, 0, time.UTC)
	}
	return people
}

func (s *Server) userByName(name string) *user {
	for _, user := range s.users {
		if strings.EqualFold(user.name, name) {
			return user
		}
	}
	return nil
}

// userByLogin finds a user by what they sign in with. Mastodon requires the e-mail address.
func (s *Server) userByLogin(login string) *user {
	for _, user := range s.users {
		if strings.EqualFold(user.email, login) {
			return user
		}
	}
	return nil
}

// everybody are all people that this server knows, those of its made-up world included.
func (s *Server) everybody() []*user { return append(slices.Clone(s.users), s.neighbours...) }

func (s *Server) accountByID(id string) *user {
	for _, user := range s.everybody() {
		if user.id == id && user.visible() {
			return user
		}
	}
	return nil
}

// accountByHandle finds an account by its name, with its domain if it is of another server.
func (s *Server) accountByHandle(handle string) *user {
	for _, user := range s.everybody() {
		if strings.EqualFold(user.acct(), handle) && user.visible() {
			return user
		}
	}
	return nil
}

func (u *user) url(r *request) string {
	if u.domain != "" {
		return "https://" + u.domain + "/@" + u.name
	}
	return r.base + "/@" + u.name
}

// visibility is the default visibility of the user's posts.
func (u *user) visibility() string {
	if u.privacy != "" {
		return u.privacy
	}
	if u.locked {
		return "private"
	}
	return "public"
}
