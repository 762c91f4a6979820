// Practice runs practice servers that a test in a browser can interfere with: it makes faults happen, and reads what
// was asked. It is told what to do over HTTP, and ends when its standard input does, so that it never outlives the
// test that started it.
//
//	POST /servers   practice.Options, "Flavour", "AnswerMs", "OpenerPolicy" → {"url": "http://127.0.0.1:…"}
//	POST /flavours                                                → ["akkoma", …]
//	POST /fault-names                                             → ["Refuse", …]
//	POST /faults    {"server", "path", "fault", "times"}
//	POST /mend      {"server"}     no more faults
//	POST /forget    {"server"}     forgets all apps
//	POST /revoke    {"server"}     revokes all tokens
//	POST /stand     {"server", "person", "standing"}
//	POST /speak     {"server", "person", "language"}
//	POST /log       {"server"}                                    → ["POST /oauth/token code=…", …]
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/mastoauth/mastoauth/core/practice"
)

func main() {
	address, err := listen(newControl())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(address)
	io.Copy(io.Discard, os.Stdin)
}

// listen serves on a free port of this machine and returns the address.
func listen(handler http.Handler) (string, error) {
	listener, err := practice.Listen("127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go http.Serve(listener, handler) // until the process ends
	return "http://127.0.0.1:" + fmt.Sprint(listener.Addr().(*net.TCPAddr).Port), nil
}

// control holds the servers, by their addresses.
type control struct {
	mu      sync.Mutex
	servers map[string]*practice.Server
}

// order is what a test asks for.
type order struct {
	Server string
	Path   string
	Fault  string
	Times  int
	// Address is where RedirectTo leads.
	Address string
	// Person is who stands as Standing says from now on.
	Person   string
	Standing practice.Standing
	// Language is that of the person's settings from now on.
	Language string
	// ResetMs is when TooManyRequests ends, in milliseconds from now.
	ResetMs int
}

func newControl() http.Handler {
	c := &control{servers: map[string]*practice.Server{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /servers", c.serve)
	mux.HandleFunc("POST /faults", c.on(fail))
	mux.HandleFunc("POST /mend", c.on(func(s *practice.Server, _ order) (any, error) { s.Mend(); return nil, nil }))
	mux.HandleFunc("POST /forget", c.on(func(s *practice.Server, _ order) (any, error) { s.ForgetApps(); return nil, nil }))
	mux.HandleFunc("POST /revoke", c.on(func(s *practice.Server, _ order) (any, error) { s.RevokeTokens(); return nil, nil }))
	mux.HandleFunc("POST /stand", c.on(func(s *practice.Server, o order) (any, error) { return nil, s.Stand(o.Person, o.Standing) }))
	mux.HandleFunc("POST /speak", c.on(func(s *practice.Server, o order) (any, error) { s.Speak(o.Person, o.Language); return nil, nil }))
	mux.HandleFunc("POST /flavours", func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(w).Encode(practice.Flavours()) })
	mux.HandleFunc("POST /fault-names", func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(w).Encode(faultNames()) })
	mux.HandleFunc("POST /log", c.on(func(s *practice.Server, _ order) (any, error) { return s.Log(), nil }))
	return mux
}

func (c *control) serve(w http.ResponseWriter, r *http.Request) {
	options, how, err := readOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	server := practice.New(options)
	address, err := listen(how.of(server))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	address += options.Folder
	c.mu.Lock()
	c.servers[address] = server
	c.mu.Unlock()
	json.NewEncoder(w).Encode(map[string]string{"url": address})
}

// of is the server that answers in this manner. Preflights are answered at once, by what stands before a server's program.
func (m manner) of(server http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodOptions {
			time.Sleep(time.Duration(m.AnswerMs) * time.Millisecond)
		}
		if m.OpenerPolicy != "" {
			w.Header().Set("Cross-Origin-Opener-Policy", m.OpenerPolicy)
		}
		server.ServeHTTP(w, r)
	})
}

// manner is how a server answers, whatever it says.
type manner struct {
	// AnswerMs is how long it takes for an answer, in milliseconds.
	AnswerMs int
	// OpenerPolicy is its Cross-Origin-Opener-Policy.
	OpenerPolicy string
}

// readOptions returns those of the flavour that the request names, with what it says itself in their place.
func readOptions(r *http.Request) (practice.Options, manner, error) {
	var asked struct {
		Flavour string
		manner
		practice.Options
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return asked.Options, asked.manner, err
	}
	var named struct{ Flavour string }
	if err := json.Unmarshal(body, &named); err != nil {
		return asked.Options, asked.manner, err
	}
	if named.Flavour != "" {
		options, ok := practice.Flavour(named.Flavour)
		if !ok {
			return asked.Options, asked.manner, fmt.Errorf("there is no flavour %q", named.Flavour)
		}
		asked.Options = options
	}
	err = read(bytes.NewReader(body), &asked)
	return asked.Options, asked.manner, err
}

// on carries out an order on the server that it names.
func (c *control) on(do func(*practice.Server, order) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var order order
		err := read(r.Body, &order)
		c.mu.Lock()
		server := c.servers[order.Server]
		c.mu.Unlock()
		if err == nil && server == nil {
			err = fmt.Errorf("there is no server at %q", order.Server)
		}
		var result any
		if err == nil {
			result, err = do(server, order)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		json.NewEncoder(w).Encode(result)
	}
}

// read decodes the body. A name that is not known is a typo in a test, which would then prove nothing.
func read(from io.Reader, into any) error {
	decoder := json.NewDecoder(from)
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

func faultNames() (names []string) {
	for _, fault := range practice.Faults() {
		names = append(names, fault.String())
	}
	return names
}

func fail(server *practice.Server, order order) (any, error) {
	faults := append(practice.Faults(), practice.TooManyRequests(time.Now().Add(time.Duration(order.ResetMs)*time.Millisecond)))
	if order.Address != "" {
		faults = append(faults, practice.RedirectTo(order.Address))
	}
	for _, fault := range slices.Backward(faults) { // those with details of the order stand last
		if fault.String() == order.Fault {
			server.Fail(order.Path, fault, order.Times)
			return nil, nil
		}
	}
	return nil, fmt.Errorf("there is no fault %q", order.Fault)
}
