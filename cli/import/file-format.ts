import { tableInvalid } from '../../subgraphs/_runtime/intake/table-refusal.ts';

export type FileFormat = 'csv' | 'xlsx' | 'xml' | 'ndjson';

/** Bytes of a file that tell its format. */
export const FORMAT_BYTES = 1024;

/** Beginnings of files that are no table, in hexadecimal, and what to do about them. */
const REFUSED: readonly (readonly [beginning: string, problem: string])[] = [
  [
    'd0cf11e0a1b11ae1',
    'it is a workbook of Excel 2003 or before (.xls), or one with a password. Save it as .xlsx without a password.',
  ],
  ['504b0506', 'it is an empty zip file.'],
  ['1f8b', 'it is compressed. Unpack it first.'],
  ['526172211a07', 'it is compressed. Unpack it first.'],
  ['377abcaf271c', 'it is compressed. Unpack it first.'],
  ['25504446', 'it is a PDF. Hand in the table that it was made from.'],
];

const WEB_PAGE = /^<(?:!doctype\s+html|html|head|meta|style|table)\b/i;

/**
 * The format of a file by how it begins, whatever its name says.
 *
 * @param head the first `FORMAT_BYTES` of the file
 * @throws HubError TABLE_INVALID for what is known to be no table
 */
export function fileFormat(head: Buffer): FileFormat {
  if (head.length === 0) throw tableInvalid('it is empty.');
  if (begins(head, '504b0304')) return 'xlsx';
  for (const [beginning, problem] of REFUSED) if (begins(head, beginning)) throw tableInvalid(problem);
  const text = textOf(head).trimStart();
  if (WEB_PAGE.test(text)) throw tableInvalid('it is a web page, whatever its name says. Save it as .xlsx or CSV.');
  if (text.startsWith('<')) return 'xml';
  return text.startsWith('{') ? 'ndjson' : 'csv';
}

function begins(head: Buffer, hex: string): boolean {
  return head.toString('hex', 0, hex.length / 2) === hex;
}

/** Enough of the text to know ASCII in it. */
function textOf(head: Buffer): string {
  if (begins(head, 'fffe')) return head.subarray(2).toString('utf16le');
  if (begins(head, 'feff'))
    return Buffer.from(head.subarray(2, head.length - (head.length % 2)))
      .swap16()
      .toString('utf16le');
  return head.toString('latin1', begins(head, 'efbbbf') ? 3 : 0);
}
