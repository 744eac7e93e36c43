import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  isInterfaceType,
  isObjectType,
  printSchema,
  validateSchema,
} from 'graphql';
import { SUPERGRAPH_FILE } from '../../cli/compose-folder.ts';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import { personas } from '../../cli/demo/personas.ts';
import { readSupergraph } from '../../schema/supergraph/supergraph.ts';
import { countingHub, type TestHub } from '../harness/test-hub.ts';

const protectedElements = [...readSupergraph(readFileSync(SUPERGRAPH_FILE, 'utf8')).rules.keys()];

let hub: TestHub;
let calls: string[];
beforeAll(async () => {
  ({ hub, calls } = await countingHub());
});
afterAll(() => hub[Symbol.asyncDispose]());

type Headers = Readonly<Record<string, string>>;

async function headersOf(name: string): Promise<Headers> {
  const persona = personas.find((one) => one.name === name);
  if (persona === undefined) return {};
  return { authorization: `Bearer ${await demoIssuer(hub.folder).issue({ ...persona.claims }, 600)}` };
}

const get = (headers: Headers = {}, method = 'GET') => fetch(`${hub.url}/schema.graphql`, { method, headers });
const textFor = async (name: string) => (await get(await headersOf(name))).text();

describe.each(['anonymous', 'approval-office', 'agency', 'operator'])('/schema.graphql for %s', (name) => {
  test('is a valid schema, says what introspection says, and asks no department', async () => {
    const headers = await headersOf(name);
    calls.length = 0;
    const text = await (await get(headers)).text();
    expect(validateSchema(buildSchema(text))).toEqual([]);
    expect(calls).toEqual([]);
    const { data } = await hub.ask(getIntrospectionQuery(EVERYTHING), {}, headers);
    expect(printSchema(buildSchema(text))).toBe(printSchema(buildClientSchema(data)));
  });
});

const EVERYTHING = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
} as const;

/** Types (`T`) and fields (`T.f`) of a schema. */
function elementsOf(sdl: string): ReadonlySet<string> {
  const types = Object.values(buildSchema(sdl).getTypeMap());
  const fields = types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
  return new Set([...types.map(({ name }) => name), ...fields]);
}

test('the public finds nothing in it that a rule protects', async () => {
  const shown = elementsOf(await textFor('anonymous'));
  expect(shown).toContain('MarketPenalty.documentNo');
  expect(protectedElements.filter((element) => shown.has(element))).toEqual([]);
});

test('a caller finds everything in it, with class and owner where it is protected', async () => {
  const text = await textFor('procurement');
  const shown = elementsOf(text);
  expect(protectedElements.length).toBeGreaterThan(60);
  expect(protectedElements.filter((element) => !shown.has(element))).toEqual([]);
  expect(text).toMatch(
    /Class: shared under an agreement; owner: \p{Script=Han}+\. 共享属性：有条件共享；提供部门：\p{Script=Han}+。/u,
  );
});

test('a bad token is refused as for a query, and never shown the public part', async () => {
  const { authorization = '' } = await headersOf('tax');
  for (const bad of [`${authorization}x`, `${authorization}, ${authorization}`, 'Basic YTpi', '']) {
    const response = await get({ authorization: bad });
    expect([response.status, response.headers.get('cache-control')]).toEqual([401, 'no-store']);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  }
});

describe('caches', () => {
  test('may share the public part only, tell callers apart, and ask each time', async () => {
    const shown = async (name: string) => {
      const { headers } = await get(await headersOf(name));
      return [headers.get('content-type'), headers.get('vary'), headers.get('cache-control')];
    };
    const type = 'text/plain; charset=utf-8';
    expect(await shown('anonymous')).toEqual([type, 'Authorization', 'public, no-cache']);
    expect(await shown('tax')).toEqual([type, 'Authorization', 'private, no-cache']);
  });

  test('are told that a text still holds, by who may read it', async () => {
    const tax = await headersOf('tax');
    const tagOf = async (headers: Headers) => (await get(headers)).headers.get('etag') ?? '';
    const tag = await tagOf(tax);
    expect(await tagOf(await headersOf('operator'))).toBe(tag);
    const again = await get({ ...tax, 'if-none-match': `"other", W/${tag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await get({ 'if-none-match': tag })).status).toBe(200);
    expect((await get({ 'if-none-match': tag, authorization: `${tax.authorization}x` })).status).toBe(401);
  });
});

test('HEAD says how long it is, and nothing else reads or writes it', async () => {
  const head = await get({}, 'HEAD');
  const length = Buffer.byteLength(await textFor('anonymous'));
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(length), '']);
  const post = await get({}, 'POST');
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('the start page and the page of the graph lead to it', async () => {
  for (const path of ['/dev', '/graphql']) {
    const page = await fetch(hub.url + path, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('href="/schema.graphql"');
  }
});
