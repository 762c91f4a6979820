// The time from the click to the redirect to the server, without any cache: with the tag, and with the functions called by hand.

import { bundleOf } from "./contenders.mjs";
import { lines, throttle } from "./network-throttling.mjs";
import { practice } from "../servers/login-servers.mjs";
import { figures, rounds } from "./rounds.mjs";

/**
 * Resolves to an entry for each of the ways, by its name: the milliseconds from the click to the request for the server's
 * page (leaving) and to the first request to the server (asking), of all rounds by contender.
 */
export async function departure(stage, { ways, rounds: count, warm }, names) {
  const servers = await practice();
  try {
    const found = {};
    for (const [title, way] of Object.entries(ways)) found[title] = await measured(stage, servers, way, names, { count, warm });
    return found;
  } finally {
    await servers.close();
  }
}

/** The same over the slow line, less often, since it takes long. */
export function slowDeparture(stage, { slowWays: ways, repeats: rounds }, names) {
  return departure(stage, { ways, rounds }, names);
}

async function measured(stage, servers, way, names, { count, warm }) {
  const server = await servers.serve({ AnswerMs: way.answerMs ?? 0 });
  const all = await rounds(count, names, async (name) => {
    const context = await stage.visitor();
    try {
      return await departed(stage, context, server.url, name, way);
    } finally {
      await context.close();
    }
  }, { warm });
  return { leaving: figures(all, "leaving"), asking: figures(all, "asking") };
}

async function departed(stage, context, server, name, { focusedMs, line }) {
  const page = await stage.open(context);
  const tools = await context.newCDPSession(page);
  if (line) await throttle(tools, lines[line]);
  const times = await watch(tools, server);
  await page.evaluate(async ({ bundle, server }) => {
    const { mount } = await import(`/${bundle}/${bundle}.js`);
    // A click begins with the press, which also ends the typing: the tag looks for the server then.
    addEventListener("pointerdown", () => clicked(String(performance.timeOrigin + performance.now())), { capture: true });
    mount(server);
  }, { bundle: bundleOf(name, "button"), server: focusedMs ? undefined : server });
  const { x, y, width, height } = await page.locator("button[type=submit]").boundingBox();
  if (focusedMs) {
    await page.locator("input").focus();
    await page.keyboard.insertText(server);
    await new Promise((passed) => setTimeout(passed, focusedMs));
  }
  // The pointer is over the button no sooner than for the click, as a finger is.
  await page.mouse.click(x + width / 2, y + height / 2);
  return times();
}

/** Notes when the button is clicked, and what is asked of the server then; returns what waits for both. */
async function watch(tools, server) {
  const asked = [];
  const left = new Promise((resolve) => {
    tools.on("Network.requestWillBeSent", ({ request: { url }, wallTime }) => {
      if (!url.startsWith(server)) return;
      asked.push(wallTime * 1_000);
      if (url.startsWith(`${server}/oauth/authorize`)) resolve(wallTime * 1_000);
    });
  });
  const click = new Promise((resolve) => tools.on("Runtime.bindingCalled", ({ payload }) => resolve(Number(payload))));
  await tools.send("Network.enable");
  await tools.send("Runtime.enable");
  await tools.send("Runtime.addBinding", { name: "clicked" });
  return async () => {
    const [began, leaving] = await Promise.all([click, left]);
    return { leaving: leaving - began, asking: asked.find((time) => time >= began) - began };
  };
}
