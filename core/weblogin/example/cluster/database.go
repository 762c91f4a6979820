package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// postgresFolder returns where PostgreSQL's programs are, or "" if it is not installed.
func postgresFolder() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path)
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // Debian
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

// asOther returns a command that PostgreSQL lets run: it refuses to run as root.
func asOther(ctx context.Context, name string, arguments ...string) *exec.Cmd {
	if os.Geteuid() == 0 {
		return exec.CommandContext(ctx, "runuser", append([]string{"-u", "postgres", "--", name}, arguments...)...)
	}
	return exec.CommandContext(ctx, name, arguments...)
}

// startPostgres starts a server of its own, which only programs of this machine reach, by a socket in the folder.
func startPostgres(ctx context.Context, bin, folder string) (address string, end func(), err error) {
	data := filepath.Join(folder, "postgres")
	if err := os.Mkdir(data, 0o700); err != nil {
		return "", nil, err
	}
	if os.Geteuid() == 0 {
		if output, err := exec.CommandContext(ctx, "chown", "postgres", data, folder).CombinedOutput(); err != nil {
			return "", nil, fmt.Errorf("%w: %s", err, output)
		}
	}
	cluster := filepath.Join(data, "data")
	if output, err := asOther(ctx, filepath.Join(bin, "initdb"), "-D", cluster, "-U", "site", "-A", "trust", "-E", "UTF8").CombinedOutput(); err != nil {
		return "", nil, fmt.Errorf("initdb: %w: %s", err, output)
	}
	background := context.WithoutCancel(ctx) // the processes of the site end before it
	options := "-c listen_addresses='' -c unix_socket_directories='" + data + "'"
	start := asOther(ctx, filepath.Join(bin, "pg_ctl"), "-D", cluster, "-o", options, "-l", filepath.Join(data, "log"), "-w", "start")
	start.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl+C ends the processes of the site first
	if err := start.Run(); err != nil {
		said, _ := os.ReadFile(filepath.Join(data, "log"))
		return "", nil, errors.Join(fmt.Errorf("PostgreSQL does not start: %w", err), errors.New(string(said)))
	}
	end = func() {
		patience, cancel := context.WithTimeout(background, 20*time.Second)
		defer cancel()
		_ = asOther(patience, filepath.Join(bin, "pg_ctl"), "-D", cluster, "-m", "immediate", "-w", "stop").Run()
	}
	return "postgres:///postgres?user=site&host=" + data, end, nil
}

func describe(database string) string {
	if strings.HasPrefix(database, "postgres:") {
		return "PostgreSQL"
	}
	return "SQLite"
}
