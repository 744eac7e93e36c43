/**
 * Substring search by pairs of characters: a name is cut into its overlapping pairs, with a mark before the first and
 * after the last character. A text of two characters or more occurs in a name exactly where its pairs stand in a row.
 */

const START = 's';
const END = 'e';

/** The form in which names are compared: full and half width, upper and lower case and spaces make no difference. */
export function comparableName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
}

/** Tokens of a whole name, in order: letters and digits only, fit for any tokenizer. */
export function nameGrams(name: string): readonly string[] {
  const characters = codes(comparableName(name));
  return characters.length === 0 ? [] : pairs([START, ...characters, END]);
}

/** Tokens that stand in a row in every name that holds the text; `atStart` for names that begin with it. */
export function searchGrams(text: string, atStart: boolean): readonly string[] {
  const characters = codes(comparableName(text));
  return pairs(atStart ? [START, ...characters] : characters);
}

function codes(text: string): string[] {
  return [...text].map((character) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0'));
}

function pairs(codes: readonly string[]): readonly string[] {
  return codes.slice(1).map((code, index) => `${codes[index] ?? ''}x${code}`);
}
