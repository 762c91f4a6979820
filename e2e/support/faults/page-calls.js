// Runs in the page, in tests only: the package's functions by name. Each resolves once the call has done its work, whatever it returns,
// and rejects with the error of the call or of its result.

(() => {
  const callback = `${location.origin}/blank`;
  const limits = { requestTimeoutMs: 500, ratelimitMaxWaitMs: 500 };
  const hung = 40_000;

  async function made({ late, patient }) {
    const lib = await import("/lib/index.js");
    const options = { ...(late && { storage: window.ports.store }), ...(patient ? { ratelimitMethod: "throw" } : limits) };
    return {
      lib,
      client: (more) => new lib.Mastodon({ ...options, ...more }),
      // What the options of createAuth are called for a function of the class.
      host: { ...(late && { storage: window.ports.store }), ...(!patient && { requestTimeoutMs: limits.requestTimeoutMs }) },
      auth: lib.createAuth({ clientName: "A journey", scopes: ["read"], redirectUri: callback, ...options }),
    };
  }

  /** A sign-in that leaves in a window, which is none. It is done when the window is sent to the server. */
  function leaves(begin, signal) {
    const over = new AbortController();
    signal.addEventListener("abort", () => over.abort());
    if (signal.aborted) over.abort();
    return new Promise((resolve, reject) => {
      const { open } = window;
      window.open = () => ({ closed: false, close() {}, postMessage() {}, location: { replace(url) { window.left = url; resolve(); over.abort(); } } });
      begin(over.signal).then(resolve, reject);
      window.open = open;
    });
  }

  const whole = async (status) => {
    const { error } = Object(await status);
    if (error) throw error;
  };

  /** A session that a page shows. With a store that answers later, the list is complete once init has resolved. */
  async function session(auth, id, late) {
    if (late) await auth.init();
    const found = auth.sessions().find((one) => one.id === id);
    if (!found) throw Object.assign(new Error("the page shows no such session"), { code: "not_there" });
    return found;
  }

  const ofAuth = {
    diagnose: ({ lib }, { server, patient }, signal) => lib.Mastodon.diagnose({ server, signal, ...(!patient && { requestTimeoutMs: limits.requestTimeoutMs }) }),
    init: ({ auth }, { back }) => {
      history.replaceState(null, "", back);
      return whole(auth.init());
    },
    signIn: ({ auth }, { server }, signal) => leaves((signal) => auth.signIn(server, { display: "popup", scopes: ["read"], signal }), signal),
    preload: ({ auth }, { server }, signal) => auth.preload(server, { signal }),
    signUp: ({ auth }, { server, registrant }, signal) => whole(auth.signUp(server, { ...registrant, signal })),
    confirm: ({ auth }, _, signal) => whole(auth.confirm({ signal })),
    use: ({ auth }, { bob }, signal) => auth.use(bob, { signal }),
    "session.signOut": async ({ auth }, { alice, late }, signal) => (await session(auth, alice, late)).signOut({ signal }),
    "session.forget": async ({ auth }, { alice, late }, signal) => (await session(auth, alice, late)).forget({ signal }),
    "session.token": async ({ auth }, { alice, late }, signal) => (await session(auth, alice, late)).token({ signal }),
    "session.check": async ({ auth }, { alice, late }, signal) => (await session(auth, alice, late)).check({ signal }),
    // Like fetch, it has no time limit. The page sets one.
    "session.fetch": async ({ auth }, { alice, late, patient }, signal) => {
      const all = patient ? signal : AbortSignal.any([signal, AbortSignal.timeout(2_000)]);
      return (await session(auth, alice, late)).fetch("/api/v1/preferences", { signal: all });
    },
    "session.ensureScopes": async ({ auth }, { alice, late }, signal) => {
      const one = await session(auth, alice, late);
      return leaves((signal) => one.ensureScopes(["follow"], { display: "popup", signal }), signal);
    },
  };
  const ofClass = {
    createApp: ({ server }) => ({ clientName: "Another", apiBaseUrl: server, redirectUris: callback, toKey: "another app" }),
    findServer: ({ server }) => ({ server }),
    readSecretFile: ({ server }) => ({ tokenFile: `token\n${server}\n` }),
  };
  const byApp = ["authRequestUrl", "clientCredentialsToken", "createAccount", "createAccountDetailed", "emailCheckConfirmation", "emailResendConfirmation", "handleCallback", "logIn"];
  const picture = new Blob(["GIF89a\x01\x00\x01\x00\x00\x00\x00;"], { type: "image/gif" });
  const given = {
    createAccount: ({ registrant }) => registrant,
    createAccountDetailed: ({ registrant }) => registrant,
    handleCallback: ({ back }) => ({ url: back }),
    logIn: ({ back }) => ({ code: new URL(back).searchParams.get("code"), state: new URL(back).searchParams.get("state") }),
    mediaPost: ({ tells }) => ({ mediaFile: picture, description: "a dot", ...(tells && { onProgress() {} }) }),
    request: () => ({ path: "/api/v1/preferences" }),
    setLanguage: () => ({ lang: "de" }),
    statusPost: ({ post }) => ({ status: post, idempotencyKey: post }),
    toot: () => ({ status: "howdy universe!" }),
    verifyMinimumVersion: () => ({ version: "4.3.0" }),
  };

  async function work(name, about, signal) {
    const use = await made(about);
    if (ofAuth[name]) return ofAuth[name](use, about, signal);
    if (ofClass[name]) return use.lib.Mastodon[name]({ ...ofClass[name](about), ...(name === "readSecretFile" ? {} : use.host), signal });
    const client = use.client(byApp.includes(name) ? { clientCredentialKey: "app", accessTokenKey: "login" } : { accessTokenKey: `mastoauth:session:${about.alice}` });
    const result = await client[name]({ ...given[name]?.(about), signal });
    if (name === "createAccountDetailed" && result.error) throw result.error;
  }

  /** Calls a function. @returns how it ended, and the error as a page sees it. */
  window.callPackage = async (name, about) => {
    const { signal } = window.ports.controller;
    const late = new Promise((_, reject) => setTimeout(() => reject(Object.assign(new Error("the promise was never settled"), { code: "hung" })), hung));
    try {
      await Promise.race([work(name, about, signal), late]);
      return { ended: "success" };
    } catch (error) {
      const { isMastodonError } = await import("/lib/index.js");
      const own = isMastodonError(error);
      return { ended: "error", error: { name: error.name, code: error.code, op: error.op, own, message: error.message, text: `${JSON.stringify(error)} ${error} ${error.hint} ${error.stack} ${own ? await error.userMessage("en") : ""}` } };
    }
  };

  /** Ends the module, with all that it still does. */
  window.endModule = async () => {
    const { Mastodon } = await import("/lib/index.js");
    window.ports.dying = true;
    await new Mastodon({ apiBaseUrl: "a.example" }).clearCaches().catch(() => undefined);
    window.ports.dying = false;
  };
})();
