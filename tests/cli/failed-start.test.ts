import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { startHub } from '../../cli/commands/start.ts';
import { createLog } from '../../gateway/log.ts';
import { Database } from '../../storage/embedded/database.ts';
import { NOON } from '../harness/test-hub.ts';

/** Names of the files that are closed while the work is done. */
async function closedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const close = jest.spyOn(Database.prototype, 'close');
  try {
    await work();
    return close.mock.contexts.map((database) => basename((database as Database).file)); // cast: whose method it is
  } finally {
    close.mockRestore();
  }
}

test('a hub that cannot serve after it has opened its stores closes every one that a running hub closes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const setting = { now: () => NOON, log: createLog('silent') };
  try {
    const running = await startHub({ data: folder, port: 0, subjects: 1 }, setting);
    const usual = await closedBy(() => running.close());
    expect(usual).toEqual(expect.arrayContaining(['hub.db', 'governance.db', 'collection.db', 'exchange.db']));
    const limits = join(folder, 'no-such-limits.json');
    const failing = () => startHub({ data: folder, port: 0, subjects: 1, limits }, setting);
    const closed = await closedBy(() => expect(failing()).rejects.toMatchObject({ code: 'CONFIG_INVALID' }));
    expect(closed).toEqual(expect.arrayContaining([...usual]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
