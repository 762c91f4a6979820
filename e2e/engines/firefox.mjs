// Debian's Firefox, driven by WebDriver BiDi: https://w3c.github.io/webdriver-bidi/ Each profile is a user context.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../servers/program.mjs";
import { connect } from "./command-socket.mjs";

// By default, a remote-controlled Firefox has its popup blocker off. People have it on.
const preferences = {
  "remote.prefs.recommended": false,
  "dom.disable_open_during_load": true,
  // Otherwise, Firefox ignores input right after a window has opened.
  "dom.input_events.security.minNumTicks": 0,
  "dom.input_events.security.minTimeElapsedInMS": 0,
  // No first-run pages, and no network requests by Firefox itself.
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.newtabpage.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  "app.update.disabledForTesting": true,
  "app.normandy.enabled": false,
  "browser.safebrowsing.update.enabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
};

/** Starts Firefox, or the one that FIREFOX names: in real windows if there is a display of desktop.mjs, otherwise without windows. */
export async function launch({ display } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "mastoauth-firefox-"));
  writeFileSync(join(folder, "user.js"), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const command = [process.env.FIREFOX ?? "firefox-esr", ...(display ? [] : ["--headless"]), "--no-remote", "--profile", folder, "--remote-debugging-port", "0"];
  const running = await program(command, /BiDi listening on (ws:\S+)/, display && { DISPLAY: display });
  const ask = await connect(`${running.match[1]}/session`, "Firefox");
  await ask("session.new", { capabilities: {} });
  return {
    profile: () => profile(ask, display ? "window" : "tab"),
    async close() {
      await running.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function profile(ask, windows) {
  const { userContext } = await ask("browser.createUserContext", {});
  const act = (context, actions) => ask("input.performActions", { context, actions: [actions] });
  return {
    open: async () => (await ask("browsingContext.create", { type: windows, userContext })).context,
    async tabs() {
      const { contexts } = await ask("browsingContext.getTree", { maxDepth: 0 });
      return contexts.filter((one) => one.userContext === userContext).map(({ context }) => context);
    },
    frame: async (context) => (await ask("browsingContext.getTree", { root: context })).contexts[0].children[0]?.context,
    goto: (context, url) => ask("browsingContext.navigate", { context, url, wait: "complete" }),
    back: (context) => ask("browsingContext.traverseHistory", { context, delta: -1 }),
    forget: (context) => ask("storage.deleteCookies", { partition: { type: "context", context } }),
    shut: (context) => ask("browsingContext.close", { context }),
    async run(context, source) {
      const { type, result, exceptionDetails } = await ask("script.callFunction", {
        functionDeclaration: source, target: { context }, awaitPromise: true, arguments: [], userActivation: false,
      });
      if (type === "exception") throw new Error(exceptionDetails.text);
      return result.value;
    },
    press: (context, x, y) => act(context, {
      type: "pointer", id: "mouse", actions: [{ type: "pointerMove", x, y }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }],
    }),
    raise: (context) => ask("browsingContext.activate", { context }).catch(() => undefined), // a frame is not activated
    type: (context, text) => act(context, {
      type: "key", id: "keys", actions: [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]),
    }),
    close: () => ask("browser.removeUserContext", { userContext }),
  };
}
