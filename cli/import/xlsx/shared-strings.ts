import { checkCellLength } from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import { StringItem, unescapedText } from './string-item.ts';
import { readXmlPart } from './xml-part.ts';
import type { ZipParts } from './zip-parts.ts';

/** Inflated bytes of the table of shared strings, all of which is held in memory as long as the sheet is read. */
const MAX_SHARED_BYTES = 256 * 1024 * 1024;

/**
 * Texts that cells refer to by their places.
 *
 * @throws HubError TABLE_TOO_LARGE beyond 256 MiB; such a sheet is handed in as CSV, or in parts
 */
export async function readSharedStrings(zip: ZipParts, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  const item = new StringItem();
  await readXmlPart(
    zip,
    part,
    {
      open(name) {
        if (name === 'si') item.begin();
        else item.open(name);
      },
      text(text) {
        item.add(text);
        checkCellLength(item.text.length);
      },
      close(name) {
        if (name === 'si') texts.push(unescapedText(item.text));
        else item.close(name);
      },
    },
    MAX_SHARED_BYTES,
  );
  return texts;
}
