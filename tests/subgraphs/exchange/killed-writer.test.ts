import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packageRoot } from '../../../schema/package-root.ts';
import { idOf, Puller, platform, type TestExchange, testExchange } from './exchange-fixtures.ts';
import { ENGINES } from './places.ts';

/** How often the writing process is killed. */
const KILLS = 8;

/** Records that are written over and over. */
const KEYS = Array.from({ length: 30 }, (_, n) => String(n));

/** A program that writes penalties for ever, some of them as withdrawn, and says after each write that it has. */
const WRITER = `
const [, , dist, folder, location] = process.argv;
const { keyedAdapter } = await import(dist + '/cli/open-store.js');
const { recordId } = await import(dist + '/storage/record-id.js');
const { adapter } = await keyedAdapter({ data: folder, ...(location ? { store: location } : {}) }, false);
const store = await adapter.open();
for (let n = 0; ; n += 1) {
  const state = Math.random() < 0.3 ? 'WITHDRAWN' : 'EFFECTIVE';
  const keys = [0, 1, 2, 3].map(() => String(Math.floor(Math.random() * ${KEYS.length})));
  await store.write('market', keys.map((key) => ({
    id: recordId('MarketPenalty', [key]), operation: state === 'WITHDRAWN' ? 'WITHDRAW' : 'UPSERT',
    reason: 'CORRECTED', reportedAt: '2026-02-02T01:00:00Z',
    content: {
      type: 'MarketPenalty', subjectId: 'o.91451102MA5T00010X', subjectKind: 'ORGANIZATION', state,
      documentNo: String(Math.random()), decidingOrgCode: '11451100MB0T010261', decisionDate: '2026-02-01',
      publicityStartDate: '2026-02-01', publicityEndDate: '2027-06-01', fields: {}, sealed: {},
    },
  })));
  process.stdout.write('.');
}
`;

/** Pages while the writer writes, and kills it at a random moment. */
async function pullAndKill({ folder }: TestExchange, location: string | undefined, puller: Puller): Promise<void> {
  const script = join(folder, 'writer.mjs');
  writeFileSync(script, WRITER);
  const args = [script, join(packageRoot, 'dist'), folder, location ?? ''];
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => writer.once('close', resolve));
  await new Promise((resolve) => writer.stdout.once('data', resolve));
  const end = performance.now() + 20 + Math.random() * 150;
  while (performance.now() < end) await puller.pull();
  writer.kill('SIGKILL');
  await closed;
}

describe.each(ENGINES)('on %s', (_, newPlace) => {
  test('who pages while a writer is killed again and again holds what was committed, and nothing else', async () => {
    await using place = newPlace();
    await using exchange = await testExchange(place.location);
    const puller = new Puller(exchange, platform(), { first: 3 });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pullAndKill(exchange, place.location, puller);
      const store = await exchange.openAnother(); // settles what the killed one has left
      const ids = KEYS.map((key) => idOf('MarketPenalty', key));
      const records = [...(await store.recordsById('MarketPenalty', ids)).values()];
      await store.close();
      await puller.pullAll();
      const held = records
        .filter(({ state }) => state === 'EFFECTIVE')
        .map(({ id, version }) => [id, version] as const);
      expect(puller.held).toEqual(new Map(held));
    }
  }, 180_000);
});
