// Runs in the page before all else, in tests only. It notes each step of the package's work: each request to a server, each use of
// the storage. At one of them it makes trouble. The page sees it as window.ports.

(() => {
  const { fetch: realFetch, setTimeout: realTimeout } = window;
  const { instantiate } = WebAssembly;
  const real = Object.fromEntries(["getItem", "setItem", "removeItem", "key"].map((name) => [name, Storage.prototype[name]]));
  const ports = { steps: [], trouble: undefined, controller: new AbortController(), damaged: new Set(), hurt: new Set(), given: [], dying: false };
  window.ports = ports;
  const never = new Promise(() => undefined);

  /** Notes a step, and makes the trouble that is due. Returns whether the store is silent. */
  function step(verb, name) {
    ports.steps.push(`${verb} ${name}`);
    const { trouble, steps } = ports;
    if (!trouble || !(steps.length === trouble.at || (trouble.on && steps.length > trouble.at))) return false;
    if (trouble.does === "signal") ports.controller.abort();
    if (trouble.does === "killed") ports.dying = true;
    if (verb === "request") return false;
    if (trouble.does === "full" && verb === "set") throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    if (trouble.does === "blocked") throw new DOMException("The storage is blocked.", "SecurityError");
    if (trouble.does === "garbage" && verb === "get") {
      ports.damaged.add(name);
      ports.hurt.add(name);
    }
    return trouble.does === "silent";
  }

  const read = (key) => (ports.damaged.has(key) ? "{garbage" : real.getItem.call(localStorage, key));
  const write = (key, value) => {
    ports.damaged.delete(key);
    real.setItem.call(localStorage, key, value);
  };
  const remove = (key) => {
    ports.damaged.delete(key);
    real.removeItem.call(localStorage, key);
  };
  const works = { getItem: ["get", read], setItem: ["set", write], removeItem: ["delete", remove] };
  for (const [name, [verb, work]] of Object.entries(works)) {
    Storage.prototype[name] = function (key, ...more) {
      if (this !== localStorage) return real[name].call(this, key, ...more);
      step(verb, key);
      return work(key, ...more);
    };
  }
  /** A store of the page's own over the same records, which answers later, or never. */
  ports.store = Object.fromEntries(Object.entries(works).map(([name, [verb, work]]) => [name, async (...given) => (step(verb, given[0]) ? never : work(...given))]));

  // A store is waited for for five seconds. A test does not wait so long.
  window.setTimeout = (run, ms, ...given) => realTimeout(run, ports.trouble?.does === "silent" && ms > 4_000 && ms < 6_000 ? 50 : ms, ...given);

  window.fetch = async (...given) => {
    const { origin, pathname } = new URL(given[0].url ?? given[0], location.href);
    if (origin === location.origin) return realFetch(...given);
    step("request", pathname);
    const answer = await realFetch(...given);
    if (answer.ok && /^\/(oauth\/token|api\/v1\/(accounts|apps))$/.test(pathname)) {
      const form = String(given[1]?.body ?? "");
      answer.clone().json().then((made) => {
        const { access_token: token, refresh_token: refresh, client_secret: secret } = Object(made);
        for (const given of [token, refresh, secret]) if (typeof given === "string") ports.given.push({ secret: given, login: given === token && !form.includes("client_credentials") });
      }).catch(() => undefined);
    }
    return answer;
  };

  // The module dies when it is entered next: what it waited for has come, and it does not go on.
  WebAssembly.instantiate = async (...given) => {
    const instance = await instantiate(...given);
    if (!(instance instanceof WebAssembly.Instance)) return instance;
    const resume = () => {
      if (ports.dying) {
        ports.dying = false;
        throw new Error("killed on purpose");
      }
      return instance.exports.resume();
    };
    return Object.create(instance, { exports: { value: { ...instance.exports, resume } } });
  };

  /** All records. */
  ports.records = () => Object.fromEntries(Array.from({ length: localStorage.length }, (_, at) => real.key.call(localStorage, at)).map((key) => [key, real.getItem.call(localStorage, key)]));
  /** Begins anew with these records, and without trouble. */
  ports.reset = (records) => {
    Object.assign(ports, { steps: [], trouble: undefined, controller: new AbortController(), given: [], dying: false });
    ports.damaged.clear();
    ports.hurt.clear();
    sessionStorage.clear();
    if (!records) return;
    for (const key of Object.keys(ports.records())) real.removeItem.call(localStorage, key);
    for (const [key, record] of Object.entries(records)) real.setItem.call(localStorage, key, record);
  };
})();
