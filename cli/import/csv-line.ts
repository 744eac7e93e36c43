import { protectedText } from './spreadsheet-text.ts';

/** A line of a CSV file (RFC 4180), which a spreadsheet shows and does not run. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const cell = protectedText(text);
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
