/** The refused entries as a file, to read or to hand to whoever runs the server. */

/** @param {import("../../offline/tray.js").Refused[]} refused */
export function saveAsFile(refused) {
  const entries = refused.map(({ id, made, event, problem }) => ({ id, made: new Date(made).toISOString(), event, problem }));
  const told = JSON.stringify({ made_by: "Evenfall", not_taken: entries }, null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([told], { type: "application/json" }));
  link.download = `evenfall-not-taken-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  // Some phones begin to read it only after a moment.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
