// Package keyring is a store for programs on a person's own computer, whose key is in the system's keyring: the Secret Service (GNOME
// Keyring, KeePassXC, KWallet), the Keychain of macOS, or the Credential Manager of Windows.
//
//	store, err := keyring.Open(ctx, "My bot")
//	client, err := native.LogIn(ctx, native.LogInOptions{Server: "mastodon.social", ClientName: "My bot", Host: native.Host(store)})
//
// The keyring has one secret of 44 characters for each program. It seals the records (AES-256-GCM, package sealed), which are files of
// the person's. So a copy of the files is worth nothing without the keyring, a record may be longer than the 2,560 bytes that Windows
// and the about 3,000 that macOS take, the list of the records is that of the files, which no crash can make wrong, and the keyring asks
// the person once for each start of the program.
//
// Other programs that the person starts may read the keyring, as far as the system lets them: on Linux and Windows all of them.
package keyring
