import { standardColumns } from '../../../seeds/reference/intake-headers.ts';
import { headingKey } from '../../../subgraphs/_runtime/intake/layout/heading-key.ts';
import { HEADINGS } from '../../bench/import/mixed-rows.ts';
import { gb18030Bytes } from './gb18030-bytes.ts';
import { escaped, sheetFile, textRow } from './workbook-file.ts';

/** Rows of penalties, by their cells under `HEADINGS`. */
export type Rows = readonly (readonly string[])[];

/** The same report in every format that is taken. */
export const FORMATS: Readonly<Record<string, (rows: Rows) => string | Uint8Array>> = {
  'utf-8.csv': csvFile,
  'gb18030.csv': (rows) => gb18030Bytes(csvFile(rows)),
  'workbook.xlsx': (rows) => sheetFile([HEADINGS, ...rows].map((row, index) => textRow(index + 1, row)).join('')),
  'elements.xml': xmlFile,
  'lines.ndjson': (rows) =>
    rows
      .map((row) => `${JSON.stringify(Object.fromEntries(row.map((text, place) => [HEADINGS[place], text])))}\n`)
      .join(''),
};

export function csvFile(rows: Rows): string {
  return [HEADINGS, ...rows]
    .map((row) => `${row.map((text) => (text.includes(',') ? `"${text}"` : text)).join()}\r\n`)
    .join('');
}

/** Elements have the codes of the standard for names: the headings hold brackets. */
function xmlFile(rows: Rows): string {
  const codes = HEADINGS.map(standardCode);
  const elements = rows.map((row) => {
    const cells = row.map((text, place) => `<${codes[place]}>${escaped(text)}</${codes[place]}>`);
    return `<row>${cells.join('')}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><report>${elements.join('')}</report>`;
}

function standardCode(heading: string): string {
  const column = standardColumns().find(
    ({ standard, generation, headings }) =>
      standard === 'AdminPenalty' &&
      generation === '2018' &&
      headings.some((one) => headingKey(one) === headingKey(heading)),
  );
  const code = column?.headings.find((one) => /^[A-Z]+(?:_[A-Z0-9]+)*$/.test(one));
  if (code === undefined) throw new Error(`no code stands for ${heading}`);
  return code;
}
