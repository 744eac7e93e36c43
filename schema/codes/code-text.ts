/**
 * The text of a code as the checks compare it: trimmed, full-width forms (U+FF01 to U+FF5E) made half-width, a-z made
 * A-Z. Nothing else changes: a character that belongs to no code stays where it is, so that positions in messages are
 * the caller's. Only ASCII letters are raised, as Unicode upper-casing would turn a character such as ß into two.
 */
export function normaliseCode(input: string): string {
  return input
    .trim()
    .replace(/[\uFF01-\uFF5E]/g, halfWidth)
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function halfWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/**
 * What is wrong with a normalised text whatever code it is meant to be: empty, a hidden character, a row of zeros.
 * `null` when nothing is. A row of zeros satisfies every weighted sum (domain.md §11 no. 1), so it is refused by rule.
 * Like every message of this folder, the answer never holds the text itself: it might be a citizen's number.
 */
export function textProblem(text: string): string | null {
  if (text === '') return `The code is empty. Give it as it stands on the licence or certificate.`;
  const hidden = [...text].findIndex((character) => /[\s\p{C}\p{Z}]/u.test(character));
  if (hidden >= 0) return `Position ${hidden + 1} is a space or an invisible character. Write the code without it.`;
  if (/^0{8,}.?$/u.test(text)) return `A row of zeros is a placeholder, not a code. Give the real code.`;
  return null;
}

/** What is wrong with the length of a text, in characters; `null` when it is `wanted`. `name` says which code it is. */
export function lengthProblem(text: string, wanted: number, name: string): string | null {
  const length = [...text].length;
  if (length === wanted) return null;
  return `The code has ${length} characters; ${name} has ${wanted}. ${COMPARE}`;
}

/** The first character outside `alphabet`, by its position counted from 1; `null` when there is none. */
export function foreignPosition(text: string, alphabet: string): number | null {
  const index = [...text].findIndex((character) => !alphabet.includes(character));
  return index < 0 ? null : index + 1;
}

/** The advice at the end of most messages. */
export const COMPARE = 'Compare it with the licence or certificate.';
