// @ts-check
// Hides secrets in what servers say, wherever that becomes part of an error or a line of the console. What is hidden is known by its
// value: it has passed the bridge under the name of a secret. Nothing is hidden because of its length or its look. core/redaction.go does
// the same for Go programs: one table of tests is for both (core/testdata/redaction.json).

import { hide, needlesOf } from "./secret-search.js";
import { isPlain, member, names } from "./values.js";

/** How many secrets are remembered: a page with 20 accounts has 60 at once, and a login has eight more. */
const most = 256;

/** Longer texts are no tokens: core.tokenBytes. */
const tokenLength = 8_192;
/** What is longer than the text of an error may be is in none: core.DocumentBytes. */
const longest = 262_144;

/** The names of secrets, in requests and among the options of calls. Of subscription[keys][auth], the last name counts. */
const secretName = /(^|\[)([^[]*(token|secret|password)|auth|code|code_?verifier|date_?of_?birth|email|invite_?code|otp_?attempt|password_?confirmation)[[\]]*$/i;

/** The names in answers to a sign-up. Who has one of them as a password gains nothing from it being hidden, and would not see what is wrong. */
const fieldNames = ["agreement", "code", "date_of_birth", "description", "details", "email", "error", "locale", "password", "reason", "username"];

/** The results that have a server's words, as errors have them. @type {Record<string, (result: any) => unknown>} */
export const serverWords = { checkSession: (health) => health, createAccountDetailed: ({ error }) => error };

export function newRedaction() {
  /** The secrets, the latest last, with what to look for. @type {Map<string, ReturnType<typeof needlesOf>>} */
  const secrets = new Map();

  /** @param {unknown} value */
  function add(value) {
    const secret = typeof value === "number" ? String(value) : value;
    if (typeof secret !== "string" || secret === "" || secret.length > longest || fieldNames.includes(secret)) return;
    const needles = secrets.get(secret) ?? needlesOf(secret);
    secrets.delete(secret);
    secrets.set(secret, needles);
    for (const oldest of secrets.keys()) {
      if (secrets.size <= most) break;
      secrets.delete(oldest);
    }
  }

  /** @param {string} query */
  function addNamed(query) {
    const given = new URLSearchParams(query);
    const isPassword = given.get("grant_type") === "password"; // whose username is an e-mail address
    given.forEach((value, name) => (secretName.test(name) || (isPassword && name === "username")) && add(value));
  }

  /** All that is in a member with the name of a secret is one. @param {unknown} json */
  const addMembers = (json) => walk(json, (name, value) => secretName.test(name) && walk(value, (_, part) => add(part)));

  /** @param {string} text */
  const hidden = (text) => (secrets.size > 0 ? hide(text, [...secrets.values()]) : text);

  /**
   * A JSON value without secrets. It is undefined if it is no JSON any more, because a number was hidden, or if it is nested so deeply that
   * JSON.stringify fails: that takes a few KB, and JSON.parse reads it.
   *
   * @param {unknown} value
   */
  function hiddenIn(value) {
    try {
      return JSON.parse(hidden(JSON.stringify(value)));
    } catch {
      return undefined;
    }
  }

  return {
    hidden,

    /** What other people's code has thrown, if there is no secret in its words. @param {unknown} error */
    unlessSecret(error) {
      const words = wordsOf(error);
      return words !== undefined && hidden(words) === words ? error : undefined;
    },

    /** Learns the secrets among the options of a call. @param {unknown[]} args */
    learnCall(args) {
      for (const given of args.flatMap((arg) => [arg, member(arg, "credentials")])) {
        for (const name of isPlain(given) ? names(given) ?? [] : []) {
          if (secretName.test(name)) add(member(given, name));
        }
      }
    },

    /** Learns the secrets of a request. @param {string} url @param {string} fields @param {string} form @param {unknown} json */
    learnRequest(url, fields, form, json) {
      add(new URLSearchParams(fields).get("Authorization")?.replace(/^Bearer /, ""));
      addNamed(url.split("?")[1] ?? "");
      addNamed(form);
      addMembers(json);
    },

    /** Learns the tokens in an answer. @param {unknown} body */
    learnAnswer(body) {
      for (const name of ["access_token", "refresh_token", "client_secret"]) {
        const token = member(body, name);
        if (String(token).length <= tokenLength) add(token);
      }
    },

    /** Learns the secrets of a stored record, and of the key of a pending login, which is its state. @param {string} key @param {unknown} record */
    learnRecord(key, record) {
      if (key.startsWith("mastoauth:pending:")) add(key.slice("mastoauth:pending:".length));
      if (isPlain(record)) addMembers(record);
    },

    /**
     * Learns the secrets of an address that the person came back to: one of each, so that a long address cannot push others out.
     *
     * @param {string} query
     */
    learnQuery(query) {
      const given = new URLSearchParams(query);
      for (const name of ["code", "state", "access_token", "refresh_token"]) add(given.get(name));
    },

    /**
     * Hides secrets in the fields of an error that may have a server's words, and then shortens the texts. (In the other order, half
     * of a long secret could remain.)
     *
     * @param {any} error
     */
    hideIn(error) {
      if (!error) return error;
      for (const field of ["description", "requestId"]) {
        if (error[field]) error[field] = shortened(hidden(error[field]));
      }
      if (error.details) error.details = hiddenIn(error.details);
      return error;
    },
  };
}

/** How many causes are looked at. What is behind more of them is left out. */
const mostCauses = 8;

/**
 * All words of what was thrown, of its own members and of its causes; undefined if they cannot be known. Libraries put a whole request into
 * their errors.
 *
 * @param {unknown} error @returns {string | undefined}
 */
function wordsOf(error) {
  const words = [];
  for (let left = mostCauses, each = error; each !== undefined; each = member(each, "cause")) {
    if (left-- === 0) return undefined;
    words.push(each, ...["name", "message", "stack"].map((name) => member(each, name)));
    try {
      words.push(JSON.stringify(each));
    } catch {
      return undefined;
    }
  }
  return words.filter((text) => typeof text === "string").join("\n");
}

/**
 * Calls visit for each member, also of members. What is nested so deeply that JSON.stringify fails is left: a few KB are enough for that.
 *
 * @param {unknown} json @param {(name: string, value: unknown) => void} visit
 */
function walk(json, visit) {
  try {
    JSON.stringify(json, (name, value) => {
      visit(name, value);
      return value;
    });
  } catch {
    // It is nested too deeply.
  }
}

/** As the core does it. @param {string} text */
function shortened(text) {
  const characters = [...text.slice(0, 1000)];
  return characters.length > 300 ? `${characters.slice(0, 300).join("")}…` : text;
}
