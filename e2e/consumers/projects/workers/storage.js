// Workers have no localStorage. This storage is IndexedDB: it outlives the worker, and the page can use it too.

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("logins");
  request.onupgradeneeded = () => request.result.createObjectStore("records");
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function use(mode, work) {
  const request = work((await opened).transaction("records", mode).objectStore("records"));
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export const storage = {
  getItem: (key) => use("readonly", (records) => records.get(key)),
  setItem: (key, value) => use("readwrite", (records) => records.put(value, key)),
  removeItem: (key) => use("readwrite", (records) => records.delete(key)),
};
