import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import Libsql from 'libsql';
import { openTrail } from '../../../storage/audit/open-trail.ts';
import { trailContract } from './trail-contract.ts';
import { auditEntry, type TrailPlace, trailPlace, verdictOn } from './trail-fixtures.ts';

trailContract('the embedded engine', makePlace);

async function makePlace(): Promise<TrailPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  return trailPlace(
    (options) => openTrail(undefined, folder, options),
    () => rm(folder, { recursive: true, force: true }),
  );
}

test.each([
  ['a term of its block is missing', "DELETE FROM posting WHERE term = 'subject o.130'", 130],
  ['its block is missing', 'INSERT INTO indexed_block VALUES (9); DELETE FROM indexed_block WHERE block = 1', 129],
  ['its block counts as indexed before it is', 'INSERT INTO indexed_block VALUES (2)', 257],
  ['its hour is missing', "DELETE FROM hour WHERE hour LIKE '2026-11-03%'", 3],
  ['its hour ends before it', "UPDATE hour SET last = first - 1 WHERE hour LIKE '2026-11-03%'", 3],
])('verification of an embedded trail finds the first entry that its index hides, where %s', async (_, change, seq) => {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  const trail = await openTrail(undefined, folder);
  const numbers = Array.from({ length: 260 }, (_, index) => index + 1);
  const dayOf = (number: number) => String(Math.min(number, 9)).padStart(2, '0');
  await Promise.all(
    numbers.map((number) =>
      trail.append(auditEntry({ subjects: [`o.${number}`], at: `2026-11-${dayOf(number)}T04:00:00.000Z` })),
    ),
  );
  expect(await verdictOn(trail)).toMatchObject({ kind: 'sound', entries: 260 });
  const beside = new Libsql(join(folder, 'audit.db'));
  beside.exec(change);
  beside.close();
  expect(await verdictOn(trail)).toMatchObject({ kind: 'broken', seq, problem: expect.stringContaining('index') });
  await trail.close();
  await rm(folder, { recursive: true, force: true });
});
