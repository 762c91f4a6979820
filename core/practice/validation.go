package practice

import "strings"

// problem is an error of a validation: the attribute's name and what is wrong with it, in English.
type problem struct{ label, phrase string }

// validationFailed responds with the problems, in the language of the request.
func validationFailed(r *request, problems ...problem) *answer {
	return apiError(422, validationMessage(r.language(), problems))
}

// validationMessage joins the problems as Rails does.
func validationMessage(spoken language, problems []problem) string {
	var sentences []string
	for _, problem := range problems {
		sentences = append(sentences, spoken.translate(problem.label)+" "+spoken.translate(problem.phrase))
	}
	return spoken.translate("Validation failed: ") + strings.Join(sentences, ", ")
}

// findings are the validation errors of a sign-up, by field.
type findings struct {
	problems []problem
	details  map[string][]object
	spoken   language
}

func newFindings(r *request) *findings {
	return &findings{details: map[string][]object{}, spoken: r.language()}
}

// fieldLabels are the names of the fields in sentences.
var fieldLabels = map[string]string{
	"username": "Username", "email": "E-mail address", "password": "Password", "agreement": "Service agreement", "reason": "Reason",
	"locale": "Locale", "date_of_birth": "Date of birth", "display_name": "Display name", "note": "Note",
}

func (f *findings) add(bad bool, field, code, phrase string) {
	if bad {
		f.problems = append(f.problems, problem{fieldLabels[field], phrase})
		f.details[field] = append(f.details[field], object{"error": code, "description": f.spoken.translate(phrase)})
	}
}

func (f *findings) message() string { return validationMessage(f.spoken, f.problems) }
