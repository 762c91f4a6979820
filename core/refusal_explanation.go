package core

import "strings"

// Two kinds of refusals do not say what they mean: a status 401 from software that also uses it where the token is good, and a
// missing answer that a browser only hides. A second look at the server tells them apart.

const (
	accountPath  = "/api/v1/accounts/verify_credentials"
	instancePath = "/api/v1/instance"
)

// explainUnauthorized makes a 401 forbidden, if the server accepts the token elsewhere. WordPress sends 401 to people who may not
// post.
func (c *Client) explainUnauthorized(ctx Context, refused call, response *Response, err error) {
	if !hasCode(err, CodeUnauthorized) || refused.bearer == "" || refused.asIs || refused.path == accountPath {
		return
	}
	word := ""
	if response.Body != nil {
		word = response.Body.Text("error")
	}
	// Mastodon's 401 is about the token, and nobody waits for a second answer there.
	if software := c.Credentials().software; (software == "" || software == "mastodon") && !isSoftwaresWord(word) {
		return
	}
	if _, second := c.do(ctx, call{op: refused.op, method: "GET", path: accountPath, bearer: refused.bearer, asIs: true}); second == nil {
		explainStatus(AsError(err), c.server(), 403)
	}
}

// isSoftwaresWord reports whether an error is a word such as mastodon_api_submit_post, and not prose.
func isSoftwaresWord(text string) bool {
	return anyOf(text, "_-") && only(text, "abcdefghijklmnopqrstuvwxyz0123456789_-")
}

// essentialPaths are what every server with this API has. If a page cannot read them, another answer is in the way.
var essentialPaths = []string{instancePath, appsPath, tokenPath, accountPath, "/api/v1/statuses"}

// explainNetwork finds out why no answer came. A browser reports a 404 without CORS headers as if there were no server. But if the server
// answers there, and pages may read its other answers, then it does not have this function.
func (c *Client) explainNetwork(ctx Context, failed call, err error) error {
	asked, ok := c.host.Transport.(doctor)
	if !ok || failed.blind || failed.keepalive || !hasCode(err, CodeNetwork) {
		return err
	}
	known := AsError(err)
	asked.Explain(ctx, known, c.Credentials().APIBaseURL+instancePath)
	path, _, _ := strings.Cut(failed.path, "?")
	if known.Reason != ReasonInterruptedOrCORS || contains(essentialPaths, path) || !c.answers(ctx, path, true) || c.answers(ctx, path, false) {
		return err
	}
	missing := &Error{Kind: ErrNotFound, Code: CodeNotFound}
	explainStatus(missing, c.server(), 404)
	missing.Message = c.server() + " has nothing at this address, or nothing that a page may read (CORS)."
	return c.older(ctx, failed, missing)
}

// answers reports whether a GET without a token gets an answer: any at all if blind, otherwise one that the page may read.
func (c *Client) answers(ctx Context, path string, blind bool) bool {
	request, err := c.request(call{method: "GET", path: path, blind: blind})
	if err != nil {
		return false
	}
	request.TimeoutMs = min(request.TimeoutMs, 5_000)
	_, err = c.send(ctx, request)
	return err == nil
}
