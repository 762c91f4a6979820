// @ts-check
// Hides secrets in what servers say, wherever that becomes part of an error or a line of the console. What is hidden is known by its
// value: it has passed the bridge under the name of a secret. Nothing is hidden because of its length or its look. core/redaction.go does
// the same for Go programs: one table of tests is for both (core/testdata/redaction.json).

import { hide, needlesOf } from "./secret-search.js";
import { isPlain, member } from "./values.js";

/** How many secrets are remembered. A login has eight. */
const most = 64;

/** The names of secrets. Of subscription[keys][auth], the last name counts. */
const secretName = /(^|\[)([^[]*(token|secret|password)|auth|code|code_verifier|date_of_birth|email|invite_code|otp_attempt|password_confirmation)[[\]]*$/i;

export function newRedaction() {
  /** The secrets, the latest last, with what to look for. @type {Map<string, ReturnType<typeof needlesOf>>} */
  const secrets = new Map();

  /** @param {unknown} value */
  function add(value) {
    if (typeof value !== "string" || value === "") return;
    const needles = secrets.get(value) ?? needlesOf(value);
    secrets.delete(value);
    secrets.set(value, needles);
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
    return given;
  }

  /** The elements of a list have the list's name. @param {unknown} json */
  function addMembers(json) {
    try {
      JSON.stringify(json, (name, value) => {
        if (secretName.test(name)) [value].flat(Infinity).forEach(add);
        return value;
      });
    } catch {
      // It is nested too deeply; see hiddenIn.
    }
  }

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
    hiddenIn,

    /** Learns the secrets of a request. @param {string} url @param {string} fields @param {string} form @param {unknown} json */
    learnRequest(url, fields, form, json) {
      add(new URLSearchParams(fields).get("Authorization")?.replace(/^Bearer /, ""));
      addNamed(url.split("?")[1] ?? "");
      addNamed(form);
      addMembers(json);
    },

    /** Learns the tokens in an answer. @param {unknown} body */
    learnAnswer(body) {
      for (const name of ["access_token", "refresh_token", "client_secret"]) add(member(body, name));
    },

    /** Learns the secrets of a stored record, and of the key of a pending login, which is its state. @param {string} key @param {unknown} record */
    learnRecord(key, record) {
      if (key.startsWith("mastoauth:pending:")) add(key.slice("mastoauth:pending:".length));
      if (isPlain(record)) addMembers(record);
    },

    /** Learns the secrets of an address that the person came back to. @param {string} query */
    learnQuery(query) {
      add(addNamed(query).get("state"));
    },

    /**
     * Hides secrets in the fields of an error that may have a server's words, and then shortens the texts. (In the other order, half
     * of a long secret could remain.)
     *
     * @param {any} error
     */
    hideIn(error) {
      for (const field of ["description", "requestId"]) {
        if (error[field]) error[field] = shortened(hidden(error[field]));
      }
      if (error.details) error.details = hiddenIn(error.details);
      return error;
    },
  };
}

/** As the core does it. @param {string} text */
function shortened(text) {
  const characters = [...text.slice(0, 1000)];
  return characters.length > 300 ? `${characters.slice(0, 300).join("")}…` : text;
}
