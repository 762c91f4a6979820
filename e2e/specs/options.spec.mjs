// docs/options.md and docs/errors.md: each option with its default, and each error class. (The codes are generated.)

import assert from "node:assert/strict";
import { it } from "node:test";
import { document, rows } from "../support/doc-examples.mjs";

const page = document("docs/options.md");
const types = document("wasm/shared/types.gen.ts");

/** The members of an interface: the comment before each, by its name. */
function members(name, source = types) {
  const [, body] = new RegExp(`interface ${name} .*?\\{\\n(.*?)^\\}`, "ms").exec(source);
  const found = [...body.matchAll(/(?:\/\*\*(.*?)\*\/\s*)?^  (\w+)\??: /gms)];
  return new Map(found.map(([, comment = "", member]) => [member, comment.replace(/\s+\*? ?/g, " ")]));
}

/** The rows of a table of options: type, default and text of each, by its name. */
function options(heading) {
  return new Map(rows(page, heading).flatMap(([names, ...rest]) => names.match(/\w+/g).map((name) => [name, rest])));
}

it("the options of createAuth are those that it takes", () => {
  const names = document("wasm/eager/auth.ts").match(/optionNames = ([^;]*);/)[1].match(/\w+/g);
  assert.deepEqual([...options("## createAuth").keys()].sort(), names.sort());
});

it("the options of new Mastodon are those of the types, with the same numbers", () => {
  const known = new Map([...members("MastodonOptions"), ...members("HostOptions")]);
  const told = options("## new Mastodon");
  assert.deepEqual([...told.keys()].sort(), [...known.keys()].sort());
  let compared = 0;
  for (const [name, comment] of known) {
    const [, number] = /Default: ([\d.,]+\d)/.exec(comment) ?? [];
    if (!number) continue;
    compared++;
    assert.equal(told.get(name)[1], number, name);
  }
  assert.ok(compared >= 3, `${compared} defaults`);
});

it("the numbers of createAuth are those of new Mastodon, and of the steps of a sign-in", () => {
  const [auth, client] = [options("## createAuth"), options("## new Mastodon")];
  for (const name of ["ratelimitMethod", "ratelimitPacefactor", "ratelimitMaxWaitMs"]) assert.equal(auth.get(name)[1], client.get(name)[1], name);
  const [, step] = /Default: ([\d,]+\d)/.exec(members("BeginSignInOptions").get("requestTimeoutMs"));
  assert.ok(auth.get("requestTimeoutMs")[1].startsWith(`${step} `), step);
  assert.ok(auth.get("requestTimeoutMs")[1].includes(client.get("requestTimeoutMs")[1]));
});

it("the options of load are those that it takes", () => {
  const [, names] = /checkOptions\(load, "load", options, "([^"]*)"\)/.exec(document("wasm/index.ts"));
  assert.deepEqual([...options("## load").keys()].sort(), names.split(" ").sort());
});

it("the classes of errors stand where they extend each other", () => {
  const lines = document("docs/errors.md").split("## Classes")[1].split("\n## ")[0].split("\n").filter((line) => /^ {4,}Mastodon/.test(line));
  const above = [];
  const told = lines.map((line) => {
    const [, indent, name] = /^( +)(\w+)/.exec(line);
    const depth = indent.length / 4 - 1;
    above.length = depth;
    above.push(name);
    return `${name} extends ${above[depth - 1] ?? "Error"}`;
  });
  const classes = [...document("wasm/shared/errors.ts").matchAll(/^export class (\w+ extends \w+)/gm)].map(([, line]) => line);
  assert.deepEqual(told.sort(), classes.sort());
});
