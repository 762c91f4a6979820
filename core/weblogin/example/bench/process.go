package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
)

// A process is one of a site.
type process struct {
	address string
	command *exec.Cmd
	input   io.Closer
}

// A cluster is the processes of one site.
type cluster []*process

// startCluster starts so many processes of a site, on this database or in memory.
func startCluster(contender string, count int, server, database string) (cluster, error) {
	var c cluster
	for range count {
		p, err := startProcess("site", "-contender", contender, "-server", server, "-postgres", database)
		if err != nil {
			c.stop()
			return nil, err
		}
		c = append(c, p)
	}
	return c, nil
}

func startProcess(arguments ...string) (*process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{command: exec.Command(program, arguments...)}
	p.command.Stderr = os.Stderr
	if p.input, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	output, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	p.address = "http://" + strings.TrimSpace(line)
	if err != nil {
		cluster{p}.stop()
		return nil, fmt.Errorf("%s did not start: %w", arguments, err)
	}
	return p, nil
}

func (c cluster) stop() {
	for _, p := range c {
		_ = p.input.Close()
		_ = p.command.Wait()
	}
}

// usage returns what all processes have taken together.
func (c cluster) usage(query string) (all usage, err error) {
	for _, p := range c {
		answer, err := http.Get(p.address + "/usage" + query)
		if err != nil {
			return all, err
		}
		var one usage
		err = json.NewDecoder(answer.Body).Decode(&one)
		_ = answer.Body.Close()
		if err != nil {
			return all, err
		}
		all.CPU += one.CPU
		all.Heap += one.Heap
	}
	return all, nil
}
