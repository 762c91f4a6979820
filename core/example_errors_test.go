//go:build !js

// In a page, an error has JavaScript's name of the function.

package core_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// What went wrong is a Code. A Kind is a whole class of them.
func ExampleCode() {
	_, err := core.FindServer(context.Background(), native.Host(native.NewMemStore()), core.FindServerOptions{Server: "me@example.org@"})
	switch {
	case errors.Is(err, core.CodeServerInvalid), errors.Is(err, core.CodeServerIsEmail):
		fmt.Println("that is not the name of a server")
	case errors.Is(err, core.CodeNetwork), errors.Is(err, core.CodeTimeout):
		fmt.Println("try again")
	}
	fmt.Println("nothing was sent:", errors.Is(err, core.ErrIllegalArgument))
	// Output:
	// that is not the name of a server
	// nothing was sent: true
}

// The code is a field too, for a log or a switch.
func ExampleAsError() {
	_, err := core.ReadSecretFile(context.Background(), native.Host(native.NewMemStore()), core.ReadSecretFileOptions{})
	switch failed := core.AsError(err); failed.Code {
	case core.CodeOptionMissing:
		fmt.Println(failed.Code, failed.Op)
	default: // a newer version may have more codes
		fmt.Println(failed)
	}
	// Output: option_missing ReadSecretFile
}
