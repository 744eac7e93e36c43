import type { ReportedRow, ReportedTable } from '../../../subgraphs/_runtime/intake/reported-table.ts';
import { rowBatches } from '../../../subgraphs/_runtime/intake/row-batches.ts';
import { readXml } from './read-xml.ts';
import { type RowPlace, RowPlaces } from './row-place.ts';
import { XmlRows } from './xml-rows.ts';

/**
 * Reads the rows of an exchange package: a list of elements, at any depth below the root, whose children are named by headings
 * and hold text. Attributes and namespaces mean nothing.
 *
 * The file is read twice, first for the names: empty elements are mostly left out, so that a name may be met in the last row only.
 *
 * @param open begins to read the file
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE; the rows throw them as well
 */
export async function xmlTable(
  open: () => AsyncIterable<Buffer>,
  isHeading: (text: string) => boolean,
): Promise<ReportedTable> {
  const places = new RowPlaces();
  for await (const _ of readXml(open(), places));
  const place = places.best(isHeading);
  return { header: place.header, rows: rowBatches(rowsAt(place, open())) };
}

async function* rowsAt(place: RowPlace, bytes: AsyncIterable<Buffer>): AsyncGenerator<ReportedRow[]> {
  const rows = new XmlRows(place);
  for await (const _ of readXml(bytes, rows)) yield rows.takeRows();
}
