package core_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// Path and query of a link are taken, scheme, host and port are the client's own. Links to other hosts are ignored.
func TestLinksOfAList(t *testing.T) {
	for _, test := range []struct{ base, link, next string }{
		{"https://server.example", `<https://server.example/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<https://server.example/api/v1/x?max_id=9>; rel=next`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<http://server.example/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<https://server.example:3000/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<http://SERVER.example:3000/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<//server.example/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `</api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<./x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<../v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<https://evil.example/y>; rel="next", </api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example:8443", `<https://server.example/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example/blog", `<https://server.example/blog/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example/blog", `<http://server.example:80/blog/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example/blog", `</blog/api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example/blog", `<?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example/blog", `<x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		{"https://server.example/blog", `</api/v1/x?max_id=9>; rel="next"`, "/api/v1/x?max_id=9"},
		// RFC 8288: names and relations in any case, several relations, blanks around "=", and other parameters, also without a value.
		{"https://server.example", `<?max_id=9>;rel="prev next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=9>; rel="next prev"; title="x"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=9>; REL="Next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=9> ; rel = "next"`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=9>; rel='next'`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=9>; title="a; b=c"; flag; rel=next`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=8>; rel=prev, <?max_id=9>; rel=next`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<?max_id=9>; rel=next, <?max_id=8>; rel=prev`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<x?max_id=8>; rel=nextfoo`, ""},
		{"https://server.example", `<x?max_id=8>; rel="next-archive"`, ""},
		{"https://server.example", `<x?max_id=8>; rel="https://server.example/rel=next"`, ""},
		{"https://server.example", `<x?max_id=8>; xrel=next`, ""},
		{"https://server.example", `<x?max_id=8>; title="; rel=next"`, ""},
		{"https://server.example", `<x?max_id=8>; rel`, ""}, {"https://server.example", `<x?max_id=8>; rel=`, ""}, {"https://server.example", `<?max_id=9>; rel="next`, "/api/v1/x?max_id=9"},
		{"https://server.example", `<https://evil.example/x>; rel="next"`, ""},
		{"https://server.example", `<//evil.example/x>; rel="next"`, ""},
		{"https://server.example", `<https://server.example.evil/x>; rel="next"`, ""},
		{"https://server.example", `<https://server.example@evil.example/x>; rel="next"`, ""},
		{"https://server.example", `<data:text/plain,x>; rel="next"`, ""},
		{"https://server.example", `</api/v1/x>; rel="prev"`, ""},
		{"https://server.example", `<`, ""}, {"https://server.example", `garbage`, ""}, {"https://server.example", `<>; rel="next"`, ""},
		{"https://server.example", `<http://[>; rel="next"`, ""},
	} {
		header := map[string]string{"Link": test.link}
		client, play := scripted(t, core.Options{APIBaseURL: test.base}, answer{status: 200, body: "[]", header: header}, jsonAnswer(200, "[]"))
		first, err := client.Request(context.Background(), core.RequestOptions{Path: "/api/v1/x?limit=1"})
		require.NoError(t, err)
		assert.Equal(t, test.next, first.Next, test.link)
		if first.Next != "" {
			_, err = client.Request(context.Background(), core.RequestOptions{Path: first.Next})
			require.NoError(t, err, test.link)
			assert.Equal(t, test.base+"/api/v1/x?max_id=9", play.requests[1].URL, test.link)
		}
	}
}

func TestATextIsAnAnswer(t *testing.T) {
	client, _ := scripted(t, core.Options{}, answer{status: 200, body: "text:OK"}, answer{status: 503, body: "text:down"}, answer{status: 200, body: "text:OK"})
	outcome, err := client.Request(context.Background(), core.RequestOptions{Path: "/health"})
	require.NoError(t, err)
	assert.Equal(t, "OK", outcome.Data.Value())
	_, err = client.Request(context.Background(), core.RequestOptions{Path: "/health"})
	assert.Equal(t, 503, core.AsError(err).Status)
	_, err = client.Preferences(context.Background())
	assert.Equal(t, core.CodeAnswerUnexpected, core.AsError(err).Code, "where data was expected, a text is none")
}
