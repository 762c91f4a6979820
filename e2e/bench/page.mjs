// The functions that run in the pages. They are passed as text, so they cannot use anything of this file.

/** A server that is not there: its answers are made in the page. */
export const stubbed = "https://stubbed.example";

/** Answers every request to that server at once, and lets all others through. */
export function installStub({ at, body, headers }) {
  const network = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    String(input?.url ?? input).startsWith(at) ? Promise.resolve(new Response(body, { headers })) : network(input, init);
}

/** Puts into the page: volley, which makes calls, so many at once; and memory, that of the module. */
export function installVolley() {
  globalThis.volley = async (call, calls, concurrency) => {
    const latencies = [];
    let left = calls;
    const caller = async () => {
      while (left-- > 0) {
        const begun = performance.now();
        await call();
        latencies.push(performance.now() - begun);
      }
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: concurrency }, caller));
    return { ms: performance.now() - begun, latencies };
  };
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    globalThis.memory = made.exports.mem;
    return made;
  };
}

/** Loads a contender and makes a call; runs in a page or a worker. Resolves to the milliseconds that it took. */
export async function firstCall({ bundle, server }) {
  const begun = performance.now();
  const { client } = await import(`/${bundle}/${bundle}.js`);
  const { id } = await client(server)();
  if (!id) throw new Error(`${bundle} came back without an account`);
  return performance.now() - begun;
}
