// Bench measures how fast people sign in at a site with package weblogin, beside one that was written by hand with golang.org/x/oauth2.
// Both ask the same server for the same, and keep what they know in the same PostgreSQL. "make bench" runs it.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/mastoauth/mastoauth/core/internal/testpostgres"
)

// A plan says what is measured, and how often.
type plan struct {
	rounds int
	// answerMs are the times that the server takes for an answer, in milliseconds.
	answerMs []int
	// signIns are those of one measurement. So many of them are under way at once at each process.
	signIns, atOnce int
	// waiting is how many people leave for the server and do not come back, for the memory that they take.
	waiting int
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "site" {
		check(serveSite(os.Args[2:]))
		return
	}
	var p plan
	flag.IntVar(&p.rounds, "rounds", 1, "how often everything is measured")
	times := flag.String("answer-ms", "0,50", "how long the server takes for an answer, in milliseconds")
	flag.IntVar(&p.signIns, "sign-ins", 400, "sign-ins in one measurement")
	flag.IntVar(&p.atOnce, "at-once", 16, "sign-ins under way at once at each process")
	flag.IntVar(&p.waiting, "waiting", 5_000, "people who leave and do not come back")
	flag.Parse()
	for text := range strings.SplitSeq(*times, ",") {
		time, err := strconv.Atoi(text)
		check(err)
		p.answerMs = append(p.answerMs, time)
	}
	database, err := testpostgres.Start()
	if errors.Is(err, testpostgres.ErrMissing) {
		check(json.NewEncoder(os.Stdout).Encode(map[string]string{"missing": err.Error()}))
		return
	}
	check(err)
	found, err := measure(p, database)
	database.Stop()
	check(err)
	check(json.NewEncoder(os.Stdout).Encode(found))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
