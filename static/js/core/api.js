/** One call to the server. It never throws: no answer is status 0, and nobody knows then whether it arrived. */

import { observe } from "./clock.js";

const LIMIT_MS = 20_000;

/**
 * @param {string} method @param {string} path
 * @param {{body?: unknown, headers?: Record<string, string>}} [options]
 * @returns {Promise<{status: number, type: string, data: any, etag: string|null}>}
 */
export async function call(method, path, { body, headers = {} } = {}) {
  const sent = Date.now();
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    observe(response.headers.get("Evenfall-Time"), sent, Date.now());
    const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
    const data = json && response.status !== 304 ? await response.json() : null;
    return { status: response.status, type: problemType(data), data, etag: response.headers.get("ETag") };
  } catch {
    return { status: 0, type: "", data: null, etag: null };
  }
}

/** "/problems/signed-out" -> "signed-out" */
function problemType(data) {
  return typeof data?.type === "string" ? data.type.split("/").pop() : "";
}
