import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { keyedAdapter, openExistingStore } from '../../../cli/open-store.ts';
import { startProgram } from '../../../examples/two-levels/program.ts';
import type { HubStore, StoredRecord } from '../../../storage/port.ts';
import { openReceived } from '../../../storage/received/open-received.ts';
import type { ReceivedStore } from '../../../storage/received/port.ts';
import { corrected } from './correction.ts';

const WRITES = 20;

/** What is pulled from where, into where. */
export interface FollowedPull {
  readonly provider: string;
  readonly puller: string;
  readonly origin: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Milliseconds from the end of a write at the provider until the puller has kept it, for several writes, sorted. */
export async function followingLags({ provider, puller, origin, args, env }: FollowedPull): Promise<readonly number[]> {
  const child = startProgram([...args, '--follow'], env);
  const store = await openExistingStore({ data: provider });
  const { keys } = await keyedAdapter({ data: puller }, false);
  const received = await openReceived(undefined, puller, keys);
  try {
    await saying(child, 'Following');
    const lags: number[] = [];
    for (let write = 0; write < WRITES; write += 1) {
      await wait(500 + Math.random() * 500); // it is idle by then
      lags.push(await lagOf(write, origin, store, received));
    }
    return lags.sort((one, other) => one - other);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'close');
    await received.close();
    await store.close();
  }
}

async function lagOf(write: number, origin: string, store: HubStore, received: ReceivedStore): Promise<number> {
  const where = { publicOn: new Date().toISOString().slice(0, 10), subjectKinds: ['ORGANIZATION'] } as const;
  const [record] = (await store.listRecords({ type: 'MarketPenalty', where, first: 1, withTotal: false })).records;
  if (record === undefined) throw new Error('the provider has no penalty');
  await store.write('market', [corrected(record, store, `${write} ${performance.now()}`)]);
  const written = performance.now();
  for (;;) {
    if ((await heldVersion(origin, record, received)) === record.version + 1) return performance.now() - written;
    await wait(5);
  }
}

async function heldVersion(origin: string, { id, subjectId }: StoredRecord, received: ReceivedStore) {
  const query = { origins: [origin], items: ['market.administrative-penalty'], first: 1_000 };
  const { records } = await received.recordsAbout(subjectId, query);
  return records.find(({ recordId }) => recordId === id)?.version;
}

function saying(child: ReturnType<typeof startProgram>, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(text)) resolve();
    });
    child.once('close', () => reject(new Error('the pull ended')));
  });
}
