/*
 * One phone of bin/prove nights, in a page without any screen: the real modules of the phone, a network that fails by
 * a seed, and a person who marks. The page is given `prepare` once and then `live` for each person.
 */
(() => {
  const AT_THE_NETWORK = ["down", "lost_request", "lost_reply", "doubled", "late", "busy", "crashed_after_commit", "torn", "overtaken", "changed_hands"];
  const STEPS = ["ankle_pumps", "calf_wall", "paced_6", "sleep_room", "heat_pack_protocol"];
  const HOUR = 3_600_000;
  const ROUNDS = 12;

  const realFetch = window.fetch.bind(window);
  const realNow = Date.now.bind(Date);
  const realPut = IDBObjectStore.prototype.put;
  const realLocks = navigator.locks;
  let skew = 0;
  let armed = "";
  let meanwhile = null;
  let diskFails = false;
  let late = [];
  let book = null;
  let phone = null;

  Date.now = () => realNow() + skew;
  IDBObjectStore.prototype.put = function (...given) {
    const request = realPut.apply(this, given);
    if (diskFails && this.name === "queue") {
      diskFails = false;
      request.addEventListener("success", () => this.transaction.abort());
    }
    return request;
  };
  window.fetch = (path, options) => carry(path, { ...options, signal: undefined });

  function met(kind) {
    book.met[kind] = (book.met[kind] ?? 0) + 1;
    book.trace.push(kind);
  }

  async function carry(path, options) {
    const kind = armed;
    armed = "";
    if (kind) met(kind);
    if (kind === "down" || kind === "lost_request") throw new TypeError("no network");
    if (kind === "late") {
      late.push([path, options]);
      throw new TypeError("on the way for long");
    }
    if (kind === "busy") return problem(503);
    let answer = await realFetch(path, options);
    if (kind === "lost_reply") throw new TypeError("no answer");
    if (kind === "crashed_after_commit") return problem(500);
    if (kind === "doubled") answer = await realFetch(path, options);
    if (kind === "torn") return new Response((await answer.text()).slice(0, -9), { headers: { "Content-Type": "application/json" } });
    if (kind === "overtaken") await meanwhile.marks();
    if (kind === "changed_hands") await meanwhile.changesHands();
    if (path.endsWith("/sync") && answer.status === 200) await hear(options, await answer.clone().json());
    return answer;
  }

  function problem(status) {
    return new Response('{"type": "/problems/http"}', { status, headers: { "Content-Type": "application/problem+json" } });
  }

  /** What the phone is told that the server has. */
  async function hear(options, { results }) {
    const { account } = JSON.parse(options.body);
    for (const { id, status } of results) {
      if (status === "refused") book.wrong.push("an entry refused");
      else book.acknowledged[account].push(id);
    }
  }

  function dice(text) {
    let state = [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261) >>> 0;
    const next = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
    return { next, among: (all) => all[Math.floor(next() * all.length)], whole: (low, high) => low + Math.floor(next() * (high - low + 1)) };
  }

  async function prepare(prefix) {
    const load = (name) => import(`${prefix}js/${name}.js`);
    const names = ["offline/queue", "offline/sync", "offline/session", "offline/bundle", "offline/store", "core/event", "core/progress", "core/night"];
    phone = Object.assign({}, ...(await Promise.all(names.map(load))));
  }

  const show = (cookie) => {
    document.cookie = `evenfall=${cookie}; path=/`;
  };

  /** Signed in as that person, and the phone has noticed. */
  async function signIn(person) {
    show(person.cookie);
    const said = await phone.meet();
    if (said !== "signed-in") book.wrong.push(`signing in ended as ${said}`);
  }

  function fact(chance, night, known) {
    const run = chance.next() < 0.5 ? known.run : null;
    const done = { run: known.run, step: chance.among(STEPS) };
    const ways = [
      () => ["step_done", done],
      () => ["step_done", done],
      () => ["step_done", done],
      () => ["step_skipped", chance.next() < 0.3 ? { ...done, hurt: true } : done],
      () => ["check_in", { legs: chance.among(["quiet", "some", "rough"]), tired: chance.next() < 0.5 }],
      () => ["run_ended", { run, outcome: chance.among(["done", "too_tired", "fell_asleep", "not_tonight"]) }],
      () => ["step_marked", { step: done.step, told: { mark: chance.among(["plain", "favourite", "off"]), until: null } }],
    ];
    if (known.ids.length && chance.next() < 0.2) {
      met("undo");
      return phone.makeEvent("undone", night, { undoes: chance.among(known.ids) });
    }
    return phone.makeEvent(...((way) => [way[0], night, way[1]])(chance.among(ways)()));
  }

  /** As the screen does it: written first; what was not saved is said to be so, and tried once more. */
  async function tell(account, events, run) {
    try {
      await phone.append(account, events, run);
    } catch {
      met("not_saved");
      await phone.append(account, events, run);
    }
    for (const event of events) book.saved[account].push(event.id);
  }

  async function mark(chance, night, known, account) {
    const events = Array.from({ length: chance.whole(1, 3) }, () => fact(chance, night, known));
    known.ids.push(...events.map(({ id }) => id));
    await tell(account, events, chance.next() < 0.3 ? { id: known.run, night } : undefined);
  }

  async function send(chance, night, known, people) {
    const { account } = people.ana;
    armed = chance.next() < 0.6 ? chance.among(AT_THE_NETWORK) : "";
    const kind = armed;
    meanwhile = {
      marks: () => mark(chance, night, known, account),
      changesHands: async () => {
        await signIn(people.marc);
        await signIn(people.ana);
      },
    };
    const state = await phone.flush();
    armed = "";
    book.trace.push(state);
    const failed = ["down", "lost_request", "lost_reply", "late", "busy", "crashed_after_commit", "torn"].includes(kind);
    if (state !== (failed ? "unreachable" : "sent")) book.wrong.push(`sending with ${kind || "nothing"} ended as ${state}`);
  }

  async function expectState(wanted, kind) {
    const state = await phone.flush();
    book.trace.push(state);
    if (state === wanted) met(kind);
    else book.wrong.push(`${kind} ended as ${state}`);
  }

  const waiting = (account) => phone.read(account, ["queue"], (tx) => tx.objectStore("queue").getAllKeys());

  async function removedFromAfar(people) {
    const { account, cookie, removed } = people.ana;
    const unsent = await waiting(account);
    show(removed);
    await expectState("removed", "session_removed");
    const left = await indexedDB.databases();
    if (left.some(({ name }) => name === `evenfall-${account}`)) book.wrong.push("kept after a removal");
    book.givenUp.push(...unsent);
    if (unsent.length) met("removed_unsent");
    await signIn({ cookie });
  }

  /** Somebody else has signed in, and the page sends before it has noticed. */
  async function underAnother(people) {
    show(people.marc.cookie);
    await expectState("other-account", "other_account");
    show(people.ana.cookie);
  }

  async function otherUser(chance, night, people) {
    await signIn(people.marc);
    met("other_user");
    const theirs = { ids: [], run: phone.makeEvent("run_started", night).id };
    await mark(chance, night, theirs, people.marc.account);
    if ((await phone.eventsOf(people.marc.account, night)).some(({ id }) => book.saved[people.ana.account].includes(id))) book.wrong.push("another's night");
    if (chance.next() < 0.7) await phone.flush();
    await signIn(people.ana);
  }

  async function expired(people) {
    show(people.ana.expired);
    await expectState("signed-out", "signed_out");
    book.backLater = true;
  }

  function withoutLocks() {
    Object.defineProperty(navigator, "locks", { value: undefined, configurable: true });
    met("no_locks");
  }

  /** Of a page that was killed while it sent, and while the clock was far ahead. */
  async function leftLease(_chance, _night, people) {
    withoutLocks();
    await phone.keep(people.ana.account, "bundle", "lease", Date.now() + 25 * HOUR);
    await expectState("sent", "left_lease");
  }

  const SPECIAL = [
    (chance) => {
      skew = chance.among([0, 25 * HOUR, -25 * HOUR, Math.round((chance.next() - 0.5) * 50 * HOUR)]);
      if (skew) met("clock_wrong");
    },
    () => {
      diskFails = true;
    },
    (_chance, _night, people) => expired(people),
    (_chance, _night, people) => expired(people),
    (_chance, _night, people) => removedFromAfar(people),
    (_chance, _night, people) => underAnother(people),
    otherUser,
    async () => {
      if ((await phone.refreshBundle()) === "fresh") met("bundle");
    },
    withoutLocks,
    withoutLocks,
    leftLease,
  ];

  async function deliverLate() {
    for (const [path, options] of late.splice(0)) await realFetch(path, options);
  }

  async function evening(chance, night, people) {
    const { account } = people.ana;
    const known = { ids: [], run: phone.makeEvent("run_started", night).id };
    for (let acts = chance.whole(5, 9); acts > 0; acts -= 1) {
      if (book.backLater && chance.next() < 0.6) await back(people);
      if (!book.backLater && chance.next() < 0.15) await chance.among(SPECIAL)(chance, night, people);
      await mark(chance, night, known, account);
      if (!book.backLater && chance.next() < 0.6) await send(chance, night, known, people);
      if (late.length && chance.next() < 0.5) await deliverLate();
    }
  }

  async function back(people) {
    book.backLater = false;
    await signIn(people.ana);
    met("signed_in_again");
  }

  /** Everything works again: afterwards nothing may wait. */
  async function heal(people) {
    skew = 0;
    diskFails = false;
    armed = "";
    Object.defineProperty(navigator, "locks", { value: realLocks, configurable: true });
    await deliverLate();
    if (book.backLater) await back(people);
    // Once at least: what came late reached the server after this phone had asked.
    await phone.flush();
    for (let round = 0; round < ROUNDS && (await waiting(people.ana.account)).length; round += 1) await phone.flush();
    if ((await waiting(people.ana.account)).length) book.wrong.push("a queue that never empties");
  }

  async function snapshot(account, night) {
    const events = await phone.eventsOf(account, night);
    const { begun, done, skipped, hurt, outcome, checked } = phone.nightState(events);
    return { ids: events.map(({ id }) => id).sort(), state: { begun, done, skipped, hurt, outcome, checked } };
  }

  /** Some nights of one person. Answers all that has to be held against the server. */
  async function live(seed, numbers, first, people) {
    const accounts = [people.ana.account, people.marc.account];
    const lists = () => Object.fromEntries(accounts.map((account) => [account, []]));
    book = { saved: lists(), acknowledged: lists(), givenUp: [], wrong: [], met: {}, trace: [], nights: {}, backLater: false };
    await signIn(people.ana);
    for (const [index, number] of numbers.entries()) {
      const night = phone.nightPlus(first, index);
      await evening(dice(`${seed} ${number}`), night, people);
      await heal(people);
      book.nights[night] = await snapshot(people.ana.account, night);
    }
    await signIn(people.marc);
    await phone.flush();
    await signIn(people.ana);
    await phone.flush();
    const end = {};
    for (const night of Object.keys(book.nights)) end[night] = await snapshot(people.ana.account, night);
    return { ...book, end };
  }

  window.nights = { prepare, live };
})();
