/** The worker's half of a reminder. Every push shows something: three silent ones and Apple takes the permission away. */

const HOME = "/tonight";
// Neutral on purpose, like everything that can be read on a lock screen.
const PLAIN = { title: "Evenfall", body: "Open Evenfall.", navigate: HOME };

/** @param {PushEvent} event */
export function onPush(event) {
  event.waitUntil(show(notificationOf(event.data)));
}

/** @param {NotificationEvent} event */
export function onNotificationClick(event) {
  event.notification.close();
  event.waitUntil(openPage(safePath(event.notification.data?.url)));
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

async function show({ title, navigate, data, ...rest }) {
  const own = data && typeof data === "object" ? data : {};
  const options = { ...rest, data: { ...own, url: safePath(navigate) } };
  try {
    await self.registration.showNotification(title, options);
  } catch {
    // an option that this browser refuses
    await self.registration.showNotification(PLAIN.title, { body: PLAIN.body, data: { url: HOME } });
  }
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

async function openPage(path) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => new URL(page.url).pathname === new URL(path, self.location.origin).pathname);
  if (there) {
    await there.focus();
    return;
  }
  await self.clients.openWindow(path);
}
