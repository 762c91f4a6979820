// @ts-check
// The escapes in which servers write characters: of HTML, of addresses, and of JSON and programming languages. core/escapes.go knows
// the same.

/** How far before its last character an escape may begin: &#x0010ffff; */
const longest = 12;

/** @type {Record<string, string>} */
const entities = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", excl: "!", num: "#", dollar: "$", percnt: "%", lpar: "(", rpar: ")", ast: "*", plus: "+",
  comma: ",", period: ".", sol: "/", colon: ":", semi: ";", equals: "=", quest: "?", commat: "@", lsqb: "[", lbrack: "[", bsol: "\\", rsqb: "]",
  rbrack: "]", hat: "^", lowbar: "_", grave: "`", lcub: "{", lbrace: "{", vert: "|", verbar: "|", rcub: "}", rbrace: "}",
};

/** @type {Record<number, number>} */
const whiteSpace = { 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09 };

/**
 * The length of the escape that a text ends with, and the bytes that it stands for. A decoded character may complete another escape:
 * %2526 is %26, and that is &.
 *
 * @param {Uint8Array} text @param {number} length @returns {{ length: number, bytes: ArrayLike<number> & Iterable<number> } | undefined}
 */
export function escapeAt(text, length) {
  const last = text[length - 1] ?? 0;
  if (last === 0x3b || last === 0x7d) return delimited(text, length, last);
  if (text[length - 2] === 0x5c && small(last) !== 0x75 && small(last) !== 0x78) return { length: 2, bytes: [whiteSpace[last] ?? last] };
  if (digit(last) < 0) return undefined;
  if (text[length - 3] === 0x25) return bytesOf(number(text, length - 2, length, 16), 3, true);
  if (text[length - 4] === 0x5c && small(text[length - 3]) === 0x78) return bytesOf(number(text, length - 2, length, 16), 4, true);
  if (text[length - 6] === 0x5c && small(text[length - 5]) === 0x75) return utf16(text, length);
  return undefined;
}

/** &amp; &#38; &#x26; \u{26}, and otherwise \; and \} @param {Uint8Array} text @param {number} length @param {number} last */
function delimited(text, length, last) {
  for (let at = length - 2; at >= Math.max(0, length - longest); at--) {
    const found = last === 0x3b ? text[at] === 0x26 && entity(text, at, length) : text[at] === 0x7b && text[at - 2] === 0x5c && small(text[at - 1]) === 0x75 &&
      bytesOf(number(text, at + 1, length - 1, 16), length - at + 2);
    if (found) return found;
  }
  return text[length - 2] === 0x5c ? { length: 2, bytes: [last] } : undefined;
}

/** @param {Uint8Array} text @param {number} at @param {number} length */
function entity(text, at, length) {
  if (text[at + 1] !== 0x23) {
    const name = String.fromCharCode(...text.subarray(at + 1, length - 1)).toLowerCase();
    return Object.hasOwn(entities, name) ? { length: length - at, bytes: [entities[name]?.charCodeAt(0) ?? 0] } : undefined;
  }
  const isHex = small(text[at + 2]) === 0x78;
  return bytesOf(number(text, at + (isHex ? 3 : 2), length - 1, isHex ? 16 : 10), length - at);
}

/** \u0026, or two of them for a character beyond 16 bits. @param {Uint8Array} text @param {number} length */
function utf16(text, length) {
  const code = number(text, length - 4, length, 16);
  if (code >> 10 !== 0x37) return bytesOf(code, 6);
  // The first of the two is in the text already, as its own three bytes.
  const [a = 0, b = 0, c = 0] = text.subarray(Math.max(0, length - 9), length - 6);
  if (a !== 0xed || b >> 4 !== 0xa || length < 9) return bytesOf(code, 6);
  return bytesOf(0x10000 + ((((b & 0xf) << 6) | (c & 0x3f)) << 10) + (code & 0x3ff), 9);
}

/** @param {number} code @param {number} length @param {boolean} [isByte] */
function bytesOf(code, length, isByte) {
  if (code < 0 || code > 0x10ffff) return undefined;
  if (isByte || code < 0x80) return { length, bytes: [code] };
  if (code >> 11 === 0x1b) return { length, bytes: [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)] };
  return { length, bytes: new TextEncoder().encode(String.fromCodePoint(code)) };
}

/** A number; -1 if it is none. @param {Uint8Array} text @param {number} from @param {number} to @param {number} base */
function number(text, from, to, base) {
  let value = from < to ? 0 : -1;
  for (let at = from; at < to && value >= 0; at++) {
    const next = digit(text[at]);
    value = next < 0 || next >= base ? -1 : value * base + next;
  }
  return value;
}

/** @param {number | undefined} byte */
function digit(byte = 0) {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = small(byte);
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

/** @param {number | undefined} byte */
const small = (byte = 0) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
