import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import type { Answer } from '../harness/test-hub.ts';
import { embeddedHub, type WatchedHub } from '../harness/watched-hub.ts';

/** What one caller leaves behind in a hub serves no other one: persisted operations, plans, cursors. */
let hub: WatchedHub;
beforeAll(async () => {
  hub = await embeddedHub();
});
afterAll(() => hub[Symbol.asyncDispose]());
beforeEach(() => {
  hub.asked.length = 0;
});

const GRADES = '{ taxCreditGrades(first: 2) { nodes { grade } } marketPenalties(first: 1) { nodes { documentNo } } }';

async function tax(): Promise<Record<string, string>> {
  const token = await demoIssuer(hub.folder).issue({ sub: 'app:tax', kind: 'application', department: 'tax' }, 600);
  return { authorization: `Bearer ${token}`, 'x-credit-purpose': 'daily-supervision' };
}

async function post(body: object, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const departments = () => hub.asked.map(({ department }) => department);

/** The public sees what is public, and nobody asked the tax office. */
function expectPublicPart({ data, errors }: Answer): void {
  expect(data.taxCreditGrades).toBeNull();
  expect(data.marketPenalties).not.toBeNull();
  expect(errors).toMatchObject([{ extensions: { reason: 'UNAUTHENTICATED' } }]);
  expect(departments()).toEqual(['market']);
}

test('an operation that one caller persisted opens to another what it may see itself, in either order', async () => {
  for (const [query, first] of [
    [GRADES, 'tax'],
    [`${GRADES} # persisted by the public`, 'public'],
  ] as const) {
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    const own = await tax();
    await post({ query, extensions }, first === 'tax' ? own : {});
    hub.asked.length = 0;
    expectPublicPart((await post({ extensions })).answer);
    hub.asked.length = 0;
    const { answer } = await post({ extensions }, own);
    expect([answer.errors, answer.data.taxCreditGrades.nodes.length]).toEqual([undefined, 2]);
    expect(departments().sort()).toEqual(['market', 'tax']);
  }
});

test('a plan that was made for one caller is not another one’s, in either order', async () => {
  for (const query of [`query A ${GRADES}`, `query B ${GRADES}`]) {
    hub.asked.length = 0;
    expectPublicPart((await post({ query })).answer);
    expect((await post({ query }, await tax())).answer.errors).toBeUndefined();
    hub.asked.length = 0;
    expectPublicPart((await post({ query })).answer);
  }
});

test('a cursor of a caller who sees more leads the public to nothing that it does not see without', async () => {
  const page = 'totalCount pageInfo { endCursor } nodes { documentNo subject { kind } }';
  const claims = { sub: 'officer:market', kind: 'officer', department: 'market' };
  const officer = {
    authorization: `Bearer ${await demoIssuer(hub.folder).issue(claims, 600)}`,
    'x-credit-purpose': 'daily-supervision',
  };
  const query = `query ($after: String) { marketPenalties(first: 100, after: $after) { ${page} } }`;
  const { data: all } = await hub.ask(query, {}, officer);
  const { data: own } = await hub.ask(query);
  const { data: after } = await hub.ask(query, { after: all.marketPenalties.pageInfo.endCursor });
  expect(all.marketPenalties.totalCount).toBeGreaterThan(own.marketPenalties.totalCount);
  expect(after.marketPenalties.totalCount).toBe(own.marketPenalties.totalCount);
  const kinds: string[] = after.marketPenalties.nodes.map((node: { subject: { kind: string } }) => node.subject.kind);
  expect(kinds).not.toContain('NATURAL_PERSON');
});

test('a request that wants all or nothing is refused before any department is asked', async () => {
  const headers = { 'x-credit-authorization': 'strict' };
  const { answer } = await post({ query: GRADES }, headers);
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }]);
  expect(hub.asked).toEqual([]);
  const doubled = await post({ query: GRADES }, { 'x-credit-authorization': 'strict, strict' });
  expect([doubled.status, hub.asked]).toEqual([400, []]);
});

test('the entities and the SDL of departments are no part of the graph, whoever asks', async () => {
  const queries = [
    '{ _service { sdl } }',
    'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    '{ subjects: _entities(representations: [{ __typename: "CreditSubject", id: "x" }]) { __typename } }',
    '{ __type(name: "_Service") { name } any: __type(name: "_Any") { name } }',
  ];
  for (const headers of [{}, await tax()]) {
    for (const query of queries) {
      const { answer } = await post({ query, variables: {} }, headers);
      if (answer.data === undefined) expect(answer.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      else expect(answer.data).toEqual({ __type: null, any: null });
    }
  }
  expect(hub.asked).toEqual([]);
});

test('nobody is told names that it did not know, by suggestions for names that are nearly right', async () => {
  const nearly = '{ taxCreditGrade { totalCount } marketPenaltys { totalCount } subject(idd: "x") { namee } }';
  for (const headers of [{}, await tax()]) {
    const { answer } = await post({ query: nearly }, headers);
    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(answer)).not.toMatch(/did you mean|taxCreditGrades|marketPenalties/i);
  }
});
