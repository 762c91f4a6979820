// The servers to log in to: a real Doorkeeper, and practice servers that tests can manipulate.

import { program } from "./program.mjs";

/** Starts a real Doorkeeper, the OAuth engine inside Mastodon. */
export async function doorkeeper() {
  const running = await program(["go", "run", "./e2e/servers/doorkeeper/serve", "-port", "0"], /listens on (http:\S+)/);
  return { url: running.match[1], close: running.close };
}

/**
 * Starts the program that runs practice servers. serve starts a server with these options (practice.Options in Go): Flavour is the
 * software that it simulates, and AnswerMs the milliseconds before each response.
 */
export async function practice() {
  const running = await program(["go", "run", "./e2e/servers/practice"], /^(http:\S+)/);
  const control = running.match[1];
  return {
    async serve(options = {}) {
      const { url } = await order(control, "servers", options);
      return new PracticeServer(control, url);
    },
    /** The names of all flavours. */
    flavours: () => order(control, "flavours"),
    /** The names of all faults. */
    faults: () => order(control, "fault-names"),
    close: running.close,
  };
}

class PracticeServer {
  #control;

  constructor(control, url) {
    this.#control = control;
    this.url = url;
  }

  /**
   * Makes all requests below this path fail, until mend is called; see practice.Fault for the kinds. One failure is not enough: a
   * browser repeats a request by itself when a reused connection breaks.
   */
  fail(path, fault, more = {}) {
    return this.#order("faults", { path, fault, times: -1, ...more });
  }

  mend() { return this.#order("mend"); }
  forgetApps() { return this.#order("forget"); }
  revokeTokens() { return this.#order("revoke"); }

  /** Sets the state of a person's account: good, unconfirmed, pending or disabled (practice.Standing in Go). */
  stand(person, standing) { return this.#order("stand", { person, standing }); }
  speak(person, language) { return this.#order("speak", { person, language }); }

  /** All requests so far, one line each, with all parameters: "POST /oauth/token client_id=…&code=…". */
  async log() { return (await this.#order("log")) ?? []; }

  /** The requests whose line matches. */
  async asked(pattern) { return (await this.log()).filter((line) => pattern.test(line)); }

  /** All secrets that this server has received. Tests search for them where none may be. */
  async secrets() {
    const lines = await this.log();
    const names = ["code", "code_verifier", "client_secret", "token", "user[password]"];
    return [...new Set(lines.flatMap((line) => {
      const sent = new URLSearchParams(line.split(" ")[2] ?? "");
      return names.flatMap((name) => sent.getAll(name)).filter(Boolean);
    }))];
  }

  #order(what, details) { return order(this.#control, what, { server: this.url, ...details }); }
}

async function order(control, what, body) {
  const answer = await fetch(`${control}/${what}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The practice servers refused ${what}: ${await answer.text()}`);
  return answer.json();
}
