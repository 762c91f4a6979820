// The messages of userMessage: errors explained without technical terms. This file and the languages are loaded when the first
// message is needed.

import { lazyImport, type LazyImport } from "../imports/lazy-import.js";
import * as en from "./en.js";
import type { Errors, Health, Language } from "./en.js";
import type { NetworkWords } from "./network/en.js";
import { type Explained, joined, signUpMessage } from "./sign-up-message.js";

export type { Language } from "./en.js";

const languages: Readonly<Record<string, LazyImport<Language>>> = {
  de: lazyImport("./messages/de.js", () => import("./de.js")),
  es: lazyImport("./messages/es.js", () => import("./es.js")),
  fr: lazyImport("./messages/fr.js", () => import("./fr.js")),
  it: lazyImport("./messages/it.js", () => import("./it.js")),
  ja: lazyImport("./messages/ja.js", () => import("./ja.js")),
  nl: lazyImport("./messages/nl.js", () => import("./nl.js")),
  pl: lazyImport("./messages/pl.js", () => import("./pl.js")),
  pt: lazyImport("./messages/pt.js", () => import("./pt.js")),
  zh: lazyImport("./messages/zh.js", () => import("./zh.js")),
};

/** How long a language may take to load, in milliseconds. After that, the message is in English. */
const limitMs = 10_000;

/** Codes that have the message of another code, or of several. */
const alike: Readonly<Record<string, keyof Errors>> = {
  server_error: "server_down",
  temporarily_unavailable: "server_down",
  state_missing: "state_mismatch",
  issuer_mismatch: "stopped_for_safety",
  token_in_callback: "stopped_for_safety",
  duplicate_parameter: "stopped_for_safety",
  code_missing: "stopped_for_safety",
  session_unknown: "not_logged_in",
  session_expired: "not_logged_in",
  unauthorized: "not_logged_in",
  invalid_token: "not_logged_in",
  insufficient_scope: "scopes_not_granted",
  invalid_scope: "authorization_refused",
  unauthorized_client: "authorization_refused",
  unsupported_response_type: "authorization_refused",
  invalid_client: "client_unknown",
  client_missing: "client_unknown",
  client_spent: "client_unknown",
  answer_html: "answer_unexpected",
  answer_empty: "answer_unexpected",
  answer_broken: "answer_unexpected",
  answer_too_large: "answer_unexpected",
  invalid_request: "answer_unexpected",
  unsupported_token_type: "answer_unexpected",
  version_unknown: "version_too_old",
  wasm_not_found: "wasm_unreachable",
  wasm_damaged: "wasm_unreachable",
  wasm_stale: "wasm_unreachable",
  authorize_url_too_long: "page_mistake",
  server_mismatch: "page_mistake",
  client_closed: "page_mistake",
  client_incomplete: "page_mistake",
  client_name_invalid: "page_mistake",
  option_invalid: "page_mistake",
  option_missing: "page_mistake",
  option_unknown: "page_mistake",
  redirect_uri_foreign: "page_mistake",
  redirect_uri_invalid: "page_mistake",
  browser_missing: "page_mistake",
  scope_unknown: "page_mistake",
  version_invalid: "page_mistake",
  lock_lost: "module_stopped",
  internal: "unexpected",
};

/** Reasons of a network error that have the message of a code. */
const reasonsAlike: Readonly<Record<string, keyof Errors>> = { dns: "server_not_found", down: "server_down", offline: "offline" };

/** The codes whose message is that of the reason, if it is known: a server that is down has none if it has answered. */
const unanswered = ["network", "server_down"];

/** The language of a locale such as pt-BR, or English. */
export function languageOf(locale: string): string {
  const language = /^[a-z]+/.exec(locale.toLowerCase())?.[0] ?? "";
  return Object.hasOwn(languages, language) ? language : "en";
}

/** The texts of a language, or in English if they cannot be loaded in time. */
export async function texts(locale: string): Promise<Language> {
  const language = languages[languageOf(locale)];
  if (!language) return en;
  let late: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<Language>((resolve) => {
    late = setTimeout(() => {
      language.forget();
      resolve(en);
    }, limitMs);
  });
  return Promise.race([language.get().catch(() => en), limit]).finally(() => clearTimeout(late));
}

/** What a message is about: an error, or some of its members. */
export interface Told extends Explained {
  /** Why the server does not let the account be used. Each value has a message of its own. */
  readonly health?: string | undefined;
  /** Why no answer came. */
  readonly reason?: string | undefined;
  /** When a rate limit ends, in milliseconds since 1970. */
  readonly resetAt?: number | undefined;
}

/** The message for an error or a code. An unknown code gets the general message. */
export async function messageOf(about: Told | string, locale = globalThis.navigator?.language ?? "en"): Promise<string> {
  const { errors, health: states, network, tag, signUp } = await texts(locale);
  const told = typeof about === "string" ? { code: about } : about;
  const { code, health = "", reason = "", resetAt } = told;
  if (Object.hasOwn(states, health)) return states[health as keyof Health];
  if (code === "rate_limited") return joined([errors[code], resetAt ? tag.again.replace("{time}", clock(resetAt, locale)) : tag.later]);
  if (unanswered.includes(code) && Object.hasOwn(network.reasons, reason)) return network.reasons[reason as keyof NetworkWords["reasons"]];
  if (unanswered.includes(code) && Object.hasOwn(reasonsAlike, reason)) return errors[reasonsAlike[reason] as keyof Errors];
  return signUpMessage(told, signUp) || errors[sentence(code)];
}

/** A time of day, as the person's clock shows it: with the region of the locale, or that of its language if that is none. */
function clock(time: number, locale: string): string {
  const format = (tag: string) => new Date(time).toLocaleTimeString(tag, { hour: "2-digit", minute: "2-digit" });
  try {
    return format(locale);
  } catch {
    return format(languageOf(locale));
  }
}

/** The same with the address of the server's own page about the account, if there is one. */
export async function messageFor(error: Told & { readonly page?: string }, locale?: string): Promise<string> {
  return [await messageOf(error, locale), error.page ?? []].flat().join(" ");
}

/** A newer version of this library may have other codes. */
function sentence(code: string): keyof Errors {
  if (Object.hasOwn(en.errors, code)) return code as keyof Errors;
  return (Object.hasOwn(alike, code) && alike[code]) || "unexpected";
}
