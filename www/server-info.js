// Asks a server about itself and its registration.

import { webAddress } from "./dom.js";
import { Mastodon } from "./lib/index.js";

/** Finds the server and asks for its instance data. In version 1 of the API, registrations is only true or false. @param {string} typed */
export async function serverInfo(typed) {
  const { baseUrl, domain } = await Mastodon.findServer({ server: typed });
  const instance = /** @type {any} */ (await new Mastodon({ apiBaseUrl: baseUrl, ratelimitMethod: "throw" }).instance());
  const registrations = typeof instance.registrations === "object" ? instance.registrations ?? {} :
    { enabled: instance.registrations, approval_required: instance.approval_required };
  const urls = instance.configuration?.urls ?? {};
  const page = webAddress(registrations.url);
  const policy = registrations.enabled === false ? "closed" : page ? "elsewhere" : registrations.approval_required === true ? "approval" : "open";
  return {
    baseUrl, domain, policy, page: page || baseUrl, title: text(instance.title).slice(0, 100) || domain,
    message: plain(text(registrations.message)), // why registration is closed
    reasonRequired: registrations.reason_required === true,
    minAge: Number(registrations.min_age) || 0, birthRequired: Number(registrations.min_age) > 0, // in years
    rules: (Array.isArray(instance.rules) ? instance.rules : []).map((rule) => translated(rule, instance.languages)).filter((rule) => rule.text),
    about: webAddress(urls.about) || `${baseUrl}/about`, privacy: webAddress(urls.privacy_policy), terms: webAddress(urls.terms_of_service),
  };
}

/** The rule in the first of the person's languages for which it has a translation. */
function translated(rule, spoken) {
  for (const language of navigator.languages) {
    const bare = language.split("-")[0];
    if (Array.isArray(spoken) && spoken.includes(bare)) break;
    for (const lang of [language, bare]) {
      const words = rule?.translations?.[lang];
      if (text(words?.text)) return { text: words.text, hint: text(words.hint), lang };
    }
  }
  return { text: text(rule?.text), hint: text(rule?.hint), lang: "" };
}

const text = (value) => (typeof value === "string" ? value.trim() : "");

/** The text of a piece of HTML. It is shown as text, so leftover markup does no harm. */
function plain(html) {
  const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
  return html.replace(/<[^>]*>/g, " ").replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name.toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  }).replace(/\s+/g, " ").trim().slice(0, 500);
}
