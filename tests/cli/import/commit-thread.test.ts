import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CommitThread } from '../../../cli/import/commit-thread.ts';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import type { KeyRing } from '../../../storage/key-ring.ts';
import type { RecordChange, Subject } from '../../../storage/port.ts';
import { preparedChange } from '../../../storage/prepared-change.ts';
import { recordId } from '../../../storage/record-id.ts';
import type { PreparedChunk } from '../../../subgraphs/_runtime/intake/prepared-chunk.ts';

function chunk(number: number, documentNo: string, keys: KeyRing, subjects: readonly Subject[] = []): PreparedChunk {
  const receivedAt = '2026-11-02T04:00:00.000Z';
  const content: RecordChange['content'] = {
    type: 'MarketPenalty',
    subjectId: 'o.1',
    subjectKind: 'ORGANIZATION',
    state: 'EFFECTIVE',
    documentNo,
    decidingOrgCode: '11451100MB0T010261',
    decisionDate: '2026-10-30',
    publicityStartDate: null,
    publicityEndDate: null,
    fields: {},
    sealed: {},
  };
  const id = recordId('MarketPenalty', [documentNo]);
  const change: RecordChange = { id, operation: 'UPSERT', reason: 'REPORTED', reportedAt: receivedAt, content };
  return {
    number,
    receivedAt,
    month: '2026-11',
    subjects,
    changes: [preparedChange(keys, change)],
    waiting: [],
    identified: [],
    outcomes: [{ row: number, outcome: 'accepted', findings: [] }],
  };
}

/** No store takes it. */
const NO_TEXT: Subject = {
  id: 'o.1',
  kind: 'ORGANIZATION',
  name: '\0',
  uscc: null,
  areaCode: null,
  formerNumbers: [],
  sealed: {},
};

test('after a chunk that cannot be written, none is: a batch goes on where its first chunk is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const { adapter, keys } = await keyedAdapter({ data: folder }, true);
  const store = await adapter.open();
  const collection = await openCollection(undefined, folder, keys);
  const batch = await collection.beginBatch({
    department: 'market',
    item: 'market.administrative-penalty',
    key: 'k',
    source: 'file',
    reportedBy: 'cli',
    at: '2026-11-02T04:00:00.000Z',
  });
  const thread = new CommitThread({ store: { data: folder }, department: 'market', batchId: batch.id });
  await thread.commit(chunk(1, '一号', keys));
  await thread.drain();
  await thread.commit(chunk(2, '二号', keys, [NO_TEXT]));
  await thread.commit(chunk(3, '三号', keys)).catch(() => undefined);
  await expect(thread.drain()).rejects.toMatchObject({ code: 'RECORD_INVALID' });
  await thread.close();
  expect(await store.journalHead('market')).toBe(1);
  expect(await collection.batch(batch.id)).toMatchObject({ chunks: 1, counts: { received: 1 } });
  await collection.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
