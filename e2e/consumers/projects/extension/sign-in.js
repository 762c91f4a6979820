// What the background and the popup have in common: one storage, and one redirect URI.

/** chrome.storage, which has promises, as the storage of createAuth. */
const storage = {
  getItem: async (key) => (await chrome.storage.local.get(key))[key],
  setItem: (key, value) => chrome.storage.local.set({ [key]: value }),
  removeItem: (key) => chrome.storage.local.remove(key),
};

export const options = { clientName: "My extension", scopes: ["read"], redirectUri: chrome.identity.getRedirectURL(), storage };
