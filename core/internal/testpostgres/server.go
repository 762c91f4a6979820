// Package testpostgres starts a PostgreSQL of its own for tests and measurements, from the programs that Debian's package "postgresql"
// installs. It listens on a socket in a folder that only the test can enter, and ends with the program that started it.
package testpostgres

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrMissing is the error of Start where PostgreSQL is not installed.
var ErrMissing = errors.New("PostgreSQL is not installed: there is no /usr/lib/postgresql/*/bin/initdb. On Debian, install it with: apt-get install postgresql")

// Server is a running PostgreSQL.
type Server struct {
	folder string
	shell  *exec.Cmd
	stdin  io.Closer
	log    string
}

// run starts PostgreSQL, and stops it when its input ends: it does when the test ends, in whatever way.
const run = `"$1" -D "$2" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=100 -c log_min_messages=fatal >"$3" 2>&1 </dev/null &
server=$!
cat
kill -QUIT $server
wait $server
rm -rf "${2%/data}"`

// Start makes an empty database cluster and starts it. PostgreSQL refuses to run as root, so it runs as nobody then.
func Start() (*Server, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		return nil, ErrMissing
	}
	version := func(bin string) float64 {
		number, _ := strconv.ParseFloat(filepath.Base(filepath.Dir(bin)), 64) // 9.6, 15
		return number
	}
	programs := slices.MaxFunc(found, func(a, b string) int { return cmp.Compare(version(a), version(b)) })
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	s := &Server{folder: folder, log: filepath.Join(folder, "server.log")}
	attributes := &syscall.SysProcAttr{}
	if os.Geteuid() == 0 {
		nobody, err := user.Lookup("nobody")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(nobody.Uid)
		gid, _ := strconv.Atoi(nobody.Gid)
		if err := os.Chown(folder, uid, gid); err != nil {
			return nil, err
		}
		attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	data := filepath.Join(folder, "data")
	init := exec.Command(filepath.Join(programs, "initdb"), "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	init.SysProcAttr, init.Dir = attributes, folder
	if said, err := init.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, said)
	}
	s.shell = exec.Command("sh", "-c", run, "sh", filepath.Join(programs, "postgres"), data, s.log)
	s.shell.SysProcAttr, s.shell.Dir = attributes, folder
	if s.stdin, err = s.shell.StdinPipe(); err != nil {
		return nil, err
	}
	if err := s.shell.Start(); err != nil {
		return nil, err
	}
	return s, s.await(data)
}

// await waits until the server says that it is ready.
func (s *Server) await(data string) error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		state, _ := os.ReadFile(filepath.Join(data, "postmaster.pid"))
		if lines := strings.Split(string(state), "\n"); len(lines) > 7 && strings.TrimSpace(lines[7]) == "ready" {
			return nil
		}
	}
	said, _ := os.ReadFile(s.log)
	s.Stop()
	return fmt.Errorf("PostgreSQL did not become ready: %s", said)
}

// Address is the connection string of a database of the server. It has one with the name postgres.
func (s *Server) Address(database string) string {
	return "host=" + filepath.Join(s.folder, "data") + " user=tests dbname=" + database
}

// Stop ends the server at once, and deletes its data.
func (s *Server) Stop() {
	_ = s.stdin.Close()
	_ = s.shell.Wait()
	_ = os.RemoveAll(s.folder)
}
