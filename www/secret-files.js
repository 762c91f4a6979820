// Reads the files that this site writes, among them Mastodon.py's two secret files.

import { readCredentialFile } from "./credential-files.js";
import { PageError, hasCode } from "./error-message.js";
import { Mastodon } from "./lib/index.js";

/** Returns the credentials in an .env or JSON file, or in one or both files of Mastodon.py. @param {string[]} contents */
export async function readSecretFiles(contents) {
  const [whole] = contents.map(readCredentialFile).filter(Boolean);
  if (whole && Object.keys(whole).length === 0) throw unreadable();
  if (whole && contents.length === 1) return whole;
  if (whole) throw new PageError("There are too many files.", "Open mastodon.env or mastodon.json alone: it has all.");
  if (contents.length > 2) throw new PageError("There are too many files.", "Open clientcred.secret, usercred.secret, or both.");
  const files = Object.fromEntries(contents.map((content) => [kindOf(content), content]));
  if (Object.keys(files).length < contents.length) {
    throw new PageError("These are two files of the same kind.", "Open one clientcred.secret and one usercred.secret.");
  }
  try {
    return await Mastodon.readSecretFile(files);
  } catch (error) {
    if (!hasCode(error, "secret_file_invalid", "option_invalid", "option_missing")) throw error;
    throw unreadable(error);
  }
}

const unreadable = (cause) => new PageError(
  "This is none of the files.", "mastodon.env has MASTODON_ACCESS_TOKEN= and so on. Those of Mastodon.py have up to four lines: strings without spaces, and the server’s address.", cause,
);

/** Tells the two files apart. The server's URL is on line 3 of one and on line 2 of the other. Old versions left out some lines. */
function kindOf(content) {
  const lines = content.trim().split("\n").map((line) => line.trim());
  return lines.length === 1 || /^https?:\/\//i.test(lines[1]) ? "tokenFile" : "clientFile";
}
