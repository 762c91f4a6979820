// Example is a small site that people sign in to with an account of any server: one process of it. "make example" runs two of them
// before one database, with a practice server to sign in to.
package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"html/template"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/native/sealed"
	"github.com/mastoauth/mastoauth/core/postgres"
	"github.com/mastoauth/mastoauth/core/sqlite"
	"github.com/mastoauth/mastoauth/core/weblogin"
)

//go:embed page.html
var text string
var page = template.Must(template.New("page").Parse(text))

type site struct{ login *weblogin.Handler }

func main() {
	listen := flag.String("listen", "127.0.0.1:8081", "where this process listens")
	address := flag.String("url", "http://localhost:8080/login/", "the sign-in, as browsers see it")
	file := flag.String("sqlite", "logins.db", "the file of an SQLite database")
	database := flag.String("postgres", "", "the connection string of a PostgreSQL database, instead of that")
	proxies := flag.Int("proxies", 0, "how many proxies of its own the site is behind")
	lab := flag.Bool("lab", false, "let people name servers on this machine, such as the practice server")
	servers := flag.String("servers", "mastodon.social", "suggestions, with commas between them")
	flag.Parse()
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt)
	store, err := open(ctx, *file, *database)
	check(err)
	login, err := weblogin.New(weblogin.Options{
		URL: *address, Name: "Example site", Store: store, Scopes: []string{"read:accounts"}, MoreScopes: []string{"write:statuses"},
		Servers: strings.Split(*servers, ","), Lab: *lab, ClientAddress: weblogin.ForwardedFor(*proxies),
	})
	check(err)
	s := site{login}
	mux := http.NewServeMux()
	mux.Handle("/login/", login)
	mux.Handle("GET /{$}", login.Visitors(http.HandlerFunc(s.home)))
	mux.Handle("GET /account", login.Require(http.HandlerFunc(s.account)))
	mux.Handle("GET /write", login.Require(http.HandlerFunc(s.write)))
	mux.Handle("POST /write", login.Require(http.HandlerFunc(s.send)))
	listener, err := net.Listen("tcp", *listen)
	check(err)
	fmt.Println("listening at", listener.Addr())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	check(server.Serve(listener))
}

func open(ctx context.Context, file, database string) (weblogin.Store, error) {
	keys, err := sealed.ParseKeys(os.Getenv("SITE_KEY")) // openssl rand -base64 32
	check(err)
	if database == "" {
		return sqlite.Open(ctx, file, keys...)
	}
	pool, err := pgxpool.New(ctx, database)
	check(err)
	return postgres.New(ctx, pool, keys...)
}

func (s site) home(w http.ResponseWriter, r *http.Request) { s.show(w, r, "home", nil) }

// account shows what the visitor's server says about the account.
func (s site) account(w http.ResponseWriter, r *http.Request) {
	client, err := weblogin.From(r).Client(r.Context())
	var account core.Account
	if err == nil {
		account, err = native.Decode(client.AccountVerifyCredentials(r.Context()))
	}
	if err != nil {
		s.login.ShowError(w, r, err)
		return
	}
	s.show(w, r, "account", account)
}

// write asks for the right to post when somebody wants to, and not before.
func (s site) write(w http.ResponseWriter, r *http.Request) {
	if !weblogin.From(r).Has("write:statuses") {
		s.login.StepUp(w, r, "write:statuses")
		return
	}
	s.show(w, r, "write", r.URL.Query().Has("sent"))
}

func (s site) send(w http.ResponseWriter, r *http.Request) {
	client, err := weblogin.From(r).Client(r.Context())
	if err == nil {
		_, err = client.StatusPost(r.Context(), core.StatusPostOptions{Status: r.PostFormValue("text")})
	}
	if err != nil {
		s.login.ShowError(w, r, err)
		return
	}
	http.Redirect(w, r, "/write?sent", http.StatusSeeOther)
}

func (s site) show(w http.ResponseWriter, r *http.Request, name string, content any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src https: http:; form-action 'self'; frame-ancestors 'none'")
	_ = page.Execute(w, map[string]any{"Page": name, "Visitor": weblogin.From(r), "Content": content, "Process": os.Getpid()})
}

func check(err error) {
	if err != nil && err != http.ErrServerClosed {
		log.Fatal(err)
	}
}
