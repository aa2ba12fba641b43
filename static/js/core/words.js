/** The words that are built in the browser. The message ids are the English texts. */

let catalogue = {};
let language = "en";

/** @param {Record<string, string|string[]>} words @param {string} lang */
export function setWords(words, lang) {
  catalogue = words;
  language = lang;
}

export function wordsLanguage() {
  return language;
}

/** Without a catalogue the English stands; a page without words would be worse. */
export async function loadWords(base, lang) {
  let words = {};
  try {
    const answer = await fetch(`${base}i18n/${lang}.json`);
    if (answer.ok) words = await answer.json();
  } catch {
    // offline and not in the cache
  }
  setWords(words, lang);
}

/** @param {string} text @param {Record<string, string|number>} [values] */
export function t(text, values) {
  return filled(catalogue[text] || text, values);
}

/** @param {string} one @param {string} other @param {number} n */
export function tn(one, other, n, values = {}) {
  const forms = catalogue[one];
  const pair = Array.isArray(forms) && forms.every(Boolean) ? forms : [one, other];
  return filled(n === 1 ? pair[0] : pair[pair.length - 1], { n, ...values });
}

function filled(text, values) {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
