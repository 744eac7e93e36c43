import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import { ask, NOON, type TestHub, testHub } from '../harness/test-hub.ts';
import {
  isGenuine,
  type ScriptedReceiver,
  scriptedReceiver,
} from '../subgraphs/coordination/push/scripted-receiver.ts';

let hub: TestHub;
let receiver: ScriptedReceiver;
/** Departments that were asked anything, in order. */
let received: string[] = [];
let today = NOON;
beforeAll(async () => {
  receiver = await scriptedReceiver();
  hub = await testHub({ now: () => today, onFetch: (department) => received.push(department) });
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await receiver.close();
});

interface Who {
  readonly kind: string;
  readonly department?: string;
}

const officer = (department: string): Who => ({ kind: 'officer', department });

async function headersOf(who: Who, purpose = 'joint-action'): Promise<Record<string, string>> {
  const sub = `${who.kind}:${who.department ?? 'city'}`;
  const token = await demoIssuer(hub.folder).issue({ sub, ...who }, 600);
  return { authorization: `Bearer ${token}`, 'x-credit-purpose': purpose };
}

async function as(who: Who, query: string, variables: Readonly<Record<string, unknown>> = {}, purpose?: string) {
  received = [];
  return ask(`${hub.url}/graphql`, query, variables, await headersOf(who, purpose));
}

const LIST = `mutation ($input: InitiateListingInput!) { initiateListing(input: $input) { listing { id } problems { code } } }`;
const EFFECT = `mutation ($id: ID!) { makeListingEffective(id: $id, version: 1) { listing { id } problems { message } } }`;

/** Market supervision lists so many companies. */
async function listCompanies(count: number): Promise<void> {
  const { data } = await hub.ask(
    '{ searchSubjects(name: "有限公司", kind: ORGANIZATION, first: 20) { nodes { id } } }',
  );
  today = NOON;
  const ids: string[] = [];
  for (const { id: subject } of data.searchSubjects.nodes.slice(0, count)) {
    const input = {
      list: 'MARKET_SERIOUS_VIOLATION',
      subject,
      documentNo: '7号',
      decidedOn: '2026-10-30',
      reason: '事由',
      legalBasis: '依据',
    };
    const made = await as(officer('market'), LIST, { input });
    ids.push(made.data.initiateListing.listing.id);
  }
  today = new Date('2026-11-10T01:00:00Z');
  for (const id of ids) {
    expect((await as(officer('market'), EFFECT, { id })).data.makeListingEffective.problems).toEqual([]);
  }
}

describe('an application of a department', () => {
  test('is told of new tasks at its webhook, and finds the same in its feed', async () => {
    const register =
      'mutation ($url: String!) { registerWebhook(url: $url) { webhook { id } secret problems { code } } }';
    const { secret } = (await as(officer('finance'), register, { url: receiver.url })).data.registerWebhook;
    await listCompanies(1);
    await receiver.got(1);
    const [request] = receiver.received;
    if (request === undefined) throw new Error('nothing came');
    expect(isGenuine(secret, request, today.getTime() / 1000)).toBe(true);
    const feed = '{ coordinationFeed { nodes { what about } } }';
    const { nodes } = (await as({ kind: 'application', department: 'finance' }, feed)).data.coordinationFeed;
    const { type, data } = JSON.parse(request.body);
    expect(nodes).toContainEqual({ what: type, about: data.about });
  });

  test('of another department reads no webhook of it, and a platform none at all', async () => {
    const { data, errors } = await as(officer('tax'), '{ webhooks { id url } }');
    expect([data, errors]).toEqual([{ webhooks: [] }, undefined]);
    const nobody = await as(
      { kind: 'platform' },
      '{ webhooks { id } coordinationFeed { nodes { id } } }',
      {},
      'platform-exchange',
    );
    expect(nobody.data).toEqual({ webhooks: null, coordinationFeed: null });
  });

  test('without a token reads no feed, and no department is asked', async () => {
    received = [];
    const { data, errors } = await hub.ask(
      '{ coordinationFeed { nodes { id } } webhooks { id } overdueWork { nodes { about } } }',
    );
    expect(data).toEqual({ coordinationFeed: null, webhooks: null, overdueWork: null });
    expect(errors?.map(({ extensions }) => extensions.reason)).toEqual(Array(3).fill('UNAUTHENTICATED'));
    expect(received).toEqual([]);
  });
});

describe('statistics as CSV', () => {
  const csv = async (query: string, who?: Who, purpose?: string) => {
    const headers = who === undefined ? {} : await headersOf(who, purpose);
    const response = await fetch(`${hub.url}/statistics/coordination.csv${query}`, { headers });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  const lines = (text: string) =>
    text
      .trim()
      .split('\r\n')
      .map((line) => line.replace('\uFEFF', '').split(','));
  const BY = '?by=department,month&from=2026-11&to=2026-11';

  test('tell auditors everything, with a heading', async () => {
    const { status, type, text } = await csv(BY, { kind: 'auditor' }, 'audit');
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const [heading = [], ...rows] = lines(text);
    expect(heading.slice(0, 3)).toEqual(['unit', 'department', 'list']);
    expect(rows.map(([unit, department]) => `${unit} ${department}`)).toContain('task finance');
    expect(rows.map(([unit, department]) => `${unit} ${department}`)).toContain('listing market');
  });

  test('tell a department its own, and nothing of others', async () => {
    const { text } = await csv(BY, officer('finance'));
    const [, ...rows] = lines(text);
    expect(new Set(rows.map(([, department]) => department))).toEqual(new Set(['finance']));
    expect((await csv(`${BY}&department=market`, officer('finance'))).status).toBe(404);
  });

  test('tell the public totals of the city only, and none of few subjects', async () => {
    expect((await csv(BY)).status).toBe(404);
    expect(lines((await csv('?from=2026-11')).text)).toHaveLength(1);
  });

  test('are refused where the question is none, and by every other method', async () => {
    for (const query of ['?by=subject', '?from=2026-13']) {
      const { status, text } = await csv(query);
      expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
    }
    const posted = await fetch(`${hub.url}/statistics/coordination.csv`, { method: 'POST' });
    expect(posted.status).toBe(405);
  });
});
