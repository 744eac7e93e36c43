import { type DateFormat, dateFormatOf } from './date-format.ts';
import { readXmlPart } from './xml-part.ts';
import type { ZipParts } from './zip-parts.ts';

/** What of a date the cells of each style show, by the style's place; null where it is no date. */
export type CellStyles = readonly (DateFormat | null)[];

export async function readCellStyles(zip: ZipParts, part: string): Promise<CellStyles> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  await readXmlPart(zip, part, {
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'xf' && inCells) formats.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats.map((id) => dateFormatOf(id, codes));
}
