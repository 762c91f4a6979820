// Reads Mastodon.py's two secret files.

import { PageError, hasCode } from "./error-message.js";
import { Mastodon } from "./lib/index.js";

/** Returns the credentials in one or both files. @param {string[]} contents */
export async function readSecretFiles(contents) {
  if (contents.length > 2) throw new PageError("There are too many files.", "Open clientcred.secret, usercred.secret, or both.");
  const files = Object.fromEntries(contents.map((content) => [kindOf(content), content]));
  if (Object.keys(files).length < contents.length) {
    throw new PageError("These are two files of the same kind.", "Open one clientcred.secret and one usercred.secret.");
  }
  try {
    return await Mastodon.readSecretFile(files);
  } catch (error) {
    if (!hasCode(error, "secret_file_invalid", "option_invalid", "option_missing")) throw error;
    throw new PageError("This is not a secret file of Mastodon.py.", "It has up to four lines: strings without spaces, and the server’s address.", error);
  }
}

/** Tells the two files apart. The server's URL is on line 3 of one and on line 2 of the other. Old versions left out some lines. */
function kindOf(content) {
  const lines = content.trim().split("\n").map((line) => line.trim());
  return lines.length === 1 || /^https?:\/\//i.test(lines[1]) ? "tokenFile" : "clientFile";
}
