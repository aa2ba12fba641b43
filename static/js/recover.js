// Classic and alone: it must work when every other script of Evenfall does not. All its words stand in the page.
(() => {
  const OURS = "evenfall-";
  const find = (name) => document.querySelector(`[data-part="${name}"]`);
  const show = (name) => {
    for (const said of document.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== name;
  };

  async function dropWorkers() {
    const all = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    await Promise.all(all.map((one) => one.unregister()));
  }

  async function dropCaches() {
    const names = (await globalThis.caches?.keys()) ?? [];
    await Promise.all(names.filter((name) => name.startsWith(OURS)).map((name) => caches.delete(name)));
  }

  function dropDatabase(name) {
    return new Promise((done, fail) => {
      const asked = indexedDB.deleteDatabase(name);
      asked.onsuccess = done;
      asked.onerror = () => fail(asked.error);
    });
  }

  async function dropData() {
    const all = await indexedDB.databases();
    await Promise.all(all.filter(({ name }) => name.startsWith(OURS)).map(({ name }) => dropDatabase(name)));
    localStorage.clear();
  }

  async function run(...works) {
    show("working");
    try {
      for (const work of works) await work();
      show("done");
    } catch {
      show("not-done");
    }
  }

  find("repair").addEventListener("click", () => run(dropWorkers, dropCaches));
  find("erase").addEventListener("click", () => {
    find("sure").hidden = false;
    find("keep").focus();
  });
  find("keep").addEventListener("click", () => {
    find("sure").hidden = true;
    find("erase").focus();
  });
  find("erase-now").addEventListener("click", () => run(dropWorkers, dropCaches, dropData));
})();
