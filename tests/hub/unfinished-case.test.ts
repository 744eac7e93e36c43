import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startHub } from '../../cli/commands/start.ts';
import { keyedAdapter } from '../../cli/open-store.ts';
import { createLog } from '../../gateway/log.ts';
import { openCoordination } from '../../storage/coordination/open-coordination.ts';
import type { Repair } from '../../subgraphs/coordination/repair.ts';
import { REPAIR, repairCase } from '../../subgraphs/coordination/repair-case.ts';
import { NOON } from '../harness/test-hub.ts';

const ITEM = 'market.administrative-penalty';

/** A repair that was decided, and of which nothing is carried out. */
function decided(record: string, subjectId: string): Repair {
  return {
    target: { source: 'RECORD', id: record, item: ITEM },
    subjectId,
    subjectKind: 'ORGANIZATION',
    owner: 'market',
    documentNo: '1号',
    decidedOn: '2026-04-01',
    related: { records: [{ item: ITEM, id: record }], listings: [] },
    notices: [],
    applicant: 'SUBJECT',
    mandateNo: null,
    dutyFulfilledOn: '2026-04-02',
    evidence: [],
    commitment: '承诺',
    regime: 'NDRC_ORDER_36',
    severity: 'GENERAL',
    status: 'APPROVED',
    acceptBy: null,
    decideBy: null,
    isExtended: false,
    decision: { on: '2026-11-02', documentNo: '2号', reason: '理由' },
    revocation: null,
    bar: null,
    outstanding: {
      by: { kind: 'officer', id: 'officer:market', department: 'market', subject: null },
      documentNo: '2号',
      reason: '理由',
      effects: [
        { kind: 'REPAIR_RECORD', place: { item: ITEM, id: record } },
        { kind: 'TELL', notice: 'REPAIRED' },
      ],
    },
  };
}

test('a hub that starts carries out what the last one has decided and not carried out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const run = async () => {
    const hub = await startHub({ data: folder, port: 0, subjects: 200 }, { now: () => NOON, log: createLog('silent') });
    await hub.close();
  };
  try {
    await run();
    const { adapter } = await keyedAdapter({ data: folder }, false);
    const store = await adapter.open();
    const where = { publicOn: '2026-11-02' };
    const { records } = await store.listRecords({ type: 'MarketPenalty', where, first: 1, withTotal: false });
    const [record] = records;
    if (record === undefined) throw new Error('the test city has no penalty');
    const cases = await openCoordination(undefined, folder);
    const event = {
      what: 'APPROVED',
      by: 'officer:market',
      department: 'market',
      documentNo: '2号',
      reason: '理由',
    } as const;
    expect(await cases.save(repairCase('case-1', null, decided(record.id, record.subjectId), event, NOON))).toBe(true);
    await cases.close();
    await store.close();

    await run();

    const later = await adapter.open();
    expect((await later.recordsById('MarketPenalty', [record.id])).get(record.id)?.state).toBe('REPAIRED');
    await later.close();
    const kept = await openCoordination(undefined, folder);
    const desks = (await kept.case('case-1'))?.desks ?? [];
    expect(desks.find(({ kind }) => kind === REPAIR)?.state).toBe('EFFECTED');
    await kept.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
