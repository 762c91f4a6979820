package core

import (
	"strconv"
	"strings"
)

// Version is a release of Mastodon.
type Version struct{ Major, Minor, Patch int }

func (v Version) String() string {
	return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor) + "." + strconv.Itoa(v.Patch)
}

// Before reports whether v is older than other.
func (v Version) Before(other Version) bool {
	if v.Major != other.Major {
		return v.Major < other.Major
	}
	if v.Minor != other.Minor {
		return v.Minor < other.Minor
	}
	return v.Patch < other.Patch
}

// comparable reports whether the number is a release of Mastodon. GoToSocial and Hollo start at 0, Misskey and its forks at 10
// or use years. For those, only a request shows what they support.
func (v Version) comparable() bool { return v.Major >= 1 && v.Major < 10 }

// ParseVersion parses the version texts of servers: "4.5.0", "4.2.1+glitch", "4.3.0-beta.1", "v4.2", "2.7.2 (compatible;
// Pleroma 2.5.0)". A pre-release counts as its release. Hometown's "1.1.1+4.2.10" is 4.2.10.
func ParseVersion(text string) (Version, bool) {
	text, _, _ = strings.Cut(trim(text, white), " ")
	own, rest, forked := strings.Cut(text, "+")
	version, ok := leadingVersion(own)
	if forked && ok {
		// Only a number higher than the first can be Mastodon's: in "4.2.0+2.0.0-fork", the second is the fork's own version.
		base, _, _ := strings.Cut(rest, "+")
		if upstream, complete := leadingVersion(base); complete && strings.Count(base, ".") >= 2 && upstream.Major > version.Major {
			return upstream, true
		}
	}
	return version, ok
}

func leadingVersion(text string) (Version, bool) {
	var numbers [3]int
	text = strings.TrimPrefix(text, "v")
	for i := range numbers {
		digits := 0
		for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
			digits++
		}
		value, ok := number(text[:digits])
		if !ok || digits > 9 {
			return Version{numbers[0], numbers[1], numbers[2]}, i > 0
		}
		numbers[i] = int(value)
		if text = text[digits:]; text == "" || text[0] != '.' {
			break
		}
		text = text[1:]
	}
	return Version{numbers[0], numbers[1], numbers[2]}, true
}

// VersionCheckMode says when a call is refused because the server is too old for it.
type VersionCheckMode string

const (
	// CheckCreated refuses a function that the server's version does not have.
	CheckCreated VersionCheckMode = "created"
	// CheckChanged also refuses a function that changed in a later version than the server's.
	CheckChanged VersionCheckMode = "changed"
	// CheckNone refuses nothing and leaves it to the server.
	CheckNone VersionCheckMode = "none"
)

// gate checks the version before a call. It makes a request only in mode changed, if the version is not known yet. In the other
// modes the call is simply tried, and older explains a 404 afterwards.
func (c *Client) gate(ctx Context, call call) error {
	need := call.since
	switch mode := c.options.VersionCheckMode; {
	case mode == CheckNone || call.since == Version{}:
		return nil
	case mode == CheckChanged:
		if need.Before(call.changed) {
			need = call.changed
		}
		if err := c.learnVersion(ctx); err != nil {
			return err
		}
	}
	return c.tooOld(call, need)
}

// tooOld returns an error if the server's version is known and lower than needed.
func (c *Client) tooOld(call call, need Version) error {
	c.mu.Lock()
	have, known := c.version, c.versionKnown
	c.mu.Unlock()
	if !known || !have.comparable() || !have.Before(need) {
		return nil
	}
	return &Error{
		Kind: ErrVersion, Code: CodeVersionTooOld,
		Message: "the server runs Mastodon " + have.String() + ", and this function needs " + need.String() + ".",
		Hint:    "Ask the server's admin to upgrade, or do not use this function.",
	}
}

// older explains a 404: if the server turns out to be too old, it returns that error instead.
func (c *Client) older(ctx Context, call call, err error) error {
	if !hasCode(err, CodeNotFound) || call.since == (Version{}) || c.options.VersionCheckMode == CheckNone {
		return err
	}
	if c.learnVersion(ctx) != nil {
		return err
	}
	if old := c.tooOld(call, call.since); old != nil {
		return old
	}
	return err
}

// learnVersion asks the server for its version, once. The result is kept until ClearCaches.
func (c *Client) learnVersion(ctx Context) error {
	c.mu.Lock()
	known := c.versionKnown
	c.mu.Unlock()
	if known {
		return nil
	}
	instance, err := c.Instance(ctx)
	if err != nil {
		return err
	}
	return c.noteVersion(instance.Document.Text("version"))
}

func (c *Client) noteVersion(text string) error {
	version, ok := ParseVersion(text)
	if !ok {
		err := &Error{
			Kind: ErrVersion, Code: CodeVersionUnknown, Description: text,
			Message: "the server does not say which version it runs.", Hint: "Give " + nameMastodonVersion + ", or " + nameVersionCheckMode + " none.",
		}
		if hidesSecrets {
			c.hideSecrets(err, call{}, nil)
		}
		return err
	}
	c.mu.Lock()
	c.version, c.versionKnown = version, true
	c.mu.Unlock()
	return nil
}

// RetrieveMastodonVersion asks the server for its version, as "4.5.0". Servers of other software may send a Mastodon version
// that they are compatible with, or a version number of their own. Mastodon.py: retrieve_mastodon_version.
func (c *Client) RetrieveMastodonVersion(ctx Context) (string, error) {
	const op = "retrieveMastodonVersion"
	instance, err := c.Instance(ctx)
	if err == nil {
		err = c.noteVersion(instance.Document.Text("version"))
	}
	if err != nil {
		return "", during(op, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.version.String(), nil
}

// VerifyMinimumVersionOptions are the options of [Client.VerifyMinimumVersion].
type VerifyMinimumVersionOptions struct {
	// Version is the required version, such as "4.3.0".
	Version string `json:"version"`
	// Cached uses the version that is already known, if it is, instead of asking the server.
	Cached bool `json:"cached,omitempty"`
}

// VerifyMinimumVersion reports whether the server runs this version or a later one.
// Mastodon.py: verify_minimum_version.
func (c *Client) VerifyMinimumVersion(ctx Context, options VerifyMinimumVersionOptions) (bool, error) {
	const op = "verifyMinimumVersion"
	need, ok := ParseVersion(options.Version)
	if !ok {
		return false, during(op, illegal(CodeOptionInvalid, "version", "must be a version, such as 4.3.0."))
	}
	var err error
	if options.Cached {
		err = c.learnVersion(ctx)
	} else {
		_, err = c.RetrieveMastodonVersion(ctx)
	}
	if err != nil {
		return false, during(op, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.version.Before(need), nil
}

// ClearCaches forgets the server's version and its rate limits, including the limits shared with other tabs that use the same
// stored login. It does not log out.
// Mastodon.py: clear_caches.
func (c *Client) ClearCaches(ctx Context) error {
	given, explicit := ParseVersion(c.options.MastodonVersion)
	c.mu.Lock()
	c.version, c.versionKnown = given, explicit
	c.mu.Unlock()
	c.limits.mu.Lock()
	c.limits.buckets = nil
	c.limits.mu.Unlock()
	return during("clearCaches", c.deleteSharedLimits(ctx))
}
