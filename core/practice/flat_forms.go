package practice

import "strings"

// flatForm reads the form of a post as Hollo does: names with brackets mean nothing to it, and true is a text. A body in JSON is
// read completely. Posts cannot be scheduled in either form.
func flatForm(r *request) *answer {
	r.params.Del("scheduled_at")
	if r.isJSON() {
		return nil
	}
	if r.params.Get("sensitive") != "" {
		return zodError(422, zodIssue{
			Expected: "boolean", Code: "invalid_type", Path: []string{"sensitive"}, Message: "Invalid input: expected boolean, received string",
		})
	}
	for name := range r.params.Values {
		if strings.Contains(name, "[") {
			r.params.Del(name)
		}
	}
	return nil
}
