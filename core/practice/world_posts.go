package practice

// pastPost is a post of the made-up world. Where it says hours, they are those before the server's start.
type pastPost struct {
	by       string
	hours    float64
	text     string
	name     string // what other posts call it
	answers  string
	quotes   string
	spoiler  string
	language string
	seen     string // its visibility, if it is not public
	picture  string // the id of a sample
	link     *card
	poll     *poll
	favours  string // who favours it
	boosts   string // who boosts it
	edited   string // what it said before it was edited
	pinned   bool
}

var pastPosts = []pastPost{
	{by: "frida", hours: 150, name: "welcome", text: "Welcome to this #practice server :howdy: Nothing here is real.", favours: "gus ivan jo", boosts: "ivan", pinned: true},
	{by: "ivan", hours: 149, answers: "welcome", name: "thanks", text: "@frida Thanks! Hello from elsewhere."},
	{by: "frida", hours: 148.5, answers: "thanks", text: "@ivan@elsewhere.example Glad that you can read this."},
	{by: "gus", hours: 120, name: "lake", text: "The lake this morning. #photography", picture: "1", favours: "frida hana", boosts: "frida"},
	{by: "newsbot", hours: 96, text: "Post of the week https://news.faraway.example/posts/week #news", link: &card{
		"https://news.faraway.example/posts/week", "Post of the week", "What was read most in the last seven days.", "Faraway News", "Jo",
	}},
	{by: "ivan", hours: 90, name: "essay", text: "I wrote about practising: https://blog.elsewhere.example/essays/practice-makes-perfect #practice", favours: "frida gus", boosts: "gus", link: &card{
		"https://blog.elsewhere.example/essays/practice-makes-perfect", "Practice makes perfect", "An essay about servers that do not exist.", "Ivan's blog", "Ivan",
	}},
	{by: "hana", hours: 72, name: "tea", text: "Tea or coffee? #question", favours: "gus", boosts: "frida", poll: &poll{options: []string{"Tea", "Coffee", "Neither"}, expiresIn: 10 * day}},
	{by: "hana", hours: 60, text: "Which days suit you? #question", poll: &poll{options: []string{"Monday", "Tuesday"}, expiresIn: 1 * day, multiple: true}},
	{by: "frida", hours: 55, text: "The butler did not do it.", spoiler: "The end of a film"},
	{by: "jo", hours: 50, text: "Guten Morgen zusammen! #practice", language: "de", favours: "ivan"},
	{by: "gus", hours: 40, quotes: "welcome", text: "This is still true."},
	{by: "frida", hours: 30, text: "The server was restarted at nine.", edited: "The server will be restarted at eight."},
	{by: "gus", hours: 26, text: "Two more from the lake. #photography", picture: "2"},
	{by: "ivan", hours: 19, text: "@alice Have you read my essay? #practice"},
	{by: "frida", hours: 9, text: "A note for those who follow me.", seen: "private"},
	{by: "frida", hours: 6, text: "@alice @bob Howdy! Do you have what you need?"},
	{by: "frida", hours: 3, name: "secret", text: "@alice Between you and me: the passwords are on the front page.", seen: "direct"},
	{by: "gus", hours: 1, text: "Good light today.", seen: "unlisted"},
}

// diaries are the posts of those who can sign in.
var diaries = []pastPost{
	{by: "alice", hours: 100, name: "first", text: "My first post! #practice", favours: "frida gus ivan", boosts: "jo", pinned: true},
	{by: "frida", hours: 99, answers: "first", text: "@alice Welcome!"},
	{by: "alice", hours: 45, text: "My breakfast", picture: "1", favours: "gus"},
	{by: "alice", hours: 21, text: "I liked the film.", spoiler: "The end of a film"},
	{by: "bob", hours: 70, text: "Only for those whom I let follow me."},
	{by: "bob", hours: 10, text: "It is quiet here.", favours: "frida"},
}

// notes are what fills the pages: one each few hours, by turns.
var (
	noteWriters = []string{"frida", "gus", "ivan"}
	noteTexts   = []string{
		"Watered the plants.", "Read a long book about short posts.", "The printer works again.", "Walked along the river.",
		"Learned a chord on the guitar.", "Baked bread. It rose.", "Fixed a bicycle.", "Saw a heron.", "Answered all letters.",
		"Repaired the fence.", "Counted the stars, and gave up.", "Made soup for nine.",
	}
)
