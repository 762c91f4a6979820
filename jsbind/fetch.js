// @ts-check
// These functions build the arguments of fetch and decode the response's body.

import { hasPage, inBrowser } from "./environment.js";
import { addForm } from "./upload.js";
import { socketReason } from "./socket-errors.js";
import { member } from "./values.js";

const page = globalThis;

/** @typedef {{ json: unknown, keepalive: boolean, blind: boolean, signal: AbortSignal, files: unknown[] }} Settings */

/**
 * Builds fetch's second argument. If the fields name a content type, the form is sent as JSON. It sends no cookies and no referrer, keeps responses with tokens out of the cache, and lets
 * no request with a secret follow a redirect.
 *
 * @param {string} method @param {string} fields @param {string} form @param {Settings} settings @returns {RequestInit}
 */
export function requestInit(method, fields, form, { json, keepalive, blind, signal, files }) {
  const headers = { ...headersFrom(fields) };
  // A request with a token causes a preflight. With no-store, Chromium does not cache the preflight, and each call would make
  // two requests.
  const cache = "Authorization" in headers ? "default" : "no-store";
  /** @type {RequestInit} */
  const init = { method, headers, signal, keepalive, credentials: "omit", referrerPolicy: "no-referrer", cache };
  if (blind) init.mode = "no-cors"; // no-cors allows redirects only in mode follow
  else if (method !== "GET" || "Authorization" in headers) init.redirect = "error";
  if (files.length > 0) addForm(init, headers, form, files);
  else if (json !== undefined) {
    init.body = JSON.stringify(json);
    headers["Content-Type"] = "application/json";
  } else if (method !== "GET") init.body = "Content-Type" in headers ? jsonForm(form) : new URLSearchParams(form);
  return init;
}

/** Addresses whose last answer may be in the browser's cache, and must not be. @type {Set<string>} */
const doubted = new Set();

/**
 * Notes that an address answered 410 (Gone), or not at all. Browsers keep a 410 and a permanent redirect for ever, also if they came from the
 * login page of a network. @param {string} url
 */
export const doubt = (url) => doubted.size < 100 && doubted.add(url);

/**
 * Sends a request with this fetch. If such an address is doubted, the request gets past the cache. It rejects for a redirect where
 * init forbids one.
 *
 * @param {typeof fetch} get @param {string} url @param {RequestInit} init @returns {Promise<Response>}
 */
export async function ask(get, url, init) {
  const { cache = "default", ...request } = init;
  const anew = doubted.delete(url) && cache === "default";
  if (takes({ redirect: "error", cache: "reload" })) return get(url, { ...request, cache: anew ? "reload" : cache });
  // Cloudflare's Workers. They can be asked not to follow a redirect, but not to fail at one, and older ones know no cache.
  if ((anew || cache !== "default") && takes({ cache: "no-store" })) Object.assign(request, { cache: "no-store" });
  if (request.redirect !== "error") return get(url, request);
  const answer = await get(url, { ...request, redirect: "manual" });
  if (answer.type !== "opaqueredirect" && ![301, 302, 303, 307, 308].includes(answer.status)) return answer;
  throw new TypeError("The server redirects a request that holds a secret.");
}

/** Whether fetch takes these options here: the key is what was asked, since the answer never changes. @type {Map<string, boolean>} */
const taken = new Map();

/** @param {RequestInit} init */
function takes(init) {
  const key = Object.keys(init).join();
  if (!taken.has(key)) {
    try {
      taken.set(key, Boolean(new Request("https://taken.invalid/", init)));
    } catch {
      taken.set(key, false);
    }
  }
  return taken.get(key) ?? false;
}

/** The headers that were read last. Most requests of a client have the same headers. @type {{ fields: string, headers: Record<string, string> }} */
let last = { fields: "", headers: {} };

/** @param {string} fields */
function headersFrom(fields) {
  if (fields !== last.fields) {
    const headers = fromQuery(fields);
    // Browsers keep their own User-Agent. In some of them, setting it causes a preflight that servers refuse.
    if (inBrowser()) delete headers["User-Agent"];
    last = { fields, headers };
  }
  return last.headers;
}

/** Decodes names and values from the form of a query. @param {string} fields @returns {Record<string, string>} */
function fromQuery(fields) {
  return Object.fromEntries(new URLSearchParams(fields));
}

/** The names in a form that are no texts in JSON: core.JSONNumbersAndBooleans. */
const numbersAndBooleans = ["sensitive", "expires_in", "multiple", "hide_totals"];

/** Returns a form as JSON, as core.Request.AsJSON asks for. @param {string} form */
export function jsonForm(form) {
  // A name may be __proto__, which is a name as any other for an object without a prototype.
  const members = () => /** @type {Record<string, any>} */ (Object.create(null));
  const body = members();
  for (const [field, value] of new URLSearchParams(form)) {
    const [, outer = "", inner = "", list] = /^(\w+)(?:\[(\w+)\])?(\[\])?$/.exec(field) ?? [];
    const object = inner ? (body[outer] ??= members()) : body;
    const name = inner || outer;
    if (list) (object[name] ??= []).push(value);
    else object[name] = numbersAndBooleans.includes(name) ? JSON.parse(value) : value;
  }
  return JSON.stringify(body);
}

/** How many bytes the body of an error may have: core.DocumentBytes. */
const errorBytes = 262_144;

/**
 * Reads the body of an answer, up to a bound in bytes. What is beyond is not loaded. Resolves to the text, and whether it is cut.
 *
 * @param {Response} answer @param {number} most @returns {Promise<[text: string, isCut: boolean]>}
 */
export async function bodyOf(answer, most) {
  if (answer.status >= 400) most = Math.min(most, errorBytes);
  const reader = answer.body?.getReader?.();
  if (!reader) { // a blind answer has no body, and a page's own fetch may have another kind of it
    const text = String(await answer.text());
    return [text, text.length > most];
  }
  const decoder = new TextDecoder();
  let text = "";
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return [text + decoder.decode(), false];
    text += decoder.decode(value, { stream: true });
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => undefined);
      return [text, true];
    }
  }
}

/**
 * The shape of a body ("object" is JSON too), and its value: JSON, or a text of the shape "other". A body that parses as JSON is
 * JSON, whatever its content type says.
 *
 * @param {string} text @param {boolean} isCut @param {boolean} announced
 */
export function decoded(text, isCut, announced) {
  const start = text.trimStart()[0];
  if (start === "<") return !isCut && text.includes("<XRD") ? ["other", text] : ["html"]; // host-meta is XML
  if (isCut) return ["large"];
  if (start === undefined) return ["empty"];
  try {
    const body = JSON.parse(text);
    return [typeof body === "object" && body && !Array.isArray(body) ? "object" : "json", body];
  } catch {
    return announced ? ["broken"] : ["other", text];
  }
}

/** Whether the browser knows that there is no network. If it knew before a request, the request was not sent. */
export const isOffline = () => member(member(page, "navigator"), "onLine") === false;

/** The code, or the reason if it is known: core.NetworkReason. A browser does not tell a page: see doctor.js. @param {unknown} error */
export const whyNoAnswer = (error) => (hasPage() ? "" : socketReason(error)) || "network";
