// A page in any engine, as tests use it. The driver of an engine only runs a function, clicks at a point and types. Everything else
// is the same for all engines.

import { setTimeout as pause } from "node:timers/promises";

/** What a busy machine may take. It costs nothing when all is well. */
const limitMs = 45_000;
/** After that, a click or a text is taken for lost. */
const lostMs = 3_000;

export class Page {
  #profile;
  #tab;

  constructor(profile, tab) {
    this.#profile = profile;
    this.#tab = tab;
  }

  /** Opens another tab of the same profile. */
  async tab(url) {
    const page = new Page(this.#profile, await this.#profile.open());
    await page.goto(url);
    return page;
  }

  /** The frame in this page, once it has loaded. It fills the window, so that a point in it is the same point in the window. */
  frame() {
    return this.#eventually(async () => {
      const found = await this.#profile.frame(this.#tab);
      const frame = found && new Page(this.#profile, found);
      return await frame?.#answer(() => document.readyState === "complete" && location.href !== "about:blank") && frame;
    }, "there is no frame");
  }

  goto(url) { return this.#profile.goto(this.#tab, url); }
  back() { return this.#profile.back(this.#tab); }
  close() { return this.#profile.shut(this.#tab); }
  /** Deletes the cookies of the site that is shown. */
  forget() { return this.#profile.forget(this.#tab); }
  url() { return this.evaluate(() => location.href); }

  /** Calls the function in the page. Arguments and result travel as JSON. */
  async evaluate(work, ...args) {
    const source = `async () => {
      try { return JSON.stringify({ value: await (${work})(...${JSON.stringify(args)}) }); }
      catch (error) { return JSON.stringify({ thrown: String(error) }); }
    }`;
    const { value, thrown } = JSON.parse(await this.#profile.run(this.#tab, source));
    if (thrown) throw new Error(`in the page: ${thrown}`);
    return value;
  }

  /** Waits until the function returns a truthy value. Until then it may throw, for example during a navigation. */
  async until(work, ...args) {
    let trouble;
    return this.#eventually(() => this.evaluate(work, ...args).catch((error) => void (trouble = error)), `it did not come to ${work.name || work} ${JSON.stringify(args)}`, () => trouble);
  }

  /** Waits until the URL begins with this. */
  at(start) { return this.until((start) => location.href.startsWith(start) && document.readyState === "complete", start); }

  /**
   * Waits for a visible element whose text or value begins with this, also in a shadow tree, and clicks it. Browsers drop clicks at a page
   * or a frame that they have only just shown. So a click that does not arrive is repeated, with the window in front.
   */
  click(selector, text = "") {
    return this.#eventually(async () => {
      const [x, y] = await this.until(place, selector, text);
      await this.#profile.press(this.#tab, x, y);
      // A page that this click has closed or replaced does not say so.
      if (await this.#soon(async () => (await this.#answer(() => globalThis.clickAwaited)) !== true)) return true;
      return void (await this.#profile.raise?.(this.#tab));
    }, `no click arrives at ${selector} ${text}`);
  }

  fill(selector, text) {
    return this.#eventually(async () => {
      await this.click(selector);
      if (!(await this.evaluate(select, selector))) return false;
      await this.#profile.type(this.#tab, text);
      return this.#soon(async () => (await this.evaluate(select, selector))?.value === text);
    }, `${selector} does not take the text ${text}`);
  }

  /** Waits for a visible text. */
  reads(selector, text) { return this.until(place, selector, text); }

  /** Runs an action that opens a window, and resolves to that window. */
  async popup(open) {
    const before = await this.#profile.tabs();
    await open();
    const opened = await this.#eventually(async () => (await this.#profile.tabs()).find((tab) => !before.includes(tab)), "no window opened");
    return new Page(this.#profile, opened);
  }

  /** Waits until the window has closed. */
  closed() {
    return this.#eventually(async () => !(await this.#profile.tabs()).includes(this.#tab), "the window stays");
  }

  /** Brings the window with this title to the front until this page has the focus: a window of an earlier test may have the same title. */
  focused(screen, title) {
    return this.#eventually(async () => {
      await screen.raise(title);
      return this.#soon(() => this.#answer(() => document.hasFocus()));
    }, `${title} does not get the focus`);
  }

  async windows() { return (await this.#profile.tabs()).length; }

  /** Waits for something truthy. The error says what was there instead. */
  async #eventually(ask, otherwise, cause = () => undefined) {
    for (const end = Date.now() + limitMs; Date.now() < end; await pause(100)) {
      const found = await ask();
      if (found) return found;
    }
    const windows = (await this.#profile.tabs()).map(async (tab) => `${tab === this.#tab ? "this" : "another"} window: ${await new Page(this.#profile, tab).#describe()}`);
    const lines = [otherwise, `this page: ${await this.#describe()}`, ...await Promise.all(windows)];
    throw new Error(lines.join("\n"), { cause: cause() });
  }

  async #soon(ask) {
    for (const end = Date.now() + lostMs; Date.now() < end; await pause(50)) {
      if (await ask()) return true;
    }
    return false;
  }

  /** The same as evaluate, but undefined where the page does not answer. */
  #answer(work) {
    return Promise.race([this.evaluate(work).catch(() => undefined), pause(lostMs, undefined, { ref: false })]);
  }

  async #describe() {
    const seen = await this.#answer(() => [
      document.visibilityState, document.hasFocus() ? "focused" : "not focused", document.readyState, location.href,
      JSON.stringify(document.body?.innerText.slice(0, 300)),
    ].join(", "));
    return seen ?? "no answer";
  }
}

/** Runs in the page: returns the point to click. Also searches open shadow trees. */
function place(selector, text) {
  const search = (root) => {
    for (const found of root.querySelectorAll(selector)) {
      const label = found.textContent.trim() || found.value || "";
      if (found.checkVisibility() && label.startsWith(text)) return found;
    }
    for (const host of root.querySelectorAll("*")) {
      const found = host.shadowRoot && search(host.shadowRoot);
      if (found) return found;
    }
    return undefined;
  };
  const found = search(document);
  if (!found) return undefined;
  found.scrollIntoView({ block: "center", behavior: "instant" });
  globalThis.clickAwaited = true;
  addEventListener("click", (event) => {
    if (event.composedPath().some((one) => one.matches?.(selector))) globalThis.clickAwaited = false;
  }, { capture: true });
  const { left, top, width, height } = found.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}

/** Runs in the page: selects the text of the field, if that has the focus. */
function select(selector) {
  let focused = document.activeElement;
  while (focused?.shadowRoot) focused = focused.shadowRoot.activeElement;
  if (!focused?.matches(selector)) return undefined;
  focused.select?.();
  return { value: focused.value };
}
