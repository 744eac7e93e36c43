import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packageRoot } from '../../schema/package-root.ts';

test('a company is listed, checked, repaired and counted, by eight personas through the graph alone', () => {
  const main = join(packageRoot, 'dist', 'examples', 'joint-action', 'main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/lists .+: NOTIFIED[\s\S]*makes it EFFECTIVE[\s\S]*EXECUTED[\s\S]*NOT_APPLICABLE/);
  expect(stdout).toMatch(/checks it: WARN, receipt R[\s\S]*FED_BACK[\s\S]*It is too early\. First possible on 20/);
  expect(stdout).toMatch(/EFFECTED[\s\S]*No task is open[\s\S]*checks it: PASS[\s\S]*tombstone WITHDRAW \(REPAIRED\)/);
  expect(stdout).toMatch(/auditor +reads: 1 × listing/);
}, 60_000);
