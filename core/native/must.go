package native

// Must returns the value, and panics if there is an error: for a program that has nothing else to do then, as a bot at its start.
//
//	client := native.Must(native.LogIn(ctx, native.LogInOptions{Server: "mastodon.social", ClientName: "My bot"}))
func Must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
