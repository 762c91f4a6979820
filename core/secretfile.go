package core

import (
	"strings"
)

// Mastodon.py has two kinds of secret files, which are plain lines of text. The client file has client id, client secret, base
// URL and the app's name. The token file has access token, base URL, client id and client secret.

// ClientFile returns the content of a client file of Mastodon.py.
func (c Credentials) ClientFile() string {
	return c.ClientID + "\n" + c.ClientSecret + "\n" + c.APIBaseURL + "\n" + c.ClientName + "\n"
}

// TokenFile returns the content of a token file of Mastodon.py, as persistable_login_credentials does.
func (c Credentials) TokenFile() string {
	return c.AccessToken + "\n" + c.APIBaseURL + "\n" + c.ClientID + "\n" + c.ClientSecret + "\n"
}

// ReadSecretFileOptions are the options of [ReadSecretFile].
type ReadSecretFileOptions struct {
	// ClientFile is the content of a file that create_app(to_file=…) wrote.
	ClientFile string `json:"clientFile,omitempty"`
	// TokenFile is the content of a file that log_in(to_file=…) or create_account wrote, or that holds the result of
	// persistable_login_credentials.
	TokenFile string `json:"tokenFile,omitempty"`
}

// ReadSecretFile reads Mastodon.py's secret files, one or both. Values that the files do not contain stay empty. Lines may be
// missing at the end, because old versions wrote fewer. The two files must belong to the same server.
func ReadSecretFile(ctx Context, host Host, options ReadSecretFileOptions) (Credentials, error) {
	if checksHost && host.check(ctx) != nil {
		return Credentials{}, during("readSecretFile", host.check(ctx))
	}
	credentials, err := readSecretFiles(host.URLs, options)
	return credentials, during("readSecretFile", err)
}

func readSecretFiles(urls URLs, o ReadSecretFileOptions) (Credentials, error) {
	var c Credentials
	client, err := secretLines("clientFile", o.ClientFile)
	if err != nil {
		return c, err
	}
	token, err := secretLines("tokenFile", o.TokenFile)
	if err != nil {
		return c, err
	}
	if o.ClientFile == "" && o.TokenFile == "" {
		return c, illegal(CodeOptionMissing, "clientFile", "no file was given.")
	}
	c.ClientID, c.ClientSecret, c.ClientName = first(client[0], token[2]), first(client[1], token[3]), client[3]
	c.AccessToken = token[0]
	for _, base := range []string{client[2], token[1]} {
		if base == "" {
			continue
		}
		if base, err = ParseAddress(urls, base); err != nil {
			return Credentials{}, notASecretFile("the line for the server is not an address.")
		}
		if c.APIBaseURL != "" && c.APIBaseURL != base {
			return Credentials{}, illegal(CodeServerMismatch, "tokenFile", "the two files belong to different servers.")
		}
		c.APIBaseURL = base
	}
	switch {
	case o.ClientFile != "" && (client[0] == "" || client[1] == ""):
		return Credentials{}, notASecretFile("a client file has the client id and the client secret on its first two lines.")
	case o.TokenFile != "" && token[0] == "":
		return Credentials{}, notASecretFile("a token file has the access token on its first line.")
	}
	return c, nil
}

// secretLines returns the four lines of a file. Missing lines are empty.
func secretLines(option, text string) (lines [4]string, err error) {
	if len(text) > secretBytes {
		return lines, illegal(CodeOptionInvalid, option, "it is too long for a secret file.")
	}
	for i := range lines {
		line, rest, _ := strings.Cut(text, "\n")
		lines[i], text = trim(line, white), rest
		// Every line except the app's name is one word of printable ASCII.
		for j := range len(lines[i]) {
			if b := lines[i][j]; (b <= ' ' || b > '~') && (i < 3 || option == "tokenFile") {
				return [4]string{}, notASecretFile("a line holds something that is not a credential.")
			}
		}
	}
	if trim(text, white) != "" {
		return [4]string{}, notASecretFile("it has more than four lines.")
	}
	return lines, nil
}

func notASecretFile(problem string) *Error {
	err := illegal(CodeSecretFileInvalid, "clientFile", "this is not a secret file of Mastodon.py: "+problem)
	err.Hint = "Give the content of the file that create_app or log_in wrote with to_file."
	return err
}
