// @ts-check
// The beginning of the page on which people verify credentials that they have already.

import { cannotStart } from "./failure.js";

import("./credentials.js").then(({ openCredentials }) => openCredentials()).catch(cannotStart);
