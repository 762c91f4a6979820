// The pages of docs/, README.md and CHANGELOG.md as HTML.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";

const repository = "https://github.com/mastoauth/mastoauth/blob/main/";

/** Writes them into a folder. */
export function documentation(root, folder) {
  const list = readFileSync(join(root, "docs/README.md"), "utf8"); // its order is that of the menu
  const names = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== "README.md");
  names.sort((one, other) => list.indexOf(`[${one}]`) - list.indexOf(`[${other}]`));
  const pages = Object.fromEntries([
    ["docs/README.md", "index.html"], ["README.md", "start.html"], ...names.map((name) => [`docs/${name}`, name.replace(/md$/, "html")]),
    ["CHANGELOG.md", "changelog.html"],
  ]);
  mkdirSync(folder, { recursive: true });
  copyFileSync(fileURLToPath(new URL("documentation.css", import.meta.url)), join(folder, "documentation.css"));
  const read = (source) => readFileSync(join(root, source), "utf8").replace(/<!--.*?-->/gs, "");
  const titles = Object.fromEntries(Object.keys(pages).map((source) => [source, /^# (.*)$/m.exec(read(source))[1].replaceAll("`", "")]));
  titles["README.md"] = "Start here"; // in the repository its title is the project's name
  /** The title of the page that a file's name means, such as "errors.md". Nobody knows the files here. */
  const titleOf = (name) => titles[name] ?? titles[`docs/${name}`];
  const navigation = (here) => Object.entries(pages).map(([source, file]) => `<a href="${file}"${source === here ? ' aria-current="page"' : ""}>${titles[source]}</a>`).join("\n      ");
  for (const [source, file] of Object.entries(pages)) {
    const address = (href) => addressOf(root, source, href, pages);
    writeFileSync(join(folder, file), page(titles[source], navigation(source), rendered(read(source), address, titleOf)));
  }
}

/** Where a link of a page leads: to another page of the site, or to the file in the repository. */
function addressOf(root, source, href, pages) {
  const [path, anchor] = href.replace(repository, "").split("#");
  const target = href.startsWith(repository) ? path : posix.join(posix.dirname(source), path);
  const isPage = href.startsWith(repository) && pages[target];
  if (/^([a-z]+:|#)/.test(href) && !isPage) return href;
  if (!existsSync(join(root, target))) throw new Error(`${source} leads to ${href}, which does not exist`);
  return (pages[target] ?? repository + target) + (anchor ? `#${anchor}` : "");
}

/** The name of a heading in a link, as GitHub makes it. */
const anchor = (text) => text.toLowerCase().replace(/<[^>]*>|[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");

function rendered(text, address, titleOf) {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${anchor(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      table(token) {
        return `<div class="wide" tabindex="0">${Object.getPrototypeOf(this).table.call(this, token)}</div>`;
      },
    },
    walkTokens(token) {
      if (token.type !== "link") return;
      if (token.href === `mailto:${token.text}`) return void Object.assign(token, { type: "text", tokens: undefined }); // nobody has this address
      const title = titleOf(token.text);
      if (title) token.tokens = [{ type: "text", raw: title, text: title }];
      token.href = address(token.href);
    },
  });
  return marked.parse(text);
}

const page = (title, navigation, body) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · mastoauth</title>
  <link rel="icon" href="../mark.svg" type="image/svg+xml">
  <link rel="stylesheet" href="../style.css">
  <link rel="stylesheet" href="documentation.css">
</head>
<body>
  <header class="masthead">
    <a class="wordmark" href="../"><img src="../mark.svg" alt="" width="28" height="28">mastoauth</a>
    <a class="to-contents" href="#contents">Contents</a>
  </header>
  <div class="documentation">
    <main>
${body}
    </main>
    <nav id="contents" aria-label="Documentation">
      ${navigation}
    </nav>
  </div>
</body>
</html>
`;
