package native_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// addresses are parsed here and, in urls_js_test.go, by a JavaScript engine. Both must agree. If URL is empty, the text is not
// a URL.
var addresses = []struct {
	raw  string
	want core.URL
}{
	{"https://example.com", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"  HTTPS://Example.COM/ \n", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"https:example.com", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{`https:\\example.com\a\..\b`, core.URL{Scheme: "https", Host: "example.com", Path: "/b"}},
	{"ht\ttps:////example.com", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"https://example.com:443/", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"http://example.com:443/", core.URL{Scheme: "http", Host: "example.com", Port: "443", Path: "/"}},
	{"http://example.com:0080/", core.URL{Scheme: "http", Host: "example.com", Path: "/"}},
	{"https://example.com:/", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"https://example.com:65536", core.URL{}},
	{"https://example.com:8a", core.URL{}},
	{"https://example.com.", core.URL{Scheme: "https", Host: "example.com.", Path: "/"}},
	{"https://bücher.example", core.URL{Scheme: "https", Host: "xn--bcher-kva.example", Path: "/"}},
	{"https://BÜCHER.example", core.URL{Scheme: "https", Host: "xn--bcher-kva.example", Path: "/"}},
	{"https://例え.jp", core.URL{Scheme: "https", Host: "xn--r8jz45g.jp", Path: "/"}},
	{"https://faß.de", core.URL{Scheme: "https", Host: "xn--fa-hia.de", Path: "/"}},
	{"https://ｅｘａｍｐｌｅ。com", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"https://a\u00adb.com", core.URL{Scheme: "https", Host: "ab.com", Path: "/"}},
	{"https://ex%41mple.com", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"https://a_b.example", core.URL{Scheme: "https", Host: "a_b.example", Path: "/"}},
	{"https://a<b.example", core.URL{}},
	{"https://ex%00ample.com", core.URL{}},
	{"https://%zz", core.URL{}},
	{"https://", core.URL{}},
	{"https://user@", core.URL{}},

	{"http://127.1", core.URL{Scheme: "http", Host: "127.0.0.1", Path: "/"}},
	{"http://0x7f.1", core.URL{Scheme: "http", Host: "127.0.0.1", Path: "/"}},
	{"http://2130706433", core.URL{Scheme: "http", Host: "127.0.0.1", Path: "/"}},
	{"http://0177.0.0.1.", core.URL{Scheme: "http", Host: "127.0.0.1", Path: "/"}},
	{"http://1.2.3", core.URL{Scheme: "http", Host: "1.2.0.3", Path: "/"}},
	{"http://0xffffffff", core.URL{Scheme: "http", Host: "255.255.255.255", Path: "/"}},
	{"http://0x100000000", core.URL{}},
	{"http://99999999999999999999", core.URL{}},
	{"http://256.1.1.1", core.URL{}},
	{"http://1.2.3.4.5", core.URL{}},
	{"http://08.1", core.URL{}},
	{"http://example.1", core.URL{}},
	{"http://1.example", core.URL{Scheme: "http", Host: "1.example", Path: "/"}},

	{"http://[::1]:3000", core.URL{Scheme: "http", Host: "[::1]", Port: "3000", Path: "/"}},
	{"http://[2001:DB8:0:0:0::1]", core.URL{Scheme: "http", Host: "[2001:db8::1]", Path: "/"}},
	{"http://[::ffff:127.0.0.1]", core.URL{Scheme: "http", Host: "[::ffff:7f00:1]", Path: "/"}},
	{"http://[fe80::1%25eth0]", core.URL{}},
	{"http://[1.2.3.4]", core.URL{}},
	{"http://[::1", core.URL{}},
	{"http://::1", core.URL{}},

	{"https://alice@example.com/", core.URL{Scheme: "https", Host: "example.com", Path: "/", Userinfo: true}},
	{"https://alice:secret@example.com/", core.URL{Scheme: "https", Host: "example.com", Path: "/", Userinfo: true}},
	{"https://:@example.com/", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"https://@example.com/", core.URL{Scheme: "https", Host: "example.com", Path: "/"}},
	{"https://a@b@example.com/", core.URL{Scheme: "https", Host: "example.com", Path: "/", Userinfo: true}},

	{"https://example.com/@alice@other.example", core.URL{Scheme: "https", Host: "example.com", Path: "/@alice@other.example"}},
	{"https://example.com/a/./b/../c/%2e%2E/d/..", core.URL{Scheme: "https", Host: "example.com", Path: "/a/"}},
	{"https://example.com/../x", core.URL{Scheme: "https", Host: "example.com", Path: "/x"}},
	{"https://example.com//a", core.URL{Scheme: "https", Host: "example.com", Path: "//a"}},
	{"https://example.com/a b/é", core.URL{Scheme: "https", Host: "example.com", Path: "/a%20b/%C3%A9"}},
	{"https://example.com?a=b&c='\"é d", core.URL{Scheme: "https", Host: "example.com", Path: "/", Query: "a=b&c=%27%22%C3%A9%20d"}},
	{"https://example.com#a?b`c", core.URL{Scheme: "https", Host: "example.com", Path: "/", Fragment: "a?b%60c"}},
	{"https://example.com/cb?code=1#x", core.URL{Scheme: "https", Host: "example.com", Path: "/cb", Query: "code=1", Fragment: "x"}},

	{"urn:ietf:wg:oauth:2.0:oob", core.URL{Scheme: "urn", Path: "ietf:wg:oauth:2.0:oob"}},
	{"myapp://callback", core.URL{Scheme: "myapp", Host: "callback"}},
	{"myapp://Callback:80/A/../b?q#f", core.URL{Scheme: "myapp", Host: "Callback", Port: "80", Path: "/b", Query: "q", Fragment: "f"}},
	{"myapp:/cb", core.URL{Scheme: "myapp", Path: "/cb"}},
	{"myapp://a b", core.URL{}},
	{"myapp://:80", core.URL{}},
	{"javascript:alert(1)", core.URL{Scheme: "javascript", Path: "alert(1)"}},
	{"mailto:alice@example.com", core.URL{Scheme: "mailto", Path: "alice@example.com"}},
	{"localhost:3000", core.URL{Scheme: "localhost", Path: "3000"}},
	{"", core.URL{}},
	{"example.com", core.URL{}},
	{"/path", core.URL{}},
	{"//example.com", core.URL{}},
	{"1a:b", core.URL{}},
	{":", core.URL{}},
}

func TestParse(t *testing.T) {
	for _, address := range addresses {
		t.Run(address.raw, func(t *testing.T) {
			got, ok := native.URLs{}.Parse(address.raw)
			assert.Equal(t, address.want != core.URL{}, ok)
			if ok {
				assert.Equal(t, address.want, got)
			}
		})
	}
}

// The standard refuses these but Chromium accepts them, or they have no server.
func TestParseRefusesMoreThanBrowsers(t *testing.T) {
	for _, raw := range []string{"https://xn--a.example", "https://a b.example", "file:///etc/passwd"} {
		_, ok := native.URLs{}.Parse(raw)
		assert.False(t, ok, raw)
	}
}

// queries are encoded and decoded here and by a JavaScript engine.
var queries = []struct {
	fields core.Fields
	want   string
}{
	{core.Fields{{Name: "b", Value: "2"}, {Name: "a", Value: "1"}, {Name: "b", Value: ""}}, "b=2&a=1&b="},
	{core.Fields{{Name: "scope", Value: "read write:statuses"}}, "scope=read+write%3Astatuses"},
	{core.Fields{{Name: "s", Value: "a-b_c.d*e~f"}}, "s=a-b_c.d*e%7Ef"},
	{core.Fields{{Name: "s", Value: "&=?#/%+"}}, "s=%26%3D%3F%23%2F%25%2B"},
	{core.Fields{{Name: "é", Value: "東京 \U0001F418"}}, "%C3%A9=%E6%9D%B1%E4%BA%AC+%F0%9F%90%98"},
	{core.Fields{{Name: "s", Value: "line\r\nline\ttab\x00"}}, "s=line%0D%0Aline%09tab%00"},
	{nil, ""},
}

func TestQuery(t *testing.T) {
	for _, query := range queries {
		t.Run(query.want, func(t *testing.T) {
			assert.Equal(t, query.want, native.URLs{}.Query(query.fields))
			assert.Equal(t, query.fields, core.Fields(native.URLs{}.ParseQuery(query.want)))
		})
	}
}

// sloppy are malformed queries that occur all the same.
var sloppy = []struct {
	raw  string
	want core.Fields
}{
	{"?code=a&state=b", core.Fields{{Name: "code", Value: "a"}, {Name: "state", Value: "b"}}},
	{"#code=a", core.Fields{{Name: "code", Value: "a"}}},
	{"&&a&=b&c=d=e", core.Fields{{Name: "a"}, {Value: "b"}, {Name: "c", Value: "d=e"}}},
	{"a=%zz%4&b=%", core.Fields{{Name: "a", Value: "%zz%4"}, {Name: "b", Value: "%"}}},
	{"a=%ff", core.Fields{{Name: "a", Value: "\uFFFD"}}},
	{"a=%2B+%20", core.Fields{{Name: "a", Value: "+  "}}},
	{"%61=é", core.Fields{{Name: "a", Value: "é"}}},
}

func TestParseQuery(t *testing.T) {
	for _, query := range sloppy {
		t.Run(query.raw, func(t *testing.T) {
			assert.Equal(t, query.want, core.Fields(native.URLs{}.ParseQuery(query.raw)))
		})
	}
}
