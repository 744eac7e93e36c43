import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningHub, startHub } from '../../../cli/commands/start.ts';
import { createLog } from '../../../gateway/log.ts';
import { NOON, testHub } from '../../harness/test-hub.ts';
import { headersOf, linesOf, Reader } from './exporting.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const started = () =>
  startHub({ data: folder, port: 0, subjects: 1_000 }, { now: () => NOON, log: createLog('silent') });

async function opened(hub: RunningHub, after: string | null, attempts = 3): Promise<IncomingMessage> {
  const query = after === null ? '' : `?after=${after}`;
  const request = get(`${hub.url}/exchange/export${query}`, { headers: await headersOf({ folder }) });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  // A busy machine may need longer for the first page, for which its operation is compiled, than a department is given.
  if (response.statusCode !== 200 && attempts > 1) return opened(hub, after, attempts - 1);
  if (response.statusCode !== 200) throw new Error(`refused: ${await text(response)}`);
  return response.setEncoding('utf8');
}

/** Applies whole lines as they come; whatever the connection cuts off is lost. */
async function readInto(reader: Reader, response: IncomingMessage, onChunk: () => void = () => undefined) {
  let rest = '';
  try {
    for await (const chunk of response) {
      const read = rest + chunk;
      const end = read.lastIndexOf('\n') + 1;
      for (const line of linesOf(read.slice(0, end))) reader.apply(line);
      rest = read.slice(end);
      onChunk();
    }
  } catch {
    // The hub has gone.
  }
  reader.interrupt();
}

test('a reader whose hub is stopped in the middle goes on with the next one, and ends with the same set', async () => {
  const seeded = await testHub({}, 1_000); // says nothing while it is seeded
  await seeded.close();
  rmSync(folder, { recursive: true, force: true });
  folder = seeded.folder;
  const reader = new Reader();
  const first = await started();
  let stopping: Promise<void> | undefined;
  const response = await opened(first, null);
  await readInto(reader, response, () => {
    if (reader.cursor === null || stopping !== undefined) return;
    stopping = first.close();
    response.destroy(); // what is under way is lost: a reader that went on could be given all before the hub has gone
  });
  await stopping;
  expect(reader.isComplete).toBe(false);
  expect(reader.held.size).toBeGreaterThan(0);
  const second = await started();
  await readInto(reader, await opened(second, reader.cursor));
  const whole = new Reader();
  await readInto(whole, await opened(second, null));
  await second.close();
  expect(reader.isComplete).toBe(true);
  expect(reader.held).toEqual(whole.held);
}, 60_000);
