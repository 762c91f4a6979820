// The smallest module that links safejs, and plain fetch: what a call takes at least where a module of Go has a part in it.

import * as plain from "./fetch.js";

export function client(server) {
  const call = plain.client(server);
  let running;
  return async () => {
    const { floor } = await (running ??= start());
    return floor(await call());
  };
}

async function start() {
  const [{ newScope }, module] = await Promise.all([
    import("../../../dist/wasm_exec.js"),
    WebAssembly.compileStreaming(fetch(new URL("./floor.wasm", import.meta.url))),
  ]);
  const scope = newScope();
  const go = new scope.Go();
  void go.run(await WebAssembly.instantiate(module, go.importObject));
  return scope;
}
