// A complete login by code at the practice server, without the time that the person spends there.

import { bundleOf } from "./contenders.mjs";
import { decide } from "../support/person.mjs";
import { practice } from "../servers/login-servers.mjs";
import { rounds } from "./rounds.mjs";

/**
 * Resolves to the milliseconds that the page was busy in all rounds by contender, from the registration to the account, and
 * the requests of each step by contender.
 */
export async function login(stage, { rounds: count, warm }, names) {
  const servers = await practice();
  const context = await stage.visitor();
  try {
    const server = await servers.serve();
    const requests = {};
    const ms = await rounds(count, names, async (name) => {
      const page = await stage.open(context);
      const steps = await through(page, server, name);
      requests[name] = Object.fromEntries(steps.map(({ step, asked }) => [step, asked]));
      await page.evaluate(() => localStorage.clear());
      await page.close();
      return steps.reduce((sum, { took }) => sum + took, 0);
    }, { warm });
    return { ms, requests };
  } finally {
    await Promise.all([context.close(), servers.close()]);
  }
}

async function through(page, server, name) {
  await page.evaluate(async ({ bundle, server }) => {
    const { login, client } = await import(`/${bundle}/${bundle}.js`);
    await client?.("https://stubbed.example")(); // what loading takes is measured elsewhere
    globalThis.login = login(server, location.href);
  }, { bundle: bundleOf(name), server: server.url });
  const steps = [];
  const take = async (step, argument) => {
    const before = (await server.log()).length;
    const { took, result } = await page.evaluate(async ({ step, argument }) => {
      const begun = performance.now();
      const result = await login[step](argument);
      return { took: performance.now() - begun, result };
    }, { step, argument });
    const asked = (await server.log()).slice(before).filter((line) => !line.startsWith("OPTIONS"));
    steps.push({ step, took, asked: asked.map((line) => line.split(" ").slice(0, 2).join(" ")) });
    return result;
  };
  await take("register");
  const address = await agree(page.context(), await take("leave"), page.url());
  await take("arrive", address);
  const { acct } = await take("verify");
  if (acct !== "alice") throw new Error(`${name} did not log in as alice, but as ${acct}`);
  return steps;
}

/** The person says yes in another tab. Resolves to where they are sent then. */
async function agree(context, address, home) {
  const tab = await context.newPage();
  await tab.goto(address);
  await decide(tab);
  await tab.waitForURL((url) => url.href.startsWith(home));
  const back = tab.url();
  await tab.close();
  return back;
}
