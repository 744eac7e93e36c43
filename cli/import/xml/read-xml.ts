import { XmlEvents, type XmlListener } from './xml-events.ts';
import { xmlText } from './xml-text.ts';

/**
 * Reads a document, and stops after each part of it that the listener was told.
 *
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, listener: XmlListener): AsyncGenerator<void> {
  const events = new XmlEvents(listener);
  for await (const text of xmlText(bytes, () => listener.row())) {
    events.write(text);
    yield;
  }
  events.end();
  yield;
}
