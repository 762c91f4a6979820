// @ts-check
// What a server says about joining it.

import { client } from "./client.js";
import { webAddress } from "./element.js";
import { Mastodon } from "./lib/index.js";

/**
 * @typedef {object} Joining
 * @property {string} base the server's address
 * @property {string} domain what handles on it end with
 * @property {string} title
 * @property {"open" | "approval" | "closed" | "elsewhere"} policy elsewhere is on a page of the server's own choice
 * @property {string} message the server's own words on being closed
 * @property {string} page where it takes people itself
 * @property {boolean} reasonRequired
 * @property {number} minAge in years; 0 for any
 * @property {{text: string, hint: string, lang?: string}[]} rules
 * @property {{about: string, privacy: string, terms: string}} papers addresses; those that it has not are empty
 */

/**
 * Asks the server that the person means.
 *
 * @param {string} server as the person wrote it
 */
export async function joining(server) {
  const { baseUrl, domain } = await Mastodon.findServer({ server });
  return read(baseUrl, domain, await client({ apiBaseUrl: baseUrl }).instance());
}

/**
 * Reads both versions of the document. Version 1 has only a yes or no on registrations.
 *
 * @param {string} base
 * @param {string} domain
 * @param {Record<string, any>} instance
 * @returns {Joining}
 */
function read(base, domain, instance) {
  const registrations = typeof instance.registrations === "object" ? instance.registrations ?? {} :
    { enabled: instance.registrations, approval_required: instance.approval_required };
  const urls = instance.configuration?.urls ?? {};
  const page = webAddress(registrations.url);
  return {
    base, domain,
    title: text(instance.title) || domain,
    policy: registrations.enabled === false ? "closed" : page ? "elsewhere" : registrations.approval_required === true ? "approval" : "open",
    message: plain(text(registrations.message)),
    page: page || base,
    reasonRequired: registrations.reason_required === true,
    minAge: Number(registrations.min_age) || 0,
    rules: (Array.isArray(instance.rules) ? instance.rules : []).map((rule) => translated(rule, instance.languages)).filter((rule) => rule.text),
    papers: { about: webAddress(urls.about) || `${base}/about`, privacy: webAddress(urls.privacy_policy), terms: webAddress(urls.terms_of_service) },
  };
}

/**
 * Returns the rule in the first language of the person's that it is written in, else as it is.
 *
 * @param {any} rule
 * @param {unknown} spoken the languages of the server
 */
function translated(rule, spoken) {
  for (const language of navigator.languages) {
    const bare = language.split("-")[0];
    if (Array.isArray(spoken) && spoken.includes(bare)) break;
    for (const lang of [language, bare]) {
      const words = rule?.translations?.[lang];
      if (text(words?.text)) return { text: words.text, hint: text(words.hint), lang };
    }
  }
  return { text: text(rule?.text), hint: text(rule?.hint) };
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value.trim() : "";
}

/**
 * Returns the words of a piece of HTML. They are shown as text, so what it leaves of the markup does no harm.
 *
 * @param {string} html
 */
function plain(html) {
  /** @type {Record<string, string>} */
  const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
  return html.replace(/<[^>]*>/g, " ")
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
      if (name) return named[name.toLowerCase()] ?? whole;
      const point = decimal ? Number(decimal) : parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replace(/\s+/g, " ").trim().slice(0, 500);
}
