// Debian's WebKitGTK, driven by WebDriver: https://www.w3.org/TR/webdriver2/ It has one session at a time, which is a profile, and acts
// in one window at a time. It needs a display, which Xvfb provides.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { program } from "../servers/program.mjs";

const browser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** Starts the driver: on a display of desktop.mjs, or on one of its own, without a window manager. */
export async function launch({ display } = {}) {
  const screen = display ? undefined : await program(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], /^(\d+)\n/m);
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env: { ...process.env, DISPLAY: display ?? `:${screen.match[1]}` }, stdio: "ignore" });
  const ended = once(driver, "exit");
  const ask = asker(`http://127.0.0.1:${port}`);
  const close = async () => {
    driver.kill();
    await ended;
    await screen?.close();
  };
  for (let tries = 0; ; tries++) {
    const ready = await ask("GET", "/status").catch(() => undefined);
    if (ready) return { profile: () => profile(ask, display ? "window" : "tab"), close };
    if (tries > 100) {
      await close();
      throw new Error("WebKitWebDriver does not answer");
    }
    await pause(100);
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

const asker = (base) => async (method, path, body) => {
  const answer = await fetch(base + path, { method, ...(method === "POST" && { body: JSON.stringify(body ?? {}) }) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
  return value;
};

async function profile(ask, windows) {
  const { sessionId } = await ask("POST", "/session", {
    capabilities: {
      alwaysMatch: {
        "webkitgtk:browserOptions": { binary: process.env.MINIBROWSER ?? browser, args: ["--automation"] },
        "timeouts": { script: 60_000, pageLoad: 60_000 },
      },
    },
  });
  const within = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
  let last = Promise.resolve();
  // Commands run one after another, each in its own window.
  const inWindow = (handle, method, path, body) => (last = last.catch(() => undefined).then(async () => {
    const [window, frame] = handle.split("#");
    await within("POST", "/window", { handle: window });
    if (frame) await within("POST", "/frame", { id: Number(frame) });
    return within(method, path, body);
  }));
  const act = (handle, actions) => inWindow(handle, "POST", "/actions", { actions: [actions] });
  const unused = [await within("GET", "/window")];
  return {
    open: async () => unused.pop() ?? (await inWindow((await within("GET", "/window/handles"))[0], "POST", "/window/new", { type: windows })).handle,
    tabs: () => within("GET", "/window/handles"),
    frame: (handle) => `${handle}#0`,
    goto: (handle, url) => inWindow(handle, "POST", "/url", { url }),
    back: (handle) => inWindow(handle, "POST", "/back"),
    forget: (handle) => inWindow(handle, "DELETE", "/cookie"),
    shut: (handle) => inWindow(handle, "DELETE", "/window"),
    run: (handle, source) => inWindow(handle, "POST", "/execute/async", {
      script: `const done = arguments[0]; (${source})().then(done, (error) => done(JSON.stringify({ thrown: String(error) })));`, args: [],
    }),
    press: (handle, x, y) => act(handle, {
      type: "pointer", id: "mouse", actions: [{ type: "pointerMove", x, y }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }],
    }),
    type: (handle, text) => act(handle, {
      type: "key", id: "keys", actions: [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]),
    }),
    close: () => ask("DELETE", `/session/${sessionId}`),
  };
}
