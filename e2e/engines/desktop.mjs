// A screen with a window manager: there, one window has the focus and the others do not, as with people. Playwright and headless
// browsers have every page believe that it has the focus.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { program } from "../servers/program.mjs";

const run = promisify(execFile);

/** Starts Xvfb and openbox, which e2e/test.sh installs. */
export async function desktop() {
  const screen = await program(["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], /^(\d+)\n/m);
  const display = `:${screen.match[1]}`;
  const env = { ...process.env, DISPLAY: display };
  const manager = spawn("openbox", [], { env, stdio: "ignore" });
  const ended = new Promise((resolve) => manager.once("close", resolve).once("error", resolve));
  const tool = async (...args) => (await run("xdotool", args, { env })).stdout.trim();
  await once(manager, "spawn").catch(() => {
    throw new Error("openbox is missing: apt install openbox xdotool");
  });
  return {
    display,
    /** Brings the window with this title to the front, as a person does by a click, and waits until it has the focus. */
    async raise(title) {
      for (const end = Date.now() + 60_000; Date.now() < end; await pause(100)) {
        const [window] = (await tool("search", "--onlyvisible", "--name", title).catch(() => "")).split("\n");
        if (!window) continue;
        await tool("windowactivate", window).catch(() => undefined);
        if ((await tool("getactivewindow").catch(() => "")) === window) return;
      }
      throw new Error(`no window with the title ${title} came to the front`);
    },
    async close() {
      manager.kill();
      await ended;
      await screen.close();
    },
  };
}
