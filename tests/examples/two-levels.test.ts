import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packageRoot } from '../../schema/package-root.ts';

test('a city and a region pull from each other, show both on one subject, and hold what the other says', () => {
  const main = join(packageRoot, 'dist', 'examples', 'two-levels', 'main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.match(/Both sides hold the same\./g)).toHaveLength(2);
  expect(stdout).toMatch(/at the city:[\s\S]*received: 失信被执行人信息, 上级公共信用信息平台/);
  expect(stdout).toMatch(/at the region:[\s\S]*received: 市场监管行政处罚信息, 贺州市公共信用信息平台（下级）/);
}, 180_000);
