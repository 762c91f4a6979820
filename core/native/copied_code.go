package native

import (
	"context"
	"errors"

	"github.com/mastoauth/mastoauth/core"
)

// mostCodes is how often the person is asked for a code.
const mostCodes = 3

// askForCode prints the address, and reads the code that the server shows there. The browser may be on another computer.
func (o LogInOptions) askForCode(ctx context.Context, request core.BeginSignInOptions) (core.Session, error) {
	request.RedirectURI = core.OutOfBand
	start, err := core.BeginSignIn(ctx, o.Host, request)
	if err != nil {
		return core.Session{}, err
	}
	o.tell("To log in at %s, open this address in a browser:\n\n%s\n\n", start.Server.Domain, start.URL)
	input := newLineReader(o.Input)
	var refusal error
	for range mostCodes {
		o.tell("The code that is shown there: ")
		code, ok, err := input.readLine(ctx)
		switch {
		case err != nil:
			return core.Session{}, err
		case !ok && refusal == nil:
			return core.Session{}, noCode(input.lines.Err())
		case !ok:
			return core.Session{}, refusal
		case code == "":
			continue
		}
		done, err := core.CompleteSignIn(ctx, o.Host, core.CompleteSignInOptions{
			URL: core.CopiedCallback(o.Host.URLs, code, start.State), RequestTimeoutMs: o.RequestTimeoutMs,
		})
		if !errors.Is(err, core.CodeInvalidGrant) && !errors.Is(err, core.CodeCodeMissing) && !errors.Is(err, core.CodeCallbackEmpty) {
			return done.Session, err
		}
		refusal = err
		o.tell("%s does not take this code.\n", start.Server.Domain)
	}
	if refusal == nil {
		refusal = noCode(input.lines.Err())
	}
	return core.Session{}, refusal
}

// noCode is the error if nothing was typed, or nothing can be.
func noCode(cause error) error {
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeCodeMissing, Cause: cause,
		Message: "no browser can be opened here, and no code was typed.", Hint: "Log in once from a terminal; after that, the login is stored.",
	}
}

// waitError returns the error for a context that ended while the person was at the server.
func waitError(ctx context.Context) error {
	return ContextError(ctx, "the login was cancelled.", "the person did not log in in time.", "Try again, or allow more time.")
}
