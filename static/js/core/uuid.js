/** UUIDv7 (RFC 9562): 48 bits of time in front, so that ids sort in the order in which things happened. */

let lastMs = 0;
let counter = 0;

/**
 * @param {number} nowMs milliseconds since 1970
 * @param {Uint8Array} random sixteen random bytes
 */
export function uuid7(nowMs = Date.now(), random = crypto.getRandomValues(new Uint8Array(16))) {
  tick(Math.floor(nowMs), random);
  const bytes = new Uint8Array(random);
  let rest = lastMs;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Within one millisecond, or when the clock steps back, a counter keeps the order (RFC 9562, 6.2, method 1). */
function tick(nowMs, random) {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = ((random[6] & 0x07) << 8) | random[7];
    return;
  }
  counter += 1;
  if (counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
}
