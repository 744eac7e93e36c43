import { standardColumns } from '../../../seeds/reference/intake-headers.ts';
import { headingKey } from '../../../subgraphs/_runtime/intake/layout/heading-key.ts';
import { HEADINGS } from '../../bench/import/mixed-rows.ts';
import { csvText, type SampleTable, TABLE_FORMATS } from '../../samples/table-formats.ts';

/** Rows of penalties, by their cells under `HEADINGS`. */
export type Rows = readonly (readonly string[])[];

/** The same report in every format that is taken. */
export const FORMATS: Readonly<Record<string, (rows: Rows) => string | Uint8Array>> = Object.fromEntries(
  Object.entries(TABLE_FORMATS).map(([format, write]) => [
    format.includes('.') ? format : `report.${format}`,
    (rows: Rows) => write(penalties(rows)),
  ]),
);

export function csvFile(rows: Rows): string {
  return csvText(penalties(rows));
}

function penalties(rows: Rows): SampleTable {
  return { header: HEADINGS, elements: HEADINGS.map(standardCode), rows };
}

/** The standard's code of a heading of penalties, which is a name of an XML element where the heading is none. */
export function standardCode(heading: string): string {
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
