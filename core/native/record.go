package native

import (
	"encoding/json"
	"slices"

	"github.com/mastoauth/mastoauth/core"
)

// EncodeRecord encodes what core.Storage.Set stores, as a JSON object of texts: the version of the records, the fields in their
// order, and the members of the record before that none of the fields names. before is nil, or a Document that [Parse] made.
func EncodeRecord(record core.Fields, before core.Document) json.RawMessage {
	if len(record) == 0 {
		return join(nil)
	}
	var members []member
	var named []string
	for _, field := range append(core.Fields{{Name: "version", Value: core.RecordVersion}}, record...) {
		named = append(named, field.Name)
		if field.Value != "" {
			value, _ := marshal(field.Value) // encoding a string never fails
			members = append(members, member{field.Name, value})
		}
	}
	if old, ok := before.(*document); ok {
		for _, kept := range old.members() {
			if !slices.Contains(named, kept.name) {
				members = append(members, kept)
			}
		}
	}
	return join(members)
}
