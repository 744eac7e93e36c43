import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { runProgram } from '../../../examples/two-levels/program.ts';
import { killRounds } from '../../bench/exchange/kill-rounds.ts';
import { CITY, platformToken } from '../../cli/pull/pull-fixtures.ts';

const KILLS = 6;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an exchange of which either side is killed at any moment, while records change, loses and doubles nothing', async () => {
  const [provider, puller] = [join(folder, 'provider'), join(folder, 'puller')];
  await runProgram(['seed', '--data', provider, '--subjects', '1000']);
  const { adapter } = await keyedAdapter({ data: puller }, true);
  await adapter.load([], () => undefined);
  const token = await platformToken(provider);
  const end = await killRounds({ provider, puller, origin: CITY, token, pageSize: 20, longestMs: 1_000 }, KILLS);
  expect(end.kills.provider + end.kills.puller).toBe(KILLS);
  expect(end).toMatchObject({ exitCode: 0, doubled: 0, said: expect.stringContaining('Both sides hold the same.') });
  expect(end.said).not.toContain('differed');
  expect(end.held).toBeGreaterThan(1_000);
}, 240_000);
