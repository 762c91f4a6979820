// masto.js as a client of a server, with two people's tokens:  node masto.mjs SERVER ALICE BOB

import { createRestAPIClient } from "masto";
import { filters, lists, own, tags, ties } from "./masto-people.mjs";
import { search, server, timelines } from "./masto-reads.mjs";
import { notifications, posting } from "./masto-writes.mjs";
import { tell } from "./story.mjs";

const [, , url, ...tokens] = process.argv;
const [alice, bob] = tokens.map((accessToken) => createRestAPIClient({ url, accessToken }));
const visitor = createRestAPIClient({ url });

const ids = {};
for (const name of ["alice", "bob", "frida"]) ids[name] = (await visitor.v1.accounts.lookup.fetch({ acct: name })).id;
await server(alice, visitor);
await timelines(alice, visitor);
const post = await posting(alice, bob);
await search(alice, visitor, post);
await notifications(alice, post);
await ties(alice, bob, ids);
await lists(alice, ids);
await filters(alice);
await tags(alice);
await own(alice);
tell();
