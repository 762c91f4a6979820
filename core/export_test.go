package core

// The tests are in another package. These variables give them access to unexported functions.
var (
	ScopesMissing = missingScopes
	Coarser       = coarserScopes
	SplitScopes   = splitScopes
	Instant       = instant
	LocaleOf      = localeOf
	Family        = family
	ReadCallback  = func(urls URLs, address string) (state string, err error) {
		answer, err := readCallback(urls, address)
		return answer.state, err
	}
	CheckedToken                    = checkedToken
	RetryDelay                      = retryDelay
	HealthOf                        = healthOf
	LoginLock                       = loginLock
	Hide                            = func(hidden []string, text string) string { return secrets(hidden).hide(text) }
	HidesSecrets                    = hidesSecrets
	WordsForCode                    = wordsForCode
	OpBeginSignIn, OpCompleteSignIn = opBeginSignIn, opCompleteSignIn
	IsUnseen                        = isUnseen
)
