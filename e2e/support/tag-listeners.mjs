// A page that listens to a tag, and writes down what it hears.

import { set } from "./element-page.mjs";
import { storedSessions, store } from "./stored-sessions.mjs";

/** Opens an empty page of the site, where the people are signed in, with a tag in it that is not defined yet. */
export async function visit(test, ...people) {
  const some = await set.visit(test);
  if (people.length > 0) await store(some.page, storedSessions(set.server.url, ...people));
  await some.page.evaluate(() => {
    const log = [];
    const name = (session) => session?.account.username;
    Object.assign(window, {
      log,
      tag: document.body.appendChild(document.createElement("mastodon-login")),
      /** A listener that writes down what it hears. */
      ear: (label = "") => (event) => log.push(`${label}${event.type} ${name(event.detail.session ?? event.detail.current) ?? "nobody"}`),
      define: () => import("/lib/element.js").then(() => tag.ready),
      /** Until everything is told that is under way. */
      turn: () => new Promise((resolve) => setTimeout(resolve)),
    });
  });
  return some;
}

/** What the listeners have heard after these steps in the page. */
export const heard = (page, steps) => page.evaluate(steps).then(() => page.evaluate(() => log));
