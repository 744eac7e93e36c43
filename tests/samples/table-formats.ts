import { gb18030Bytes } from '../cli/import/gb18030-bytes.ts';
import { escaped, sheetFile, textRow } from '../cli/import/workbook-file.ts';

/** A report as cells. */
export interface SampleTable {
  readonly header: readonly string[];
  /** Names of the columns that are names of XML elements too. */
  readonly elements: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Every format in which a report is taken, by the end of its file's name. */
export const TABLE_FORMATS: Readonly<Record<string, (table: SampleTable) => Uint8Array>> = {
  'utf-8.csv': (table) => Buffer.from(csvText(table)),
  'gb18030.csv': (table) => gb18030Bytes(csvText(table)),
  'utf-16.csv': (table) => Buffer.from(`\ufeff${csvText(table)}`, 'utf16le'),
  xlsx: ({ header, rows }) => sheetFile([header, ...rows].map((row, index) => textRow(index + 1, row)).join('')),
  xml: (table) => Buffer.from(xmlText(table)),
  ndjson: (table) => Buffer.from(ndjsonText(table)),
};

export function csvText({ header, rows }: SampleTable): string {
  return [header, ...rows]
    .map((row) => `${row.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join()}\r\n`)
    .join('');
}

export function xmlText({ elements, rows }: SampleTable): string {
  const lines = rows.map((row) => {
    const cells = row.map((text, place) => `<${elements[place]}>${escaped(text)}</${elements[place]}>`);
    return `  <row>${cells.join('')}</row>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<report>\n${lines.join('')}</report>\n`;
}

export function ndjsonText({ header, rows }: SampleTable): string {
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(row.map((text, place) => [header[place], text])))}\n`)
    .join('');
}
