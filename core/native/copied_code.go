package native

import (
	"bufio"
	"context"
	"errors"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// mostCodes is how often the person may copy a code that the server does not take.
const mostCodes = 3

// askForCode prints the address, and reads the code that the server shows there. The browser may be on another computer.
func (o LogInOptions) askForCode(ctx context.Context, request core.BeginSignInOptions) (core.Session, error) {
	request.RedirectURI = core.OutOfBand
	start, err := core.BeginSignIn(ctx, o.Host, request)
	if err != nil {
		return core.Session{}, err
	}
	o.tell("To log in at %s, open this address in a browser:\n\n%s\n\n", start.Server.Domain, start.URL)
	lines := bufio.NewScanner(o.Input)
	for turn := 1; ; turn++ {
		o.tell("The code that is shown there: ")
		code, err := readLine(ctx, lines)
		if err != nil {
			return core.Session{}, err
		}
		done, err := core.CompleteSignIn(ctx, o.Host, core.CompleteSignInOptions{
			URL: core.CopiedCallback(o.Host.URLs, code, start.State), RequestTimeoutMs: o.RequestTimeoutMs,
		})
		isMistyped := errors.Is(err, core.CodeInvalidGrant) || errors.Is(err, core.CodeCodeMissing) || errors.Is(err, core.CodeCallbackEmpty)
		if !isMistyped || turn == mostCodes {
			return done.Session, err
		}
		o.tell("%s does not take this code.\n", start.Server.Domain)
	}
}

// readLine reads a line. If ctx ends first, the read goes on in the background, as a read of a terminal cannot be called off.
func readLine(ctx context.Context, lines *bufio.Scanner) (string, error) {
	read := make(chan bool, 1)
	go func() { read <- lines.Scan() }()
	select {
	case <-ctx.Done():
		return "", waitError(ctx)
	case ok := <-read:
		if ok {
			return strings.TrimSpace(lines.Text()), nil
		}
		return "", &core.Error{
			Kind: core.ErrMastodon, Code: core.CodeCodeMissing, Cause: lines.Err(),
			Message: "no browser can be opened here, and no code was typed.", Hint: "Log in once from a terminal; after that, the login is stored.",
		}
	}
}

// waitError returns the error for a context that ended while the person was at the server.
func waitError(ctx context.Context) error {
	return ContextError(ctx, "the login was cancelled.", "the person did not log in in time.", "Try again, or allow more time.")
}
