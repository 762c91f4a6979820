// How long the browser takes to compile the modules, without the download.

import { bundleOf } from "./contenders.mjs";
import { rounds } from "./rounds.mjs";

/** Resolves to the milliseconds that compiling the whole module took, of all rounds by contender. */
export function compile(stage, { rounds: count, warm }, names) {
  return rounds(count, names, async (name) => {
    // In a page with a process of its own, where nothing of it can be compiled already.
    const context = await stage.visitor();
    try {
      return await (await stage.open(context)).evaluate(compiled, stage.modules[bundleOf(name)]);
    } finally {
      await context.close();
    }
  }, { warm });
}

/** Runs in the page. */
async function compiled(address) {
  const bytes = await (await fetch(address)).arrayBuffer();
  const begun = performance.now();
  await WebAssembly.compile(bytes);
  return performance.now() - begun;
}
