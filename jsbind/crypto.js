// @ts-check
// Cryptography. Browsers do not offer it to pages loaded over plain http: the results are undefined then.

/** @param {number} bytes */
export function randomText(bytes) {
  try {
    return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
  } catch {
    return undefined;
  }
}

/** @param {string} text */
export async function digest(text) {
  try {
    return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
  } catch {
    return undefined;
  }
}

/** @param {Uint8Array} bytes */
const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
