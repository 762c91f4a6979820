package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// Each person has a number of their own, in all measurements: it is their account, and their network address.
var people atomic.Int64

var browsers = &http.Transport{MaxIdleConnsPerHost: 128}

// signIns has so many people sign in, with atOnce of them under way at each process.
func (c cluster) signIns(server string, count, atOnce int) error {
	return c.each(count, atOnce, func(person int64) error {
		at, next := c[person%int64(len(c))], c[(person+1)%int64(len(c))] // a proxy sends people to all in turn
		page, cookies, err := at.begin(server, person)
		if err != nil {
			return err
		}
		back := url.Values{"code": {strconv.FormatInt(person, 10)}, "state": {page.Query().Get("state")}}
		_, _, err = next.ask("GET", "/login/callback?"+back.Encode(), "", person, cookies)
		return err
	})
}

// leave has so many people leave for the server, who do not come back.
func (c cluster) leave(server string, count, atOnce int) error {
	return c.each(count, atOnce, func(person int64) error {
		_, _, err := c[0].begin(server, person)
		return err
	})
}

func (c cluster) each(count, atOnce int, do func(person int64) error) error {
	var left atomic.Int64
	left.Store(int64(count))
	errs := make(chan error, atOnce*len(c))
	var all sync.WaitGroup
	for range atOnce * len(c) {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := do(people.Add(1)); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(errs)
	return <-errs
}

// begin sends the form, and returns the address of the server's page.
func (p *process) begin(server string, person int64) (page *url.URL, cookies []*http.Cookie, err error) {
	return p.ask("POST", "/login/", url.Values{"server": {server}}.Encode(), person, nil)
}

// ask returns where the site sends the browser.
func (p *process) ask(method, path, form string, person int64, cookies []*http.Cookie) (to *url.URL, set []*http.Cookie, err error) {
	request, err := http.NewRequest(method, p.address+path, strings.NewReader(form))
	if err != nil {
		return nil, nil, err
	}
	if method == "POST" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	request.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", person>>16&255, person>>8&255, person&255))
	for _, cookie := range cookies {
		request.AddCookie(cookie)
	}
	answer, err := browsers.RoundTrip(request)
	if err != nil {
		return nil, nil, err
	}
	body, _ := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		return nil, nil, fmt.Errorf("%s %s of person %d: %s: %s", method, path, person, answer.Status, body)
	}
	to, err = url.Parse(answer.Header.Get("Location"))
	return to, answer.Cookies(), err
}
