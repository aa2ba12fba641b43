/** A soft tone that rises with the breath in and falls with the breath out. Made here, so that it needs no network. */

const LOW = 174;
const HIGH = 220;
const QUIET = 0.05;
const FADE_S = 0.4;

let context = null;
let sounding = null;

/** A browser lets sound begin only from a tap. */
export function wake() {
  context ??= new AudioContext();
  return context.resume();
}

/** @param {"inhale"|"hold"|"exhale"|"rest"} kind */
export function tone(kind, seconds) {
  hush();
  if (!context || seconds <= 0 || !["inhale", "exhale"].includes(kind)) return;
  const [from, to] = kind === "inhale" ? [LOW, HIGH] : [HIGH, LOW];
  const start = context.currentTime;
  const voice = context.createOscillator();
  const volume = context.createGain();
  voice.frequency.setValueAtTime(from, start);
  voice.frequency.linearRampToValueAtTime(to, start + seconds);
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(QUIET, start + FADE_S);
  volume.gain.setValueAtTime(QUIET, start + Math.max(FADE_S, seconds - FADE_S));
  volume.gain.linearRampToValueAtTime(0, start + seconds);
  voice.connect(volume).connect(context.destination);
  voice.start(start);
  voice.stop(start + seconds);
  sounding = { voice, volume };
}

export function hush() {
  if (!sounding) return;
  const { voice, volume } = sounding;
  sounding = null;
  volume.gain.cancelScheduledValues(context.currentTime);
  volume.gain.setTargetAtTime(0, context.currentTime, FADE_S / 4);
  try {
    voice.stop(context.currentTime + FADE_S);
  } catch {
    // it has ended by itself
  }
}
