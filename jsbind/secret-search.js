// @ts-check
// Finds secrets in a text. A server writes a value in one of many ways: as it is, in other letter case, escaped for HTML, an address or
// JSON, or in base64. So the text is compared in a form in which all of these are the same. core/secret_search.go does the same.

/** Secrets of this length are hidden wherever they stand. A shorter one is hidden only if it stands alone, and is no part of a word. */
const wordLength = 6;

/**
 * What to look for to find a secret: in a text whose escapes are not decoded, and in one whose escapes are.
 *
 * @param {string} secret @returns {[string[], string[]]}
 */
export function needlesOf(secret) {
  const raw = new TextEncoder().encode(secret);
  const encoded = [0, 1, 2].map((before) => comparisonForm(new TextEncoder().encode(inBase64(raw, before)), false).form);
  const pieces = encoded.filter((piece) => piece.length >= wordLength);
  return [[comparisonForm(raw, false).form, ...pieces], [comparisonForm(raw, true).form, ...pieces]];
}

/**
 * Replaces secrets in a text, however they are written. Without decoding first: in LIKE '%deadbeef%', the secret looks like a part of an
 * escape.
 *
 * @param {string} text @param {[string[], string[]][]} needles of each secret
 */
export function hide(text, needles) {
  return hideAs(hideAs(text, needles.flatMap(([plain]) => plain), false), needles.flatMap(([, decoded]) => decoded), true);
}

/** @param {string} text @param {string[]} needles @param {boolean} decoded */
function hideAs(text, needles, decoded) {
  const bytes = new TextEncoder().encode(text);
  const { form, starts } = comparisonForm(bytes, decoded);
  const marked = new Uint8Array(form.length + 1);
  for (const one of needles) {
    for (let end, at = form.indexOf(one); one && at >= 0; at = form.indexOf(one, end)) {
      end = at + one.length;
      if (one.length >= wordLength || !(isWord(form[at - 1]) || isWord(form[end]))) marked.fill(1, at, end);
    }
  }
  if (!marked.includes(1)) return text;
  let shown = "";
  for (let at = 0, end; at < form.length; at = end) {
    const isHidden = marked[at];
    for (end = at; end < form.length && marked[end] === isHidden; ) end++;
    shown += isHidden ? "[hidden]" : new TextDecoder().decode(bytes.subarray(starts[at], starts[end]));
  }
  return shown;
}

/** @param {string | undefined} character */
const isWord = (character) => /[a-z0-9\x80-\xff]/.test(character ?? "");

/**
 * The form in which texts are compared, and for each of its characters where the text has it. It has one character for each byte of
 * UTF-8. It grows linearly with the text, since an escape is never longer when it is decoded.
 *
 * @param {Uint8Array} text @param {boolean} decoded
 */
function comparisonForm(text, decoded) {
  const bytes = new Uint8Array(text.length);
  const starts = new Int32Array(text.length + 1);
  let length = 0;
  text.forEach((byte, at) => {
    starts[length] = at;
    bytes[length++] = folded(byte);
    for (let escape; decoded && (escape = escapeAt(bytes, length)); ) {
      length -= escape.length;
      const begin = starts[length] ?? 0;
      for (const one of escape.bytes) {
        starts[length] = begin;
        bytes[length++] = folded(one);
      }
    }
  });
  starts[length] = text.length;
  let form = "";
  for (let at = 0; at < length; at += 8192) form += String.fromCharCode(...bytes.subarray(at, Math.min(length, at + 8192)));
  return { form, starts };
}

/**
 * Makes bytes the same that stand for each other: capital and small letters, also those of two bytes (é, Д, Ω), the two alphabets of
 * base64, and a blank and the plus that it is in a form.
 *
 * @param {number} byte
 */
function folded(byte) {
  if (byte >= 0x41 && byte <= 0x5a) return byte + 0x20;
  if (byte === 0x2b || byte === 0x2d) return 0x20;
  if (byte === 0x5f) return 0x2f;
  return byte >= 0x80 ? byte & ~0x21 : byte;
}

/** The longest escape that is decoded: &#x0010ffff; */
const longestEscape = 12;

/** @type {Record<string, string>} */
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The length of the escape that a folded text ends with, and the bytes that it stands for. A decoded character may complete another
 * escape: %2526 is %26, and that is &.
 *
 * @param {Uint8Array} text @param {number} length
 */
function escapeAt(text, length) {
  // Most bytes end no escape.
  if (text[length - 6] !== 0x5c && text[length - 3] !== 0x25 && text[length - 2] !== 0x5c && text[length - 1] !== 0x3b) return undefined;
  const end = String.fromCharCode(...text.subarray(Math.max(0, length - longestEscape), length));
  const [escape, slashed, percent, hex, name, decimal, hexadecimal] =
    /\\([^u])$|%([0-9a-f]{2})$|\\u([0-9a-f]{4})$|&(\w+|#(\d+)|#x([0-9a-f]+));$/s.exec(end) ?? [];
  if (!escape) return undefined;
  if (slashed) return { length: 2, bytes: [slashed.charCodeAt(0)] };
  if (percent) return { length: 3, bytes: [parseInt(percent, 16)] };
  const code = hex ?? hexadecimal ? parseInt(hex ?? hexadecimal ?? "", 16) : Number(decimal);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : entities[name ?? ""];
  return character === undefined ? undefined : { length: escape.length, bytes: new TextEncoder().encode(character) };
}

/**
 * What base64 makes of a text that stands behind that many other bytes, without the characters that depend on what stands before and
 * after it.
 *
 * @param {Uint8Array} text @param {number} before
 */
function inBase64(text, before) {
  const encoded = btoa("\0".repeat(before) + Array.from(text, (byte) => String.fromCharCode(byte)).join(""));
  return encoded.slice(Math.ceil((8 * before) / 6), Math.floor((8 * (before + text.length)) / 6));
}
