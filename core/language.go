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

// languageOption checks an ISO 639-1 code. A language without one may be given by its ISO 639-3 code.
func languageOption(option, code string) error {
	short := len(code) == 2 && strings.Contains(languages, code+":")
	long := len(code) == 3 && only(code, "abcdefghijklmnopqrstuvwxyz")
	if at := strings.Index(languages, ":"+code+" "); long && at >= 0 {
		return illegal("option_invalid", option, "use “"+languages[at-2:at]+"”, the two-letter code of ISO 639-1.")
	}
	if code == "" || short || long {
		return nil
	}
	return illegal("option_invalid", option, "“"+shortened(code)+"” is not a code of ISO 639: two small letters such as en, or three if the language has no two-letter code.")
}

// localeOption checks a language code that may have a region or a script: pt-BR, zh-Hant.
func localeOption(option, code string) error {
	language, region, _ := strings.Cut(code, "-")
	if !only(lower(region), "abcdefghijklmnopqrstuvwxyz0123456789-") || len(region) > 12 {
		language = code // this text is not a language code, so languageOption refuses it
	}
	return languageOption(option, language)
}

// SetLanguageOptions are the options of [Client.SetLanguage].
type SetLanguageOptions struct {
	// Lang is an ISO 639-1 code, or an ISO 639-3 code for a language without one. Leave it out to use the user's own language
	// again.
	Lang string `json:"lang,omitempty"`
}

// SetLanguage sets the language of the server's responses. It affects messages about invalid data, and trends. It sends no
// request. Mastodon.py: set_language.
func (c *Client) SetLanguage(_ Context, options SetLanguageOptions) error {
	if err := languageOption("lang", options.Lang); err != nil {
		return during("setLanguage", err)
	}
	c.mu.Lock()
	c.lang = options.Lang
	c.mu.Unlock()
	return nil
}
