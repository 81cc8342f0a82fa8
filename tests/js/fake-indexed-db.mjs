/** As much of a browser's IndexedDB as lib/encrypted-store.js asks of it. Answers come later, as they do there. */

const later = (act) => {
  const request = {};
  queueMicrotask(() => {
    request.result = act();
    request.onsuccess?.();
  });
  return request;
};

class Store {
  rows = new Map();
  #in = (range) => [...this.rows].filter(([key]) => !range || (key >= range.low && key <= range.high)).sort();
  get = (key) => later(() => this.rows.get(key));
  put = (value, key) => later(() => void this.rows.set(key, value));
  add = (value, key) => later(() => void (this.rows.has(key) || this.rows.set(key, value)));
  delete = (key) =>
    later(() => {
      if (typeof key === "string") this.rows.delete(key);
      else for (const [each] of this.#in(key)) this.rows.delete(each);
    });
  getAll = (range) => later(() => this.#in(range).map(([, value]) => value));
  getAllKeys = (range) => later(() => this.#in(range).map(([key]) => key));
}

/**
 * Takes the place of the browser's.
 * @returns {{stores: Record<string, Store>, opened: [string, number][]}} what lies in it
 */
export function installFakeIndexedDb() {
  const stores = {};
  const opened = [];
  const database = {
    objectStoreNames: { contains: (name) => name in stores },
    createObjectStore: (name) => (stores[name] = new Store()),
    transaction: (name) => ({ objectStore: () => stores[name] }),
  };
  globalThis.IDBKeyRange = { bound: (low, high) => ({ low, high }) };
  globalThis.indexedDB = {
    open: (name, version) => {
      opened.push([name, version]);
      const request = later(() => database);
      queueMicrotask(() => ((request.result = database), request.onupgradeneeded?.()));
      return request;
    },
  };
  return { stores, opened };
}
