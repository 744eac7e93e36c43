import type { ReportedTable } from '../../../subgraphs/_runtime/intake/reported-table.ts';
import { tableInvalid } from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import { headedTable } from '../headed-table.ts';
import { readCellStyles } from './cell-styles.ts';
import { readSharedStrings } from './shared-strings.ts';
import { sheetRows } from './sheet-rows.ts';
import { readWorkbook, type Sheet } from './workbook.ts';
import type { ZipParts } from './zip-parts.ts';

export interface XlsxOptions {
  readonly isHeading: (text: string) => boolean;
  /** Name of the sheet; the first visible one without it. */
  readonly sheet?: string | undefined;
  /** Told how many inflated bytes of the sheet are read, of how many. */
  readonly onProgress?: ((readBytes: number, totalBytes: number) => void) | undefined;
}

/**
 * Reads one sheet of a workbook (ECMA-376). Nothing in it is evaluated: formulas have the results that were stored with them.
 *
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE; the rows throw them as well
 */
export async function xlsxTable(zip: ZipParts, { isHeading, sheet, onProgress }: XlsxOptions): Promise<ReportedTable> {
  const workbook = await readWorkbook(zip);
  const { part } = chosen(workbook.sheets, sheet);
  const { sharedStrings, styles, from1904 } = workbook;
  const context = {
    sharedStrings: sharedStrings === null ? [] : await readSharedStrings(zip, sharedStrings),
    styles: styles === null ? [] : await readCellStyles(zip, styles),
    from1904,
  };
  const bytes = counted(zip.read(part), zip.bytesOf(part), onProgress);
  return headedTable(sheetRows(bytes, context), isHeading);
}

function chosen(sheets: readonly Sheet[], name: string | undefined): Sheet {
  const sheet = sheets.find((one) => (name === undefined ? one.isVisible : one.name === name));
  if (sheet === undefined) {
    throw tableInvalid(
      name === undefined ? 'the workbook has no visible sheet.' : 'the workbook has no sheet of the name given.',
    );
  }
  return sheet;
}

async function* counted(
  bytes: AsyncIterable<Buffer>,
  total: number,
  onProgress: XlsxOptions['onProgress'],
): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    onProgress?.(read, total);
    yield chunk;
  }
}
