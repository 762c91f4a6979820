package core

// RecordVersion is the version of the stored records, in their member "version". Records without one are from before it.
const RecordVersion = "1"

// isNewer reports whether another version than this one wrote a record. What such a record means is not known here, so it is read as
// far as its members are understood, and nobody deletes it but the person.
func isNewer(record Document) bool {
	return record != nil && contains(record.Keys(), "version") && record.Text("version") != RecordVersion
}
