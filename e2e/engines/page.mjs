// A page in any engine, as tests use it. The driver of an engine only runs a function, clicks at a point and types. Everything else
// is the same for all engines.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const limitMs = 20_000;

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

  /** The frame in this page. It fills the window, so that a point in it is the same point in the window. */
  async frame() {
    return new Page(this.#profile, await this.#eventually(() => this.#profile.frame(this.#tab), "there is no frame"));
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
    const end = Date.now() + limitMs;
    for (let trouble; ; await pause(100)) {
      try {
        const value = await this.evaluate(work, ...args);
        if (value) return value;
        trouble = undefined;
      } catch (error) {
        trouble = error;
      }
      if (Date.now() > end) throw new Error(`It did not come to that: ${work} ${JSON.stringify(args)}, at ${await this.url().catch(String)}`, { cause: trouble });
    }
  }

  /** Waits until the URL begins with this. */
  at(start) { return this.until((start) => location.href.startsWith(start) && document.readyState === "complete", start); }

  /** Waits for a visible element whose text or value begins with this, also in a shadow tree, and clicks it. */
  async click(selector, text = "") {
    const [x, y] = await this.until(place, selector, text);
    await this.#profile.press(this.#tab, x, y);
  }

  async fill(selector, text) {
    // Chromium drops clicks at a frame that it has only just shown.
    await this.#eventually(async () => {
      await this.click(selector);
      return this.evaluate((selector) => {
        let focused = document.activeElement;
        while (focused?.shadowRoot) focused = focused.shadowRoot.activeElement;
        focused?.select?.();
        return focused?.matches(selector);
      }, selector);
    }, `${selector} does not get the focus`);
    await this.#profile.type(this.#tab, text);
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

  async windows() { return (await this.#profile.tabs()).length; }

  async #eventually(ask, otherwise) {
    for (const end = Date.now() + limitMs; Date.now() < end; await pause(100)) {
      const found = await ask();
      if (found) return found;
    }
    assert.fail(otherwise);
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
  const { left, top, width, height } = found.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}
