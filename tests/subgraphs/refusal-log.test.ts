import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { startSubgraph } from '../../cli/commands/subgraph.ts';
import { PASSPORT_HEADER } from '../../schema/passport/passport-claims.ts';
import { RefusalLog, type Refusals } from '../../subgraphs/_runtime/http/refusal-log.ts';
import { smallTown } from './small-town.ts';

const told: (readonly Refusals[])[] = [];
let log: RefusalLog;
beforeEach(() => {
  told.length = 0;
  log = new RefusalLog((refusals) => told.push(refusals));
});
afterEach(() => {
  jest.useRealTimers();
});

test('the first refusal is told at once, those of the next minute together, and silence is not told', () => {
  jest.useFakeTimers();
  log.note('no passport');
  expect(told).toEqual([[{ reason: 'no passport', count: 1 }]]);
  for (let count = 0; count < 10_000; count += 1) log.note(count % 4 === 0 ? 'no body' : 'no passport');
  expect(told).toHaveLength(1);
  jest.advanceTimersByTime(60_000);
  expect(told.slice(1)).toEqual([
    [
      { reason: 'no body', count: 2_500 },
      { reason: 'no passport', count: 7_500 },
    ],
  ]);
  jest.advanceTimersByTime(600_000);
  expect(told).toHaveLength(2);
  log.note('no passport');
  expect(told).toHaveLength(3);
});

test('what has not been told is told at the end', () => {
  log.note('no passport');
  log.note('no passport');
  log.close();
  log.close();
  expect(told).toEqual([[{ reason: 'no passport', count: 1 }], [{ reason: 'no passport', count: 1 }]]);
});

test('a flood of requests without a passport makes two lines, of reasons and counts only', async () => {
  await using town = await smallTown();
  const passportKeys = join(town.folder, 'gateways.jwks.json');
  const key = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  writeFileSync(passportKeys, JSON.stringify({ keys: [{ ...key, kid: 'key-0' }] }));
  const lines: { level: number; refused: readonly Refusals[] }[] = [];
  const department = await startSubgraph(
    'market',
    { data: town.folder, host: '127.0.0.1', port: 0, passportKeys },
    { log: pino({ level: 'warn' }, { write: (line) => lines.push(JSON.parse(line)) }) },
  );
  const body = JSON.stringify({ query: '{ marketPenalties(first: 1) { nodes { secret } } }' });
  const post = (passport?: string) =>
    fetch(`${department.url}/graphql?secret`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-request-id': 'secret',
        ...(passport === undefined ? {} : { [PASSPORT_HEADER]: passport }),
      },
      body,
    });
  for (let count = 0; count < 50; count += 1) expect((await post()).status).toBe(401);
  for (let count = 0; count < 50; count += 1) expect((await post('secret')).status).toBe(401);
  await department.close();
  expect(lines).toMatchObject([
    { level: 40, refused: [{ reason: expect.stringContaining('is missing'), count: 1 }] },
    {
      level: 40,
      refused: [
        { reason: expect.stringContaining('is missing'), count: 49 },
        { reason: expect.stringContaining('not a signed token'), count: 50 },
      ],
    },
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});
