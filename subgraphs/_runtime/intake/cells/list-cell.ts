/** Between the items of a list for sure. */
const HARD = /[;；\r\n]+/u;

/** The texts of a cell that lists several: semicolons part them; only where there are none do enumeration commas. */
export function splitTexts(cell: string): readonly string[] {
  return parts(cell, HARD.test(cell) ? HARD : /、/u);
}

/** The values of a code table that a cell lists. Commas part them as well, but for a value that holds one itself. */
export function splitValues(cell: string, isKnown: (value: string) => boolean): readonly string[] {
  return parts(cell, HARD).flatMap((item) => (isKnown(item) ? [item] : parts(item, /[、,，+]+/u)));
}

function parts(text: string, separator: RegExp): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
