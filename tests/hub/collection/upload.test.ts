import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Organization,
  organizations,
  PENALTY_ITEM,
  penaltiesOf,
  penaltyOn,
  penaltyRow,
  type ReportingHub,
  type Row,
  reportingHub,
  SUBMIT,
  submit,
} from './reporting.ts';
import { addressOf, linesOf, ndjson, upload } from './uploading.ts';

let hub: ReportingHub;
let one: Organization;
let headers: Record<string, string>;
beforeAll(async () => {
  hub = await reportingHub();
  [one] = (await organizations(hub, 1)) as [Organization];
  headers = { 'content-type': 'application/x-ndjson', ...(await hub.headers('application')) };
});
afterAll(() => hub[Symbol.asyncDispose]());

const numberOf = (row: Row) => String(row.行政处罚决定书文号);

async function batches() {
  const { data } = await hub.askAs(
    'officer',
    '{ intakeBatches(first: 100) { nodes { id key finishedAt counts { received accepted waiting refused } } } }',
  );
  return data.intakeBatches.nodes as { key: string; finishedAt: string | null; counts: Record<string, number> }[];
}

const batchOf = async (key: string) => (await batches()).find((batch) => batch.key === key);

/** A request whose body is written, and whose answer is read, as a test likes. */
function connection(batch: string, given = headers) {
  const outgoing = request(addressOf(hub, batch), { method: 'POST', headers: given });
  const answer = once(outgoing, 'response').then(([message]) => message as IncomingMessage);
  answer.catch(() => undefined); // a test that cuts the connection waits for no answer
  outgoing.on('error', () => undefined);
  return { outgoing, answer };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

test('rows are taken, and told of one by one where there is something to tell, and the batch at the end', async () => {
  const rows = [penaltyOn(one, 1), penaltyRow(2), penaltyOn(one, 3, { 违法事实: '' })];
  const answer = await upload(hub, { batch: 'plain', headers, rows });
  expect(answer.status).toBe(200);
  expect(answer.lines).toEqual([
    { row: 2, outcome: 'waiting', findings: [] },
    { row: 3, outcome: 'refused', findings: [{ rule: 'R01', field: 'facts' }] },
    {
      batch: {
        id: ((await batchOf('plain')) as { id?: string }).id,
        received: 3,
        accepted: 1,
        refused: 1,
        waiting: 1,
        byRule: { R01: 1 },
        finishedAt: '2026-11-02T04:00:00.000Z',
      },
    },
  ]);
  expect(await penaltiesOf(hub, one.id)).toContain(numberOf(penaltyOn(one, 1)));
});

test('it is written down who reports what, before the first row is taken', async () => {
  await upload(hub, {
    batch: 'audited',
    headers: { ...headers, 'x-request-id': 'upload-1', 'x-credit-case': '2026-1' },
    rows: [penaltyOn(one, 4)],
  });
  const { entries } = await hub.audit.find({ first: 10, requestId: 'upload-1' });
  expect(entries.map(({ entry }) => entry)).toMatchObject([
    {
      caller: { id: 'app:market-reporting', kind: 'application', department: 'market' },
      purpose: 'data-reporting',
      caseNumber: '2026-1',
      operation: { name: 'report', kind: 'mutation' },
      items: [PENALTY_ITEM],
    },
  ]);
});

test('the same key gives the outcome of the first time, and takes no row again', async () => {
  const first = await upload(hub, { batch: 'again', headers, rows: [penaltyOn(one, 5)] });
  const head = await hub.store.journalHead('market');
  const second = await upload(hub, { batch: 'again', headers, rows: [penaltyOn(one, 5)] });
  expect(second.lines).toEqual(first.lines);
  expect(await hub.store.journalHead('market')).toBe(head);
});

test('the same key with other rows, with more or with fewer, is refused, and nothing of them is taken', async () => {
  const rows = Array.from({ length: 1_001 }, (_, number) => penaltyOn(one, 500 + number));
  await upload(hub, { batch: 'of its own', headers, rows });
  const head = await hub.store.journalHead('market');
  const others = [
    rows.slice(0, 1_000),
    [...rows, penaltyOn(one, 6)],
    [penaltyOn(one, 6), ...rows.slice(1)],
    [...rows.slice(0, -1), penaltyOn(one, 6)],
  ];
  for (const other of others) {
    const { status, lines } = await upload(hub, { batch: 'of its own', headers, rows: other });
    expect([status, lines]).toMatchObject([409, [{ errors: [{ extensions: { code: 'BATCH_KEY_TAKEN' } }] }]]);
  }
  expect(await hub.store.journalHead('market')).toBe(head);
});

test('a key that a report through the graph has is taken, and the other way round', async () => {
  await submit(hub, 'graph first', [penaltyOn(one, 7)]);
  expect(await upload(hub, { batch: 'graph first', headers, rows: [penaltyOn(one, 8)] })).toMatchObject({
    status: 409,
    lines: [{ errors: [{ extensions: { code: 'BATCH_KEY_TAKEN' } }] }],
  });
  await upload(hub, { batch: 'upload first', headers, rows: [penaltyOn(one, 9)] });
  const { problems } = await submit(hub, 'upload first', [penaltyOn(one, 10)]);
  expect(problems).toMatchObject([{ code: 'INVALID', field: 'batchKey' }]);
});

test.each([
  ['application/json', {}],
  ['text/plain', {}],
  ['multipart/form-data; boundary=x', {}],
  ['application/x-ndjson', { 'content-encoding': 'gzip' }],
])('a body of type %s %j is refused', async (type, more) => {
  const answer = await upload(hub, {
    batch: 'types',
    headers: { ...headers, 'content-type': type, ...more },
    rows: [penaltyOn(one, 11)],
  });
  expect(answer).toMatchObject({
    status: 415,
    lines: [{ errors: [{ extensions: { code: 'REPORT_TYPE_UNSUPPORTED' } }] }],
  });
  expect(await batchOf('types')).toBeUndefined();
});

test('the type may be written in capitals, and with a character set', async () => {
  const given = { ...headers, 'content-type': 'Application/X-NDJSON; charset=utf-8' };
  expect(await upload(hub, { batch: 'capitals', headers: given, rows: [penaltyOn(one, 12)] })).toMatchObject({
    status: 200,
  });
});

test.each(['GET', 'PUT', 'DELETE'])('%s is no way to report', async (method) => {
  const response = await fetch(addressOf(hub, 'method'), {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
});

test.each(['', 'k'.repeat(201)])('a batch must be named, in at most 200 characters', async (batch) => {
  expect(await upload(hub, { batch, headers, rows: [penaltyOn(one, 13)] })).toMatchObject({
    status: 400,
    lines: [{ errors: [{ extensions: { code: 'BAD_REQUEST' } }] }],
  });
});

test.each([
  ['no row', '', 422, 'TABLE_INVALID'],
  ['a line that is no object', '[1]\n', 422, 'TABLE_INVALID'],
  ['a heading that nobody knows', ndjson([{ ...penaltyRow(14), 没有的表头: '值' }]), 400, 'HEADINGS_INVALID'],
  ['a line of more than a mebibyte', `{"a":"${'长'.repeat(400_000)}"}\n`, 413, 'TABLE_TOO_LARGE'],
])('%s is refused before a batch begins', async (_, rows, status, code) => {
  const answer = await upload(hub, { batch: 'unreadable', headers, rows });
  expect(answer).toMatchObject({ status, lines: [{ errors: [{ extensions: { code } }] }] });
  expect(await batchOf('unreadable')).toBeUndefined();
});

const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => penaltyOn(one, from + index));

test('a bad line ends the report there, with its number; mended, the same key goes on and ends as if nothing had been', async () => {
  const rows = many(10_000, 2_500);
  const text = ndjson(rows);
  const lines = text.split('\n');
  const broken = [...lines.slice(0, 2_200), '{"broken', ...lines.slice(2_201)].join('\n');
  const answer = await upload(hub, { batch: 'broken', headers, rows: broken });
  expect(answer.status).toBe(200);
  expect(answer.lines.at(-1)).toEqual({
    error: { code: 'TABLE_INVALID', message: expect.stringContaining('row 2201') },
  });
  expect(await batchOf('broken')).toMatchObject({ finishedAt: null, counts: { received: 2_000 } });
  const head = await hub.store.journalHead('market');
  const mended = await upload(hub, { batch: 'broken', headers, rows: text });
  expect(mended.lines.at(-1)).toMatchObject({ batch: { received: 2_500, accepted: 2_500 } });
  expect(await hub.store.journalHead('market')).toBe(head + 500);
});

test('a client that is cut off in the middle sends the same once more, and no row is lost or doubled', async () => {
  const before = await hub.store.journalHead('market');
  const text = ndjson(many(20_000, 3_000));
  const { outgoing } = connection('cut off');
  outgoing.write(text.slice(0, text.length * 0.75));
  while (((await batchOf('cut off'))?.counts.received ?? 0) < 2_000) await setTimeout(10);
  outgoing.destroy();
  expect(await batchOf('cut off')).toMatchObject({ finishedAt: null, counts: { received: 2_000 } });
  const answer = await upload(hub, { batch: 'cut off', headers, rows: text });
  expect(answer.lines).toMatchObject([{ batch: { received: 3_000, accepted: 3_000 } }]);
  expect(await hub.store.journalHead('market')).toBe(before + 3_000);
});

test('rows are read no faster than they are taken: a sender has to wait while the store does', async () => {
  const { writePrepared } = hub.store;
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const waiting = async (...args: Parameters<typeof writePrepared>) => {
    await gate;
    return writePrepared.apply(hub.store, args);
  };
  Object.assign(hub.store, { writePrepared: waiting });
  try {
    const row = `${JSON.stringify(penaltyOn(one, 30_000, { 备注: '备'.repeat(3_000) }))}\n`;
    let sent = 0;
    const body = Readable.from(
      (function* rows() {
        for (let index = 0; index < 8_000; index += 1) {
          sent += 1;
          yield row;
        }
      })(),
      { objectMode: false, highWaterMark: 16_384 },
    );
    const { outgoing, answer } = connection('slow store');
    body.pipe(outgoing);
    let last = -1;
    while (last !== sent || sent === 0) {
      last = sent;
      await setTimeout(300);
    }
    // One chunk, and what buffers and the network hold: far less than the 80 MB of the whole.
    expect(sent).toBeLessThan(4_000);
    go();
    expect(linesOf(await textOf(await answer)).at(-1)).toMatchObject({ batch: { received: 8_000, accepted: 8_000 } });
  } finally {
    Object.assign(hub.store, { writePrepared });
  }
});

test('a client that does not read its answer is sent no more than it can hold, and then all of it', async () => {
  const empty = Object.fromEntries(Object.keys(penaltyRow(0)).map((heading) => [heading, '']));
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    ...empty,
    行政相对人类别: '法人及非法人组织',
    行政处罚决定书文号: `${index}`,
  }));
  const { outgoing, answer } = connection('slow reader');
  Readable.from([ndjson(rows)]).pipe(outgoing);
  const message = await answer;
  let last = -1;
  for (let received = 0; last !== received; ) {
    last = received;
    await setTimeout(500);
    received = (await batchOf('slow reader'))?.counts.received ?? 0;
  }
  expect(await batchOf('slow reader')).toMatchObject({ finishedAt: null });
  const lines = linesOf(await textOf(message));
  expect(lines).toHaveLength(20_001);
  expect(lines.at(-1)).toMatchObject({ batch: { received: 20_000, refused: 20_000 } });
});

test('twenty thousand rows are one upload', async () => {
  const rows = many(40_000, 20_000);
  const answer = await upload(hub, { batch: 'big', headers, rows });
  expect(answer.lines).toMatchObject([{ batch: { received: 20_000, accepted: 20_000, refused: 0, waiting: 0 } }]);
  const permits = await hub.askAs('officer', SUBMIT, {
    item: PENALTY_ITEM,
    key: 'after',
    rows: [penaltyOn(one, 60_000)],
  });
  expect(permits.data.submitRecords.batch.counts).toMatchObject({ accepted: 1 });
});
