package practice

import (
	"fmt"
	"time"
)

// neighbours returns the people of the made-up world. Nobody can sign in as one of them.
func neighbours(now time.Time) []*user {
	people := []*user{
		{
			name: "frida", displayName: "Frida Flint :howdy:", colour: "#7a3fb0", note: "Keeps this server tidy. #practice",
			fields: [][2]string{{"Pronouns", "she/they"}, {"Garden", "https://frida.example"}},
		},
		{name: "gus", displayName: "Gus", colour: "#b02a5b", note: "Pictures, mostly."},
		{name: "hana", displayName: "Hana 🌱", colour: "#2a7f9e", note: "Asks questions.", locked: true},
		{name: "ivan", displayName: "Ivan Elsewhere", colour: "#4d7c0f", note: "Writes from another server.", domain: "elsewhere.example"},
		{name: "jo", displayName: "Jo", colour: "#9a5b00", note: "Schreibt auf Deutsch.", domain: "faraway.example"},
		{name: "newsbot", displayName: "News by the hour", colour: "#475569", note: "A bot.", domain: "faraway.example", profile: profile{bot: true}},
	}
	for i, person := range people {
		person.id = fmt.Sprint(109302436954722100 + i)
		person.confirmed, person.approved, person.locale = true, true, "en"
		person.created = now.Add(-time.Duration(400-30*i) * day).UTC()
		person.followers, person.following = 11*(i+1), 5*(i+2)
	}
	return people
}

// follows says who follows whom in the made-up world.
var follows = [][2]string{
	{"frida", "alice"}, {"gus", "alice"}, {"ivan", "alice"}, {"jo", "alice"}, {"alice", "frida"}, {"alice", "gus"}, {"alice", "ivan"},
	{"frida", "bob"}, {"bob", "frida"}, {"gus", "frida"}, {"frida", "gus"}, {"ivan", "frida"}, {"hana", "gus"}, {"jo", "ivan"},
}

// asks says who has asked to follow somebody whose account is locked.
var asks = [][2]string{{"hana", "bob"}, {"gus", "hana"}}

// newcomers are those whose following is new, and the hours since.
var newcomers = map[[2]string]int{{"frida", "alice"}: 50, {"gus", "alice"}: 49, {"ivan", "alice"}: 20, {"frida", "bob"}: 30}
