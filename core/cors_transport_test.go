package core_test

import (
	"errors"
	"net/http"
	"strings"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// corsTransport is a Transport that says that it is subject to CORS.
type corsTransport struct{ core.Transport }

func (corsTransport) CORS() bool { return true }

// Explain does the part of jsbind/doctor.js that a server decides.
func (c corsTransport) Explain(ctx core.Context, failed *core.Error, address string) {
	answers := func(blind bool) bool {
		_, err := c.Do(ctx, core.Request{Method: "GET", URL: address, Blind: blind})
		return err == nil
	}
	failed.Reason = core.ReasonDownOrBlocked
	if answers(false) {
		failed.Reason = core.ReasonInterruptedOrCORS
	} else if answers(true) {
		failed.Reason = core.ReasonCORS
	}
}

// throughCORS reaches a practice server as fetch in a page does: with preflights, and without what the server lets no page read.
func (w *world) throughCORS() core.Transport {
	return corsTransport{page{native.NewTransport(&http.Client{Transport: corsCheck{w.server.RoundTripper()}}), w.host.Transport}}
}

type page struct{ readable, blind core.Transport }

func (p page) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if !request.Blind {
		return p.readable.Do(ctx, request)
	}
	response, err := p.blind.Do(ctx, request)
	if err == nil {
		response = &core.Response{Header: response.Header} // opaque
	}
	return response, err
}

const pageOrigin = "https://app.example"

type corsCheck struct{ http.RoundTripper }

func (c corsCheck) RoundTrip(request *http.Request) (*http.Response, error) {
	var unsafe []string
	for name, value := range map[string]string{"authorization": "", "idempotency-key": "", "content-type": "application/json"} {
		if sent := request.Header.Get(name); sent != "" && strings.HasPrefix(sent, value) {
			unsafe = append(unsafe, name)
		}
	}
	if unsafe != nil || request.Method != http.MethodGet && request.Method != http.MethodPost {
		preflight, err := http.NewRequestWithContext(request.Context(), http.MethodOptions, request.URL.String(), nil)
		if err != nil {
			return nil, err
		}
		preflight.Header.Set("Access-Control-Request-Method", request.Method)
		preflight.Header.Set("Access-Control-Request-Headers", strings.Join(unsafe, ","))
		answer, err := c.readable(preflight)
		if err != nil {
			return nil, err
		}
		allowed := strings.ToLower(answer.Header.Get("Access-Control-Allow-Headers"))
		if answer.StatusCode < 200 || answer.StatusCode > 299 {
			return nil, errors.New("CORS: the preflight failed")
		}
		for _, name := range unsafe {
			// The standard excepts Authorization from the asterisk, which snac sends. Browsers only warn.
			if allowed != "*" && !strings.Contains(allowed, name) {
				return nil, errors.New("CORS: " + name + " is not allowed")
			}
		}
	}
	return c.readable(request.Clone(request.Context()))
}

func (c corsCheck) readable(request *http.Request) (*http.Response, error) {
	request.Header.Set("Origin", pageOrigin)
	answer, err := c.RoundTripper.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	if origin := answer.Header.Get("Access-Control-Allow-Origin"); origin != "*" && origin != pageOrigin {
		return nil, errors.New("CORS: the answer is not readable")
	}
	return answer, nil
}
