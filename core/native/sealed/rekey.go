package sealed

import (
	"errors"

	"github.com/mastoauth/mastoauth/core"
)

// rekeyBatch is how many rows are read at once.
const rekeyBatch = 200

// Rekey seals all records with the first key that are sealed with another one, while this program and others go on. It returns how many
// it has sealed anew. Once every program has that key as its first one, and Rekey has returned 0 and no error, the other keys can go.
//
// A record that none of the keys opens stays as it is. The error names its key by its id, and comes after all others were sealed.
func (s *Store) Rekey(ctx core.Context) (resealed int, err error) {
	first := s.keys[0]
	var failures []error
	for after := ""; ; {
		rows, err := s.rows.SealedOtherwise(ctx, first.id, after, rekeyBatch)
		if err != nil {
			return resealed, err
		}
		for _, row := range rows {
			after = row.Key
			text, err := s.unseal(row)
			if err != nil {
				failures = append(failures, err)
				continue
			}
			// A row that somebody else has changed meanwhile is sealed by that one, with the first key unless that has another.
			done, err := s.rows.Replace(ctx, Row{row.Key, first.id, first.seal(row.Key, text)}, row.Sealed)
			if err != nil {
				return resealed, err
			}
			if done {
				resealed++
			}
		}
		if len(rows) < rekeyBatch {
			return resealed, rekeyError(failures)
		}
	}
}

// rekeyError returns the first failure, with all of them as its cause.
func rekeyError(failures []error) error {
	if len(failures) == 0 {
		return nil
	}
	failure := *core.AsError(failures[0])
	failure.Cause = errors.Join(failures...)
	return &failure
}
