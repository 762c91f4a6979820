// @ts-check
// Finds secrets in a text. A server writes a value in one of many ways: as it is, in other letter case, escaped for HTML, an address or
// JSON, or in base64. So the text is compared in a form in which all of these are the same. core/secret_search.go does the same.

import { escapeAt } from "./escapes.js";

/** A piece of base64 of this length is hidden wherever it stands, and so is a secret, if it is no word and no number. */
const clearLength = 6;
/** A secret that is a word or a number is hidden wherever it stands if it has this length. */
const longLength = 16;

/**
 * What to look for to find a secret. Of a secret that could be a part of any word or number, only what stands alone is hidden.
 *
 * @typedef {{ form: string, alone: boolean }} Needle
 */

/**
 * What to look for in a text whose escapes are not decoded, and in one whose escapes are.
 *
 * @param {string} secret @returns {{ plain: Needle, decoded: Needle[] }}
 */
export function needlesOf(secret) {
  const raw = new TextEncoder().encode(secret);
  const alone = raw.length < clearLength || (raw.length < longLength && /^(\p{L}+|\p{N}+)$/u.test(secret));
  const pieces = [0, 1, 2].map((before) => comparisonForm(new TextEncoder().encode(inBase64(raw, before)), false).form);
  // A backslash at its end makes an escape with what follows it.
  const decoded = comparisonForm(raw, true).form.replace(/\\+$/, "");
  return {
    plain: { form: comparisonForm(raw, false).form, alone },
    decoded: [{ form: decoded, alone }, ...pieces.filter((piece) => piece.length >= clearLength).map((form) => ({ form, alone: false }))],
  };
}

/**
 * Replaces secrets in a text, however they are written. Without decoding first: in LIKE '%deadbeef%', the secret looks like a part of an
 * escape.
 *
 * @param {string} text @param {ReturnType<typeof needlesOf>[]} needles of each secret
 */
export function hide(text, needles) {
  return hideAs(hideAs(text, needles.map(({ plain }) => plain), false), needles.flatMap(({ decoded }) => decoded), true);
}

/** @param {string} text @param {Needle[]} needles @param {boolean} decoded */
function hideAs(text, needles, decoded) {
  const bytes = new TextEncoder().encode(text);
  const { form, starts, meant } = comparisonForm(bytes, decoded);
  const marked = new Uint8Array(form.length + 1);
  for (const { form: one, alone } of needles) {
    for (let end, at = form.indexOf(one); one && at >= 0; at = form.indexOf(one, end)) {
      end = at + one.length;
      if (!alone || !(endsWithWord(meant.subarray(Math.max(0, at - 4), at)) || beginsWithWord(meant.subarray(end, end + 4)))) marked.fill(1, at, end);
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

/** @param {Uint8Array} bytes */
const endsWithWord = (bytes) => /[\p{L}\p{N}_]$/u.test(new TextDecoder().decode(bytes));

/** @param {Uint8Array} bytes */
const beginsWithWord = (bytes) => /^[\p{L}\p{N}_]/u.test(new TextDecoder().decode(bytes));

/**
 * The form in which texts are compared, for each of its characters where the text has it, and what was meant there. It has one
 * character for each byte of UTF-8. It grows linearly with the text, since an escape is never longer when it is decoded.
 *
 * @param {Uint8Array} text @param {boolean} decoded
 */
function comparisonForm(text, decoded) {
  const bytes = new Uint8Array(text.length);
  const starts = new Int32Array(text.length + 1);
  let length = 0;
  text.forEach((byte, at) => {
    starts[length] = at;
    bytes[length++] = byte;
    for (let escape; decoded && (escape = escapeAt(bytes, length)); ) {
      length -= escape.length;
      const begin = starts[length] ?? 0;
      for (const one of escape.bytes) {
        starts[length] = begin;
        bytes[length++] = one;
      }
    }
  });
  starts[length] = text.length;
  const meant = bytes.subarray(0, length);
  const folded = fold(meant.slice());
  let form = "";
  for (let at = 0; at < length; at += 8192) form += String.fromCharCode(...folded.subarray(at, at + 8192));
  return { form, starts, meant };
}

/**
 * Makes bytes the same that stand for each other: capital and small letters, the two alphabets of base64, and a blank and the plus that
 * it is in a form. A letter that has another length when it is small stays.
 *
 * @param {Uint8Array} bytes
 */
function fold(bytes) {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x41 && byte <= 0x5a) bytes[at] = byte + 0x20;
    else if (byte === 0x2b || byte === 0x2d) bytes[at] = 0x20;
    else if (byte === 0x5f) bytes[at] = 0x2f;
    else if ((byte >= 0xc2 && byte < 0xe0) || letterBlocks.includes(byte)) {
      const letter = bytes.subarray(at, at + (byte < 0xe0 ? 2 : 3));
      letter.set(smallLetter(letter));
      at += letter.length - 1;
    }
  }
  return bytes;
}

/** The first bytes of letters of three bytes that may be capital: other ones are of scripts without capital letters. */
const letterBlocks = [0xe1, 0xe2, 0xea, 0xef];

/** Letters of two or three bytes, by these, as small letters. @type {Map<number, Uint8Array>} */
const smallLetters = new Map();

/** @param {Uint8Array} letter */
function smallLetter(letter) {
  const key = letter.reduce((sum, byte) => sum * 256 + byte, 0);
  let small = smallLetters.get(key);
  if (!small) {
    small = new TextEncoder().encode(new TextDecoder().decode(letter).toLowerCase());
    if (small.length !== letter.length) small = letter.slice();
    smallLetters.set(key, small);
  }
  return small;
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
