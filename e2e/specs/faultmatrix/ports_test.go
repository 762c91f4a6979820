package faultmatrix

import (
	"context"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// ports are what a program reaches its host through. They note each step, and make trouble at one.
type ports struct {
	core.Transport
	core.Storage
	trouble trouble
	// cancel is the caller's signal.
	cancel context.CancelFunc

	mu    sync.Mutex
	steps []step
	dead  bool
	// silent is whether the store was silent before.
	silent bool
	// damaged are the keys whose record is not one, until it is written or deleted.
	damaged map[string]bool
	// hurt are the keys that ever were.
	hurt []string
	// given are the secrets that a server's answers had, and logins the access tokens of people among them.
	given, logins []string
	// longest is what the steps may have taken, in all.
	longest time.Duration
}

// step is a request, or a use of the store: "POST /oauth/token", "set mastoauth:sessions".
type step struct {
	verb, name string
}

func (s step) ofStore() bool { return strings.ToLower(s.verb) == s.verb }

// trouble is what happens at a step of the program. The number of the step begins with 1.
type trouble struct {
	at int
	// on is whether it goes on with the steps behind.
	on   bool
	does func(*ports, context.Context, step) error
}

// take notes a step. It returns the error of the trouble, if there is any.
func (p *ports) take(ctx core.Context, one step) error {
	p.mu.Lock()
	dead := p.dead
	p.steps = append(p.steps, one)
	here := p.trouble.does != nil && (len(p.steps) == p.trouble.at || p.trouble.on && len(p.steps) > p.trouble.at)
	p.mu.Unlock()
	if dead {
		runtime.Goexit()
	}
	if here {
		if err := p.trouble.does(p, ctx.(context.Context), one); err != nil {
			return err
		}
	}
	if ctx.Err() != nil && one.ofStore() { // a browser's store is not waited for then
		return &core.Error{Kind: core.ErrNetwork, Code: "aborted", Message: "the call was cancelled."}
	}
	return nil
}

func (p *ports) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	address, _ := url.Parse(request.URL)
	p.mu.Lock()
	p.longest += time.Duration(request.TimeoutMs) * time.Millisecond
	p.mu.Unlock()
	if err := p.take(ctx, step{request.Method, address.Path}); err != nil {
		return nil, err
	}
	response, err := p.Transport.Do(ctx, request)
	if response != nil && response.Body != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, name := range []string{"access_token", "refresh_token", "client_secret"} {
			if secret := response.Body.Text(name); secret != "" && response.Status < 300 {
				p.given = append(p.given, secret)
			}
		}
		grant := request.Form.Get("grant_type")
		if token := response.Body.Text("access_token"); token != "" && response.Status < 300 && grant != "client_credentials" {
			p.logins = append(p.logins, token)
		}
	}
	return response, err
}

func (p *ports) Get(ctx core.Context, key string) (core.Document, error) {
	if err := p.take(ctx, step{"get", key}); err != nil {
		return nil, err
	}
	p.mu.Lock()
	damaged := p.damaged[key]
	p.mu.Unlock()
	if damaged {
		return nil, core.Corrupt(key)
	}
	return p.Storage.Get(ctx, key)
}

func (p *ports) Set(ctx core.Context, key string, record core.Fields) error {
	if err := p.take(ctx, step{"set", key}); err != nil {
		return err
	}
	p.damage(key, false)
	return p.Storage.Set(ctx, key, record)
}

func (p *ports) Delete(ctx core.Context, key string) error {
	if err := p.take(ctx, step{"delete", key}); err != nil {
		return err
	}
	p.damage(key, false)
	return p.Storage.Delete(ctx, key)
}

func (p *ports) Keys(ctx core.Context, prefix string) ([]string, error) {
	if err := p.take(ctx, step{"keys", prefix}); err != nil {
		return nil, err
	}
	return p.Storage.Keys(ctx, prefix)
}

func (p *ports) damage(key string, damaged bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.damaged == nil {
		p.damaged = map[string]bool{}
	}
	p.damaged[key] = damaged
	if damaged {
		p.hurt = append(p.hurt, key)
	}
}

// Lock is no step: a program waits for no other here.
func (p *ports) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return p.Storage.(core.Locker).Lock(ctx, name, f)
}
