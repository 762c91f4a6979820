package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/mastoauth/mastoauth/core/internal/testpostgres"
)

// found is what was measured. A map has the figures of all rounds, by contender.
type found struct {
	Rates   []*rate                         `json:"rates"`
	Waiting map[string]map[string][]float64 `json:"waiting"`
}

// A rate is how fast people sign in at so many processes.
type rate struct {
	AnswerMs  int                  `json:"answerMs"`
	Processes int                  `json:"processes"`
	PerSecond map[string][]float64 `json:"perSecond"`
	// CPU is the time of the processor that the site's processes take for one sign-in, in milliseconds. The database's is not in it.
	CPU map[string][]float64 `json:"cpuMs"`
}

var contenders = []string{ours, theirs}

// What a waiting login takes, in bytes: of a process that keeps all in memory, of one with a database, and of that database.
const (
	inMemory   = "a process without a database"
	inProcess  = "a process with PostgreSQL"
	inDatabase = "PostgreSQL"
)

// warmUp is how many people sign in before anything is measured. Their sign-ins register the site, and fill the pools.
const warmUp = 50

// mostRequests are those for a sign-in, on average: the code exchange and verify_credentials. The rest is for what is looked at now and then.
const mostRequests = 2.1

func measure(p plan, database *testpostgres.Server) (*found, error) {
	server := startServer()
	defer server.close()
	result := &found{Waiting: map[string]map[string][]float64{inMemory: {}, inProcess: {}, inDatabase: {}}}
	for _, processes := range []int{1, 2} {
		if err := result.rates(p, processes, server, database); err != nil {
			return nil, err
		}
	}
	server.answerMs.Store(0)
	for range min(p.rounds, 3) {
		for _, name := range contenders {
			if err := result.waiting(p, name, server, database); err != nil {
				return nil, err
			}
		}
	}
	return result, nil
}

// rates measures how fast people sign in at so many processes of each contender.
func (f *found) rates(p plan, processes int, server *server, database *testpostgres.Server) error {
	sites := map[string]cluster{}
	for _, name := range contenders {
		address, err := newDatabase(database)
		if err != nil {
			return err
		}
		site, err := startCluster(name, processes, server.address, address)
		if err != nil {
			return err
		}
		defer site.stop()
		if err := site.signIns(server.address, warmUp, p.atOnce); err != nil {
			return err
		}
		sites[name] = site
	}
	for _, answerMs := range p.answerMs {
		server.answerMs.Store(int64(answerMs))
		row := &rate{answerMs, processes, map[string][]float64{}, map[string][]float64{}}
		f.Rates = append(f.Rates, row)
		for range p.rounds {
			for _, at := range rand.Perm(len(contenders)) {
				name, count := contenders[at], p.signIns*processes
				before := server.requests.Load()
				perSecond, cpu, err := sites[name].rate(server.address, count, p.atOnce)
				if err != nil {
					return err
				}
				if each := float64(server.requests.Load()-before) / float64(count); each > mostRequests {
					return fmt.Errorf("%s sends the server %.2f requests for a sign-in", name, each)
				}
				row.PerSecond[name] = append(row.PerSecond[name], perSecond)
				row.CPU[name] = append(row.CPU[name], cpu)
			}
		}
	}
	return nil
}

func (c cluster) rate(server string, count, atOnce int) (perSecond, cpu float64, err error) {
	before, err := c.usage("")
	if err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	if err := c.signIns(server, count, atOnce); err != nil {
		return 0, 0, err
	}
	took := time.Since(begun)
	after, err := c.usage("")
	return float64(count) / took.Seconds(), (after.CPU - before.CPU) / float64(count), err
}

// waiting measures what those take who have left for the server.
func (f *found) waiting(p plan, name string, server *server, database *testpostgres.Server) error {
	address, err := newDatabase(database)
	if err != nil {
		return err
	}
	for where, address := range map[string]string{inMemory: "", inProcess: address} {
		heap, stored, err := waitingAt(p, name, server.address, address)
		if err != nil {
			return err
		}
		f.Waiting[where][name] = append(f.Waiting[where][name], heap)
		if address != "" {
			f.Waiting[inDatabase][name] = append(f.Waiting[inDatabase][name], stored)
		}
	}
	return nil
}

func waitingAt(p plan, name, server, database string) (heap, stored float64, err error) {
	site, err := startCluster(name, 1, server, database)
	if err != nil {
		return 0, 0, err
	}
	defer site.stop()
	if err := site.signIns(server, warmUp, p.atOnce); err != nil {
		return 0, 0, err
	}
	before, err := site.usage("?heap=1")
	if err != nil {
		return 0, 0, err
	}
	size, err := sizeOf(database)
	if err != nil {
		return 0, 0, err
	}
	if err := site.leave(server, p.waiting, p.atOnce); err != nil {
		return 0, 0, err
	}
	after, err := site.usage("?heap=1")
	if err != nil {
		return 0, 0, err
	}
	grown, err := sizeOf(database)
	each := float64(p.waiting)
	return (float64(after.Heap) - float64(before.Heap)) / each, (grown - size) / each, err
}

var databases int

// newDatabase makes an empty database.
func newDatabase(server *testpostgres.Server) (address string, err error) {
	databases++
	name := fmt.Sprint("bench", databases)
	_, err = query(server.Address("postgres"), "CREATE DATABASE "+name)
	return server.Address(name), err
}

// sizeOf returns the bytes of a database; 0 without one.
func sizeOf(database string) (float64, error) {
	if database == "" {
		return 0, nil
	}
	return query(database, "SELECT pg_database_size(current_database())::float8")
}

// query runs a statement, and returns its number if it has one.
func query(database, statement string) (number float64, err error) {
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, database)
	if err != nil {
		return 0, err
	}
	defer connection.Close(ctx)
	rows, err := connection.Query(ctx, statement)
	if err != nil {
		return 0, err
	}
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[float64])
	if len(numbers) > 0 {
		number = numbers[0]
	}
	return number, err
}
