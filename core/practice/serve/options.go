package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mastoauth/mastoauth/core/practice"
)

// settings are the options of the command line.
type settings struct {
	server, page                  port
	www, flavour, folder          string
	isEmpty, hasTokens, hasLimits bool
}

// port is an option that is a port. "make run" has a variable for it, of another name.
type port struct {
	number           int
	option, variable string
}

func (p *port) String() string { return strconv.Itoa(p.number) }

func (p *port) Set(text string) error {
	number, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return fmt.Errorf(`a port is a number from 0 to 65535 ("make run" calls this option %s)`, p.variable)
	}
	p.number = int(number)
	return nil
}

// parse reads the command line. If it asks for help, that is written, and the error is flag.ErrHelp.
func parse(arguments []string, help io.Writer) (settings, error) {
	found := settings{server: port{3000, "port", "PRACTICE_PORT"}, page: port{8080, "page-port", "PORT"}}
	options := flag.NewFlagSet("serve", flag.ContinueOnError)
	options.SetOutput(io.Discard) // the error is returned
	options.Var(&found.server, "port", "port of the practice server")
	options.Var(&found.page, "page-port", "port of the page")
	options.StringVar(&found.www, "www", "", "directory of the page; without it there is only the practice server")
	options.StringVar(&found.flavour, "flavour", practice.DefaultFlavour, "server to play: "+strings.Join(practice.Flavours(), ", "))
	options.StringVar(&found.folder, "folder", "", "folder that the practice server is mounted in, such as /blog")
	options.BoolVar(&found.isEmpty, "empty", false, "nothing was posted yet, and nobody is there but those who can sign in")
	options.BoolVar(&found.hasTokens, "tokens", false, "print an access token of each person")
	options.BoolVar(&found.hasLimits, "limits", false, "refuse requests above Mastodon's rate limits")
	err := options.Parse(arguments)
	switch {
	case errors.Is(err, flag.ErrHelp):
		options.SetOutput(help)
		fmt.Fprintln(help, "The options of the practice server:")
		options.PrintDefaults()
		return found, err
	case err != nil:
		return found, fmt.Errorf("%w; -help lists the options", err)
	case options.NArg() > 0:
		return found, fmt.Errorf("%q is no option: each begins with a hyphen, as in -port 44000; -help lists them", options.Arg(0))
	}
	return found, nil
}
