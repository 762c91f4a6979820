// Chromium as people start it, in real windows, driven by the DevTools protocol alone: https://chromedevtools.github.io/devtools-protocol/
// Playwright emulates the focus, and switches the partitioning of storage off.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { program } from "../servers/program.mjs";
import { connect } from "./command-socket.mjs";

const flags = ["--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--password-store=basic"];

/** Starts Debian's Chromium, or the one that CHROMIUM names, on a display of desktop.mjs. */
export async function launch({ display }) {
  const folder = mkdtempSync(join(tmpdir(), "mastoauth-chromium-"));
  const command = [process.env.CHROMIUM ?? "/usr/bin/chromium", ...flags, "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"];
  const running = await program(command, /DevTools listening on (ws:\S+)/, { DISPLAY: display });
  const ask = await connect(running.match[1], "Chromium");
  return {
    profile: () => profile(ask),
    async close() {
      await ask("Browser.close").catch(() => undefined);
      await running.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function profile(ask) {
  const { browserContextId } = await ask("Target.createBrowserContext", {});
  const sessions = new Map();
  const within = async (targetId, method, params) => {
    if (!sessions.has(targetId)) sessions.set(targetId, (await ask("Target.attachToTarget", { targetId, flatten: true })).sessionId);
    return ask(method, params, sessions.get(targetId)).catch((error) => {
      sessions.delete(targetId); // a frame that goes to another process ends its session
      throw error;
    });
  };
  const targets = async (type) => (await ask("Target.getTargets")).targetInfos.filter((one) => one.type === type && one.browserContextId === browserContextId);
  const run = async (target, expression) => {
    const { result, exceptionDetails } = await within(target, "Runtime.evaluate", { expression: `(${expression})()`, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  };
  /** The pages of the frames. Input goes to the page. */
  const pages = new Map();
  const pageOf = (target) => pages.get(target) ?? target;
  return {
    open: async () => (await ask("Target.createTarget", { url: "about:blank", browserContextId, newWindow: true })).targetId,
    tabs: async () => (await targets("page")).map(({ targetId }) => targetId),
    async goto(target, url) {
      await within(target, "Page.navigate", { url });
      for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
        if (await run(target, "() => document.readyState === 'complete' && location.href !== 'about:blank'").catch(() => false)) return;
      }
      throw new Error(`${url} does not load`);
    },
    /** The frame of another site in the only page that has one: Chromium runs it in a process of its own. */
    async frame(page) {
      const frame = (await targets("iframe")).at(-1)?.targetId;
      if (frame) pages.set(frame, page);
      return frame;
    },
    shut: (target) => ask("Target.closeTarget", { targetId: target }),
    run,
    async press(target, x, y) {
      // Chromium drops clicks at a page that it has not painted yet.
      await run(target, "() => new Promise((done) => { setTimeout(done, 1000); requestAnimationFrame(() => requestAnimationFrame(done)); })").catch(() => undefined);
      for (const type of ["mousePressed", "mouseReleased"]) await within(pageOf(target), "Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    },
    raise: (target) => ask("Target.activateTarget", { targetId: pageOf(target) }),
    type: (target, text) => within(pageOf(target), "Input.insertText", { text }),
    close: () => ask("Target.disposeBrowserContext", { browserContextId }),
  };
}
