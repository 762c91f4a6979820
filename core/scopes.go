package core

import "strings"

// DefaultScopes are the default scopes of Mastodon.py. They are asked for if the caller names none.
var DefaultScopes = []string{"read", "write", "follow", "push"}

// ScopeSet is a scope with the more specific scopes that it includes.
type ScopeSet struct {
	Name     string
	Contains []string
}

// ScopeSets is Mastodon's own table (config/initializers/doorkeeper.rb, 4.6). Some scopes include no others.
var ScopeSets = []ScopeSet{
	{"profile", nil},
	{"read", []string{
		"read:accounts", "read:blocks", "read:bookmarks", "read:collections", "read:favourites", "read:filters",
		"read:follows", "read:lists", "read:mutes", "read:notifications", "read:search", "read:statuses"}},
	{"write", []string{
		"write:accounts", "write:blocks", "write:bookmarks", "write:collections", "write:conversations",
		"write:favourites", "write:filters", "write:follows", "write:lists", "write:media", "write:mutes",
		"write:notifications", "write:reports", "write:statuses"}},
	{"follow", []string{
		"read:blocks", "read:follows", "read:mutes", "write:blocks", "write:follows", "write:mutes"}},
	{"push", nil},
	{"admin:read", []string{
		"admin:read:accounts", "admin:read:canonical_email_blocks", "admin:read:domain_allows", "admin:read:domain_blocks",
		"admin:read:email_domain_blocks", "admin:read:ip_blocks", "admin:read:reports"}},
	{"admin:write", []string{
		"admin:write:accounts", "admin:write:canonical_email_blocks", "admin:write:domain_allows",
		"admin:write:domain_blocks", "admin:write:email_domain_blocks", "admin:write:ip_blocks", "admin:write:reports"}},
}

// foreignScopes are scopes that only some servers know: Mastodon 3.2 to 4.2 (crypto), GoToSocial and Pleroma.
var foreignScopes = []string{
	"crypto", "admin", "read:applications", "write:applications", "read:media", "read:conversations", "read:chats",
	"write:chats", "read:backups", "write:backups",
}

// recentScopes were added in Mastodon 2.6, 3.1 and 4.6. Older servers never list them, so a set counts as complete without
// them.
var recentScopes = []string{
	"read:bookmarks", "read:collections", "write:bookmarks", "write:collections", "write:conversations",
}

// scopeSet returns the set of that name.
func scopeSet(name string) (set ScopeSet, ok bool) {
	for _, set := range ScopeSets {
		if set.Name == name {
			return set, true
		}
	}
	return ScopeSet{}, false
}

func knownScope(scope string) bool {
	if contains(foreignScopes, scope) {
		return true
	}
	for _, set := range ScopeSets {
		if set.Name == scope || contains(set.Contains, scope) {
			return true
		}
	}
	return false
}

// splitScopes splits scopes in any notation: "read write", "read,write", upper case, duplicates.
func splitScopes(texts ...string) []string {
	var scopes []string
	for _, text := range texts {
		for _, scope := range words(lower(text), ",+") {
			if len(scopes) < mostScopes && !contains(scopes, scope) {
				scopes = append(scopes, scope)
			}
		}
	}
	return scopes
}

// scopesOption reads the option scopes. If it is empty, it returns the fallback. If a word is not a scope, it returns an error.
func scopesOption(given []string, fallback []string) ([]string, error) {
	scopes := splitScopes(given...)
	if len(scopes) == 0 {
		return fallback, nil
	}
	for _, scope := range scopes {
		if !knownScope(scope) {
			problem := "“" + shortened(scope) + "” is not a scope that Mastodon knows."
			err := illegal(CodeScopeUnknown, "scopes", problem)
			err.Hint = "Common ones are profile, read, write, follow and push; https://docs.joinmastodon.org/api/oauth-scopes/ lists all."
			return nil, err
		}
	}
	return scopes, nil
}

// missingScopes returns the requested scopes that granted does not cover. A set covers its members, and all members together
// cover their set.
func missingScopes(granted, requested []string) []string {
	var missing []string
	for _, scope := range requested {
		if !covers(granted, scope) {
			missing = append(missing, scope)
		}
	}
	return missing
}

func covers(granted []string, scope string) bool {
	for _, have := range granted {
		set, _ := scopeSet(have)
		// The prefix lets "read" cover scopes that newer servers have and this table does not.
		if have == scope || contains(set.Contains, scope) || len(set.Contains) > 0 && strings.HasPrefix(scope, have+":") {
			return true
		}
	}
	set, ok := scopeSet(scope)
	if !ok || len(set.Contains) == 0 {
		return false
	}
	for _, child := range set.Contains {
		if !contains(recentScopes, child) && !covers(granted, child) {
			return false
		}
	}
	return true
}

// coarserScopes replaces each specific scope by its set and drops scopes that old servers do not know. It is used after a
// server has refused the specific scopes.
func coarserScopes(scopes []string) []string {
	var coarse []string
	for _, scope := range scopes {
		switch {
		case scope == "profile":
			scope = "read"
		case strings.HasPrefix(scope, "admin:"):
			kind, _, _ := strings.Cut(scope[len("admin:"):], ":")
			scope = "admin:" + kind
		case strings.Contains(scope, ":"):
			scope, _, _ = strings.Cut(scope, ":")
		}
		if !contains(coarse, scope) {
			coarse = append(coarse, scope)
		}
	}
	return coarse
}

// MissingScopesOptions are the options of [MissingScopes].
type MissingScopesOptions struct {
	Granted []string `json:"granted"`
	Needed  []string `json:"needed"`
}

// MissingScopes returns the scopes in needed that granted does not cover.
func MissingScopes(_ Context, _ Host, options MissingScopesOptions) ([]string, error) {
	needed, err := scopesOption(options.Needed, nil)
	return append([]string{}, missingScopes(splitScopes(options.Granted...), needed)...), during("missingScopes", err)
}
