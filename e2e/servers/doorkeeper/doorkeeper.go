// Package doorkeeper runs a real Doorkeeper, the OAuth engine inside Mastodon, with Mastodon's settings: the server that
// the practice server and the logins are measured against. Its people are those of the practice server, alice and bob.
package doorkeeper

import (
	"bufio"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The Ruby files travel inside the program, so that it runs from any directory.
//
//go:embed config.ru server setup.sh
var files embed.FS

// Server is one running Doorkeeper with a database of its own.
type Server struct {
	// URL is its address, without a slash at the end.
	URL string

	directory string
	process   *exec.Cmd
	stdin     io.Closer // closes when this program ends, however it ends; config.ru then ends too
	stderr    *lastWords
	ended     chan struct{}
	endError  error
}

// Start runs a fresh server for a test, installing what it needs where that is possible, and ends it with the test.
func Start(t testing.TB) (baseURL string) {
	t.Helper()
	server, err := Launch(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server.URL
}

// Launch runs a fresh server on a port of 127.0.0.1, or on any free one for port 0, and returns once it answers.
func Launch(ctx context.Context, port int) (*Server, error) {
	directory, err := os.MkdirTemp("", "doorkeeper-")
	if err != nil {
		return nil, err
	}
	server := &Server{directory: directory, stderr: &lastWords{}, ended: make(chan struct{})}
	if err := server.launch(ctx, port); err != nil {
		return nil, errors.Join(err, server.Close())
	}
	return server, nil
}

func (s *Server) launch(ctx context.Context, port int) error {
	if err := os.CopyFS(s.directory, files); err != nil {
		return err
	}
	setup := exec.CommandContext(ctx, "sh", "setup.sh")
	setup.Dir = s.directory
	if words, err := setup.CombinedOutput(); err != nil {
		return fmt.Errorf("the real OAuth server cannot be set up: %w\n%s", err, words)
	}
	s.process = exec.Command("puma", "-C", "-", "-e", "production", "-t", "1:4",
		"-b", "tcp://127.0.0.1:"+strconv.Itoa(port), "config.ru")
	s.process.Dir = s.directory
	s.process.Env = append(os.Environ(), "DOORKEEPER_DIR="+s.directory)
	s.process.Stderr = s.stderr
	stdin, err := s.process.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := s.process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := s.process.Start(); err != nil {
		return fmt.Errorf("puma does not start: %w", err)
	}
	s.stdin = stdin
	listening := make(chan string, 1)
	go s.follow(stdout, listening)
	return s.waitUntilReady(ctx, listening)
}

// follow reads what puma prints until it ends: the address, once it listens.
func (s *Server) follow(stdout io.Reader, listening chan<- string) {
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if _, address, found := strings.Cut(lines.Text(), "Listening on "); found {
			listening <- strings.TrimSpace(address)
		} else if strings.HasPrefix(lines.Text(), "!") {
			fmt.Fprintln(s.stderr, lines.Text())
		}
	}
	s.endError = s.process.Wait()
	close(s.ended)
}

func (s *Server) waitUntilReady(ctx context.Context, listening <-chan string) error {
	ctx, cancel := context.WithTimeout(ctx, 90*time.Second)
	defer cancel()
	select {
	case s.URL = <-listening:
	case <-s.ended:
		return fmt.Errorf("puma ended before it listened (%v):\n%s", s.endError, s.stderr)
	case <-ctx.Done():
		return fmt.Errorf("puma did not listen in time (%w):\n%s", ctx.Err(), s.stderr)
	}
	request, err := http.NewRequestWithContext(ctx, "GET", s.URL+"/api/v2/instance", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the server listens but does not answer: %w\n%s", err, s.stderr)
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		return fmt.Errorf("the server answers with status %d:\n%s", response.StatusCode, s.stderr)
	}
	return nil
}

// Close ends the server and removes its database.
func (s *Server) Close() error {
	if s.stdin != nil {
		s.process.Process.Signal(syscall.SIGTERM)
		select {
		case <-s.ended:
		case <-time.After(10 * time.Second):
			s.process.Process.Kill()
			<-s.ended
		}
	}
	return os.RemoveAll(s.directory)
}

// LastWords is the end of what the server wrote to its error log.
func (s *Server) LastWords() string { return s.stderr.String() }

// Wait returns when ctx is done or, with an error, when the server ended by itself.
func (s *Server) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-s.ended:
		return fmt.Errorf("the server ended by itself (%v):\n%s", s.endError, s.stderr)
	}
}
