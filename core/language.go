package core

import (
	"strings"
)

// languages are the codes of ISO 639-1, each with the ISO 639-3 code of the same language.
const languages = "aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul " +
	"bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym da:dan de:deu " +
	"dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij fo:fao fr:fra fy:fry ga:gle " +
	"gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her ia:ina id:ind ie:ile " +
	"ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan " +
	"ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg " +
	"mh:mah mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld nn:nno no:nor " +
	"nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron " +
	"ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag sh:hbs si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw " +
	"st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi " +
	"ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor za:zha zh:zho zu:zul "

// regional are Mastodon's languages that have a region or a script in their name.
const regional = "en-GB es-AR es-MX fr-CA pt-BR pt-PT sr-Latn zh-CN zh-HK zh-TW "

// localeOf brings a language tag of BCP 47, such as navigator.language, to the name that Mastodon has for the language: de-AT and
// deu become de, zh-Hant-HK becomes zh-HK, and pt becomes pt-BR. It returns "" for what is no tag of a known language: a language
// is a wish that must not stop a login.
func localeOf(tag string) string {
	language, rest, _ := strings.Cut(lower(tag), "-")
	if at := strings.Index(languages, ":"+language+" "); len(language) == 3 && at >= 0 {
		language = languages[at-2 : at]
	}
	known := len(language) == 2 && strings.Contains(languages, language+":")
	if !known && (len(language) != 3 || !only(language, "abcdefghijklmnopqrstuvwxyz")) {
		return ""
	}
	var script, region string
	for part, rest, more := strings.Cut(rest, "-"); part != "" || more; part, rest, more = strings.Cut(rest, "-") {
		switch {
		case part == "" || len(part) > 8 || !only(part, "abcdefghijklmnopqrstuvwxyz0123456789"):
			return ""
		case len(part) == 1:
			rest, more = "", false // the extensions of the tag begin here
		case len(part) == 4:
			script = part
		case len(part) == 2 && region == "":
			region = upper(part)
		}
	}
	switch {
	case language == "zh" && (region == "HK" || region == "MO"):
		region = "HK"
	case language == "zh" && (region == "TW" || script == "hant"):
		region = "TW"
	case language == "zh":
		region = "CN"
	case language == "pt" && region != "" && region != "BR":
		region = "PT"
	case language == "pt":
		region = "BR"
	case language == "sr" && script == "latn":
		return "sr-Latn"
	case language == "nb":
		return "no"
	}
	if name := language + "-" + region; strings.Contains(regional, name+" ") {
		return name
	}
	return language
}

// SetLanguageOptions are the options of [Client.SetLanguage].
type SetLanguageOptions struct {
	// Lang is a language tag of BCP 47, such as de, pt-BR or navigator.language. Leave it out to use the user's own language
	// again.
	Lang string `json:"lang,omitempty"`
}

// SetLanguage sets the language of the server's responses. It affects messages about invalid data, and trends. It sends no
// request. Mastodon.py: set_language.
func (c *Client) SetLanguage(_ Context, options SetLanguageOptions) error {
	lang := localeOf(options.Lang)
	if lang == "" && options.Lang != "" {
		return during("setLanguage", illegal(CodeOptionInvalid, "lang", "“"+shortened(options.Lang)+"” is not the tag of a language, such as en or pt-BR."))
	}
	c.mu.Lock()
	c.lang = lang
	c.mu.Unlock()
	return nil
}
