// @ts-check
// The doctor finds out why a request got no answer. A browser does not tell a page, but it lets the page ask again in other ways, and which
// of them get through says most of it. The doctor is asked only after a request has failed. It sends GET and HEAD requests without a
// token, a form or a cookie, and reads no answer.

import { hasPage } from "./environment.js";
import { member } from "./values.js";
import { wordsFor } from "./network-words.js";

/** @typedef {import("./network-words.js").Reason} Reason */

const page = globalThis;

/** How long an examination may take, and how long its finding is remembered, in milliseconds. A burst of failures costs one examination. */
const limitMs = 2_000;
const memoryMs = 3_000;
const mostFindings = 50;

/** The latest findings, by address. @type {Map<string, { given: unknown, until: number, reason: Promise<Reason> }>} */
const findings = new Map();

/**
 * Resolves to the reason, and what to tell the developer about it: what happened, and what to do. Undefined if nothing is known.
 *
 * @param {unknown} given the caller's fetch, if it is not the browser's
 * @param {string} address one that every server answers, also to pages of other origins
 * @param {string} [known] the reason, if it is known already
 * @returns {Promise<[reason: string, message: string, hint: string] | undefined>}
 */
export async function explain(given, address, known) {
  const reason = /** @type {Reason | undefined} */ (known || (hasPage() ? await latest(given, address) : undefined));
  return reason && [reason, ...wordsFor(reason, address)];
}

/** @param {unknown} given @param {string} address */
function latest(given, address) {
  const last = findings.get(address);
  if (last && last.given === given && performance.now() < last.until) return last.reason;
  if (findings.size === mostFindings) findings.clear();
  const finding = { given, until: Infinity, reason: examine(given, address) };
  finding.reason.finally(() => (finding.until = performance.now() + memoryMs));
  findings.set(address, finding);
  return finding.reason;
}

/** @param {unknown} given @param {string} address @returns {Promise<Reason>} */
async function examine(given, address) {
  const over = new AbortController();
  const late = setTimeout(() => over.abort(), limitMs);
  const policy = listenForBreaches();
  const isCallers = typeof given === "function";
  const get = isCallers ? /** @type {typeof fetch} */ (given) : page.fetch;
  /** @param {string} url @param {RequestInit} init */
  const ask = async (url, init) => {
    try {
      return await get(url, { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", signal: over.signal, ...init });
    } catch {
      return undefined;
    }
  };
  try {
    const [readable, blind] = await Promise.all([ask(address, { redirect: "manual" }), ask(address, { mode: "no-cors" })]);
    if (readable) return readable.type === "opaqueredirect" ? "redirect" : "interrupted_or_cors";
    if (blind) return "cors";
    await pause(); // the browser tells of a breach after the request has failed
    if (policy.forbids(address)) return "csp";
    const here = String(member(page.location, "origin"));
    const from = hostOf(here);
    const to = hostOf(address);
    const permission = isNear(to) && !isNear(from) ? await localNetworkPermission() : "granted";
    if (permission === "denied") return "private_network";
    if (permission === "prompt") return "private_network_or_down";
    if (here.startsWith("https:") && address.startsWith("http:")) return "mixed_content_or_down";
    if (isCallers) return "down_or_blocked"; // what that fetch reaches, the page itself may not reach
    if (from && !isNear(from) && !(await ask(here, { method: "HEAD" })) && !policy.forbids(here)) return "offline_or_captive_portal";
    return (await showsPicture(address, over.signal)) ? "blocked_by_client" : "down_or_blocked";
  } finally {
    clearTimeout(late);
    policy.end();
    over.abort(); // the bodies of the answers are not loaded
  }
}

/** Hears which origins the page's Content-Security-Policy keeps it from asking. Pages and workers hear it at their global object. */
function listenForBreaches() {
  /** @type {Set<string>} */
  const forbidden = new Set();
  /** @param {Event} event */
  const hear = (event) => {
    const { blockedURI, disposition, effectiveDirective } = /** @type {SecurityPolicyViolationEvent} */ (event);
    if (disposition === "enforce" && effectiveDirective === "connect-src") forbidden.add(originOf(blockedURI));
  };
  const type = "securitypolicyviolation";
  page.addEventListener(type, hear);
  return { forbids: (/** @type {string} */ url) => forbidden.has(originOf(url)), end: () => page.removeEventListener(type, hear) };
}

const pause = () => new Promise((resume) => setTimeout(resume, 100));

/** The state of the browser's question whether a page may ask the person's own network; "granted" if the browser has no such question. */
async function localNetworkPermission() {
  try {
    return (await navigator.permissions.query({ name: /** @type {PermissionName} */ ("local-network-access") })).state;
  } catch {
    return "granted";
  }
}

/**
 * Whether the server's icon can be shown. Blockers forbid a page's requests, but seldom its pictures.
 *
 * @param {string} address @param {AbortSignal} signal @returns {Promise<boolean>}
 */
function showsPicture(address, signal) {
  return new Promise((resolve) => {
    if (typeof Image !== "function") return resolve(false); // in a worker
    const icon = new Image();
    icon.referrerPolicy = "no-referrer";
    icon.onload = () => resolve(true);
    icon.onerror = () => resolve(false);
    signal.addEventListener("abort", () => resolve(false));
    icon.src = new URL("/favicon.ico", address).href;
  });
}

/** @param {string} url */
const originOf = (url) => (URL.canParse(url) ? new URL(url).origin : "");

/** The host of an address of the web, or "". @param {string} url */
const hostOf = (url) => (/^https?:/.test(url) && URL.canParse(url) ? new URL(url).hostname : "");

/** Whether a host is this computer, or in its own network, as far as its name says. @param {string} host */
const isNear = (host) => /^(localhost$|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1\]|f[cde]))|\.(localhost|local|lan|internal|home\.arpa)$/.test(host);
