/** What makes a spreadsheet run a cell as a formula when it opens a CSV file, full width too. */
const RUNS = /^[=+\-@＝＋－＠\t\r\n]/;

/** What `plainText` takes an apostrophe from. */
const TAKEN = /^'['=+\-@＝＋－＠\t\r\n\d]/;

/** A text as a formula, which keeps leading zeros where a spreadsheet opens the file: ="00123" */
const FORMULA_TEXT = /^="([^"]*)"$/;

/** The cell as it is written into a CSV file, so that a spreadsheet shows it and runs nothing. `plainText` takes it back exactly. */
export function protectedText(text: string): string {
  return RUNS.test(text) || TAKEN.test(text) ? `'${text}` : text;
}

/** What a cell of a CSV file says, without what protects it from a spreadsheet: ="00123" and '00123 are 00123. */
export function plainText(cell: string): string {
  const first = cell.charCodeAt(0);
  if (first === APOSTROPHE) return TAKEN.test(cell) ? cell.slice(1) : cell;
  if (first === EQUALS) return FORMULA_TEXT.exec(cell)?.[1] ?? cell;
  return cell;
}

const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
