package practice

import "strings"

// problem is an error of a validation: the attribute's name and what is wrong with it, in English.
type problem struct{ label, phrase string }

// validationFailed responds with the problems, as Rails writes them.
func validationFailed(r *request, problems ...problem) *answer {
	return apiError(422, validationMessage(r, problems))
}

func validationMessage(r *request, problems []problem) string {
	var sentences []string
	for _, problem := range problems {
		sentences = append(sentences, problem.label+" "+problem.phrase)
	}
	return "Validation failed: " + strings.Join(sentences, ", ")
}
