/** The worker's half of a reminder. Every push shows something: three silent ones and Apple takes the permission away. */

const HOME = "/tonight";
// Neutral on purpose, like everything that can be read on a lock screen.
const PLAIN = { title: "Evenfall", body: "Open Evenfall.", navigate: HOME };
// The most useful first: a tap on the message itself begins, so that button comes only where there is room for three.
const BUTTONS = ["snooze", "not_tonight", "begin"];
const ANSWERS = ["snooze", "not_tonight"];

/** @param {PushEvent} event @param {(data: object) => unknown} shown told what the message carried, once it stands there */
export function onPush(event, shown = () => {}) {
  const notification = notificationOf(event.data);
  event.waitUntil(show(notification).then(() => shown(carried(notification))).catch(() => {}));
}

/**
 * @param {NotificationEvent} event
 * @param {(action: string, data: object) => Promise<boolean>} answer false where the page has to ask first
 * @param {() => unknown} opened told when a page was there already, which no address tells why it is looked at
 */
export function onNotificationClick(event, answer, opened = () => {}) {
  event.notification.close();
  const data = event.notification.data ?? {};
  event.waitUntil(ANSWERS.includes(event.action) ? answerOrOpen(event.action, data, answer) : openPage(safePath(data.url), opened));
}

async function answerOrOpen(action, data, answer) {
  if (!(await answer(action, data).catch(() => false))) await openPage(safePath(data.url));
}

/** Reads a declarative push message; anything that is not one becomes the plain text. */
function notificationOf(data) {
  try {
    const message = data.json();
    const { notification } = message;
    const whole = message.web_push === 8030 && typeof notification.title === "string" && notification.title !== "";
    return whole ? notification : PLAIN;
  } catch {
    return PLAIN;
  }
}

function carried({ data }) {
  return data && typeof data === "object" ? data : {};
}

async function show(notification) {
  const { title, navigate, data: _, ...rest } = notification;
  const data = { ...carried(notification), url: safePath(navigate) };
  // From all of it to the least: an option that this browser refuses must not silence the reminder.
  const ways = [
    [title, { ...rest, data, ...buttons(data) }],
    [title, { body: rest.body, tag: rest.tag, data }],
    [PLAIN.title, { body: PLAIN.body, data: { url: HOME } }],
  ];
  for (const [words, options] of ways) {
    try {
      await self.registration.showNotification(words, options);
      return;
    } catch {
      // the next one asks for less
    }
  }
}

/** Only under the evening's own reminder, and only as many as this browser shows. */
function buttons({ evening, words }) {
  if (!evening || !words) return {};
  const known = BUTTONS.filter((action) => typeof words[action] === "string");
  const actions = known.slice(0, globalThis.Notification?.maxActions ?? 0).map((action) => ({ action, title: words[action] }));
  return actions.length ? { actions } : {};
}

/** A path of this site, or Tonight. */
export function safePath(navigate) {
  try {
    const url = new URL(navigate ?? HOME, self.location.origin);
    return url.origin === self.location.origin ? url.pathname + url.search + url.hash : HOME;
  } catch {
    return HOME;
  }
}

async function openPage(path, opened = () => {}) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => new URL(page.url).pathname === new URL(path, self.location.origin).pathname);
  if (!there) {
    await self.clients.openWindow(path);
    return;
  }
  await there.focus();
  await opened();
}
