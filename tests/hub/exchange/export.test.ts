import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditEntry } from '../../../storage/audit/port.ts';
import { withdrawal } from '../../../subgraphs/_runtime/intake/withdrawal.ts';
import { NOON, type TestHub, testHub } from '../../harness/test-hub.ts';
import { type ExportLine, headersOf, linesOf, Reader } from './exporting.ts';

let asked: { department: string; document: string }[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({ onFetch: (department, document) => void asked.push({ department, document }) }, 1_000);
}, 60_000);
beforeEach(() => {
  asked = [];
});
afterAll(() => hub[Symbol.asyncDispose]());

const PENALTY = 'market.administrative-penalty';
const REGISTRATION = 'registry.registration';
const ACCIDENT = 'emergency.accident';

async function exported(query: string, persona?: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${hub.url}/exchange/export${query}`, {
    headers: { ...(await headersOf(hub, persona)), ...headers },
  });
  return { response, text: await response.text() };
}

const changesOf = (lines: readonly ExportLine[]) => lines.flatMap(({ change }) => change ?? []);

async function refusal(query: string, persona?: string, headers?: Record<string, string>) {
  const { response, text } = await exported(query, persona, headers);
  return [response.status, JSON.parse(text).errors[0].extensions.code];
}

/** The last entries of the audit trail about exports. */
async function entries(first = 100): Promise<readonly AuditEntry[]> {
  const { entries: found } = await hub.audit.find({ callerId: 'platform:guangxi', first });
  return found.map(({ entry }) => entry).filter(({ operation }) => operation.name === 'export');
}

describe('an export', () => {
  test('holds all records that the platform may hold, with all that is open of them, and nothing else', async () => {
    const { response, text } = await exported(`?items=${PENALTY}`);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = linesOf(text);
    const LIST = `query ($after: String) { marketPenalties(first: 100, after: $after) {
      nodes { id documentNo facts subject { id name } } pageInfo { hasNextPage endCursor } } }`;
    const listed = [];
    for (let [after, isMore] = [null, true]; isMore; ) {
      const { marketPenalties } = (await hub.ask(LIST, { after })).data;
      listed.push(...marketPenalties.nodes);
      [after, isMore] = [marketPenalties.pageInfo.endCursor, marketPenalties.pageInfo.hasNextPage];
    }
    const told = changesOf(lines);
    expect(told).toHaveLength(listed.length);
    const records = new Map(told.map(({ recordId, record }) => [recordId, record]));
    for (const { id, documentNo, facts } of listed) {
      expect(records.get(id)).toMatchObject({ __typename: 'MarketPenalty', id, documentNo, facts });
      expect(records.get(id)).not.toHaveProperty('legalRepresentativeIdNo'); // no agreement opens it
    }
    for (const { subject } of told) expect(subject).toMatchObject({ id: expect.any(String), name: expect.any(String) });
    const market = asked.filter(({ department }) => department === 'market');
    expect(market.length).toBeGreaterThan(0);
    for (const { document } of market) expect(document).not.toContain('legalRepresentativeIdNo');
    const { complete } = lines.at(-1) ?? {};
    expect(complete).toEqual({ changes: told.length, cursor: lines.at(-2)?.page?.cursor });
    expect(new Set(asked.map(({ department }) => department))).toEqual(new Set(['exchange', 'market', 'subjects']));
  });

  test('is written down page by page: whom it was about, and what of the records', async () => {
    const lines = linesOf((await exported(`?items=${REGISTRATION}`)).text);
    const pages = lines.flatMap(({ page }) => page ?? []);
    expect(pages.length).toBeGreaterThan(1);
    const written = (await entries(pages.length)).slice(0, pages.length);
    const subjects = new Set(written.flatMap((entry) => entry.subjects));
    expect(subjects).toEqual(new Set(changesOf(lines).map(({ subject }) => subject?.id)));
    for (const { purpose, items, coordinates, outcome } of written) {
      expect({ purpose, items, outcome }).toEqual({
        purpose: 'platform-exchange',
        items: [REGISTRATION],
        outcome: 'answered',
      });
      expect(coordinates.clear).toContain('Registration.documentNo');
    }
  });

  test('goes on from the cursor of any page, and ends with the same', async () => {
    const whole = linesOf((await exported(`?items=${REGISTRATION}`)).text);
    const [first] = whole.flatMap(({ page }) => page ?? []);
    const rest = linesOf((await exported(`?items=${REGISTRATION}&after=${first?.cursor}`)).text);
    const ids = (lines: readonly ExportLine[]) => changesOf(lines).map(({ recordId }) => recordId);
    expect(ids(rest)).toEqual(ids(whole).slice(first?.changes));
  });

  test('has pages as short as they are asked for, each of which says whether more follow', async () => {
    const pages = linesOf((await exported(`?items=${PENALTY}&first=20`)).text).flatMap(({ page }) => page ?? []);
    expect(pages.length).toBeGreaterThan(1);
    expect(Math.max(...pages.map(({ changes }) => changes))).toBe(20);
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual([...pages.slice(1).map(() => true), false]);
    for (const first of ['0', '-1', 'many', '1.5', '']) {
      expect(await refusal(`?items=${PENALTY}&first=${first}`)).toEqual([expect.any(Number), 'INVALID_ARGUMENT']);
    }
  });

  test('of all items and departments has each record once', async () => {
    const lines = linesOf((await exported('')).text);
    const ids = changesOf(lines).map(({ recordId }) => recordId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(changesOf(lines).map(({ item }) => item)).size).toBeGreaterThan(30);
    const market = linesOf((await exported('?departments=market')).text);
    const own = changesOf(lines).filter(({ item }) => item.startsWith('market.'));
    expect(new Set(changesOf(market).map(({ recordId }) => recordId))).toEqual(
      new Set(own.map(({ recordId }) => recordId)),
    );
    for (const { record, item } of changesOf(lines)) expect(record).toMatchObject({ catalogueItem: item });
  });

  test('tells of what was withdrawn since the cursor, without a word about it', async () => {
    const lines = linesOf((await exported(`?items=${PENALTY}`)).text);
    const id = changesOf(lines)[0]?.recordId ?? '';
    const record = (await hub.store.recordsById('MarketPenalty', [id])).get(id);
    if (record === undefined) throw new Error('the record is not there');
    await hub.store.write('market', [withdrawal(record, 'REVOKED', NOON.toISOString(), hub.store)]);
    asked = [];
    const next = linesOf((await exported(`?items=${PENALTY}&after=${lines.at(-1)?.complete?.cursor}`)).text);
    expect(changesOf(next)).toMatchObject([{ operation: 'WITHDRAW', recordId: id, subject: null, record: null }]);
    expect(new Set(asked.map(({ department }) => department))).toEqual(new Set(['exchange']));
  });

  test('is compressed for whoever takes that', async () => {
    const request = get(`${hub.url}/exchange/export?items=${PENALTY}`, {
      headers: { ...(await headersOf(hub)), 'accept-encoding': 'br, gzip;q=0.5' },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.headers['content-encoding']).toBe('gzip');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const plain = (await exported(`?items=${PENALTY}`, undefined, { 'accept-encoding': 'gzip;q=0' })).text;
    const ids = (text: string) => changesOf(linesOf(text)).map(({ recordId }) => recordId);
    expect(ids(gunzipSync(Buffer.concat(chunks)).toString())).toEqual(ids(plain));
  });
});

describe('who may not export', () => {
  test('is told so before anything is read', async () => {
    const wrongPurpose = { 'x-credit-purpose': 'no-such-purpose' };
    expect(await refusal('', 'regional-platform', wrongPurpose)).toEqual([400, 'PURPOSE_INVALID']);
    for (const persona of ['approval-office', 'auditor', 'operator']) {
      expect(await refusal('', persona)).toEqual([403, 'EXPORT_REFUSED']);
    }
    const anonymous = await fetch(`${hub.url}/exchange/export`);
    expect(anonymous.status).toBe(403);
    const bad = await fetch(`${hub.url}/exchange/export`, { headers: { authorization: 'Bearer a.b.c' } });
    expect(bad.status).toBe(401);
    const posted = await fetch(`${hub.url}/exchange/export`, { method: 'POST' });
    expect(posted.status).toBe(405);
    expect(asked.filter(({ department }) => department !== 'exchange')).toEqual([]);
  });

  test('with a cursor that is forged, of another filter or of somebody else is refused by name', async () => {
    const cursor = linesOf((await exported(`?items=${PENALTY}`)).text).at(-1)?.complete?.cursor;
    expect(await refusal('?after=x')).toEqual([400, 'INVALID_CURSOR']);
    expect(await refusal(`?after=${cursor}`)).toEqual([400, 'CURSOR_FOREIGN']);
    const neighbour = await fetch(`${hub.url}/exchange/export?items=${PENALTY}&after=${cursor}`, {
      headers: await headersOf(hub, 'regional-platform', { sub: 'platform:neighbour' }),
    });
    expect(await neighbour.text()).toContain('"CURSOR_FOREIGN"');
    expect(await refusal('?items=nothing')).toEqual([400, 'INVALID_ARGUMENT']);
  });

  test('an officer exports its own department', async () => {
    const items = new Set(changesOf(linesOf((await exported('', 'market-officer')).text)).map(({ item }) => item));
    expect(items.size).toBeGreaterThan(0);
    for (const item of items) expect(item).toMatch(/^market\./);
  });
});

/** Opens an export and reads nothing of it. */
async function unread(query: string): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  const request = get(`${hub.url}/exchange/export${query}`, { headers: await headersOf(hub) });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.pause();
  return { request, response };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Pages that were made, once that number stays the same. */
async function pagesMade(): Promise<number> {
  for (let before = -1; ; ) {
    const made = asked.filter(({ department }) => department === 'exchange').length;
    if (made === before) return made;
    before = made;
    await pause(400);
  }
}

describe('a reader', () => {
  test('that does not read holds the export back, and one that goes ends it', async () => {
    const wholeText = (await exported('')).text;
    const pages = linesOf(wholeText).filter(({ page }) => page !== undefined).length;
    asked = [];
    const { request, response } = await unread('');
    const made = await pagesMade();
    expect(made).toBeLessThan(pages);
    request.destroy();
    response.destroy();
    expect(await pagesMade()).toBeLessThanOrEqual(made + 1);
  });

  test('whose agreement is revoked in the middle gets nothing more of that department', async () => {
    const { response } = await unread('');
    const [agreement] = (await hub.governance.agreements({ consumer: 'platform:guangxi' })).filter(
      ({ provider }) => provider === 'emergency',
    );
    if (agreement === undefined) throw new Error('the demo has no such agreement');
    await pagesMade();
    await hub.governance.saveAgreement({ ...agreement, version: agreement.version + 1, status: 'REVOKED' });
    await pause(1_500); // gateways know within a second
    asked = [];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    const lines = linesOf(text);
    expect(lines.at(-1)?.complete).toBeDefined();
    const changed = lines.flatMap(({ page }) => page?.rightsChanged ?? []);
    expect(changed).toContain(ACCIDENT);
    const emergency = asked.filter(({ department }) => department === 'emergency');
    expect(emergency.map(({ document }) => document).join()).not.toContain('SafetyAccident');
  });
});

test('a reader that is interrupted anywhere goes on from its last whole page, and ends with the same set', async () => {
  const whole = new Reader();
  const text = (await exported('?departments=market,tax,registry')).text;
  for (const line of linesOf(text)) whole.apply(line);
  const reader = new Reader();
  for (let cut = 0; !reader.isComplete; cut += 1) {
    const after = reader.cursor === null ? '' : `&after=${reader.cursor}`;
    const part = (await exported(`?departments=market,tax,registry${after}`)).text;
    const read = cut < 4 ? part.slice(0, Math.floor(part.length * (0.15 + 0.2 * cut))) : part;
    for (const line of linesOf(read.slice(0, read.lastIndexOf('\n') + 1))) reader.apply(line);
    reader.interrupt();
  }
  expect(reader.held).toEqual(whole.held);
});
