import { readXml } from '../xml/read-xml.ts';
import type { XmlListener } from '../xml/xml-events.ts';
import type { ZipParts } from './zip-parts.ts';

/** Inflated bytes of a part that describes the workbook. Styles are the largest of them, with a few megabytes at worst. */
const MAX_DESCRIPTION_BYTES = 32 * 1024 * 1024;

/** Reads a part whole. */
export async function readXmlPart(
  zip: ZipParts,
  name: string,
  listener: Partial<XmlListener>,
  maxBytes = MAX_DESCRIPTION_BYTES,
): Promise<void> {
  const whole: XmlListener = { open() {}, close() {}, text() {}, row: () => undefined, ...listener };
  for await (const _ of readXml(zip.read(name, maxBytes), whole));
}
