import { createHash } from 'node:crypto';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { AdmittedTexts } from '../../../gateway/limits/admitted-texts.ts';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { admission } from '../../../gateway/request/admit.ts';

const SDL = 'type Query { leaf(x: [Int]): Int list(first: Int = 20): [Query!]! }';
const schema = buildSchema(SDL);
const limits = { ...DEFAULT_LIMITS, maxCost: 100, maxInputDepth: 3 };

/** The same request as a client sends it by POST and by GET. */
const WAYS: readonly (readonly [string, (request: Readonly<Record<string, unknown>>) => HTTPGraphQLRequest])[] = [
  ['POST', (body) => ({ method: 'POST', headers: new HeaderMap(), search: '', body })],
  [
    'GET',
    (request) => {
      const parameters = Object.entries(request).map(([name, value]): [string, string] => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      return {
        method: 'GET',
        headers: new HeaderMap(),
        search: `?${new URLSearchParams(parameters)}`,
        body: undefined,
      };
    },
  ],
];

function persisted(text: string, version = 1) {
  return { persistedQuery: { version, sha256Hash: createHash('sha256').update(text).digest('hex') } };
}

/** What Apollo Server will take for the query. */
function textIn({ search, body }: HTTPGraphQLRequest): unknown {
  return body === undefined ? new URLSearchParams(search).get('query') : (body as { query?: unknown }).query; // cast: ours
}

describe.each(WAYS)('a request by %s', (_, http) => {
  const admit = admission(() => schema, limits);
  const paged = 'query ($n: Int = 10) { list(first: $n) { leaf } }';
  const two = 'query Small { list(first: 1) { leaf } } query Large($n: Int) { list(first: $n) { leaf } }';

  test.each<[string, Record<string, unknown>]>([
    ['within the limits', { query: '{ leaf }' }],
    ['with a size at the limit', { query: '{ list(first: 100) { leaf } }' }],
    ['with a variable size at the limit', { query: paged, variables: { n: 100 } }],
    ['with the default of a variable', { query: paged }],
    ['for a small operation beside a large one', { query: two, operationName: 'Small', variables: { n: 101 } }],
    ['with variables as deep as they may be', { query: '{ leaf }', variables: { x: [{ y: [1] }] } }],
    ['that does not parse', { query: '{' }],
    ['without a query', { variables: {} }],
    ['with a hash that nobody registered', { extensions: persisted('{ unknown }') }],
  ])('%s passes unchanged', (_name, request) => {
    const sent = http(request);
    expect(admit(sent)).toEqual({ kind: 'done', value: sent });
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['beyond the cost', { query: '{ list(first: 101) { leaf } }' }, { limit: 'maxCost', figure: 101, max: 100 }],
    ['beyond the cost with its variables', { query: paged, variables: { n: 101 } }, { limit: 'maxCost', figure: 101 }],
    ['for the large operation', { query: two, operationName: 'Large', variables: { n: 101 } }, { limit: 'maxCost' }],
    ['for no operation in particular', { query: two, variables: { n: 101 } }, { limit: 'maxCost' }],
    [
      'with variables that are too deep',
      { query: '{ leaf }', variables: { x: [{ y: [[1]] }] } },
      { limit: 'maxInputDepth', figure: 4, max: 3 },
    ],
    ['that is too deep for the parser', { query: '{a'.repeat(2_000) }, { limit: 'maxNesting' }],
  ])('%s is refused, the first time and again', (_name, request, details) => {
    for (const sent of [http(request), http(request)]) {
      expect(admit(sent)).toMatchObject({ kind: 'refused', error: { code: 'LIMIT_EXCEEDED', details } });
    }
  });

  test('that sends the hash of a registered text leaves with the text, and its variables are held against the limits', () => {
    const register = http({ query: paged, extensions: persisted(paged) });
    expect(admit(register)).toEqual({ kind: 'done', value: register });
    const again = admit(http({ extensions: persisted(paged), variables: { n: 100 } }));
    expect(again.kind === 'done' ? textIn(again.value) : again).toBe(paged);
    const larger = admit(http({ extensions: persisted(paged), variables: { n: 101 } }));
    expect(larger).toMatchObject({ kind: 'refused', error: { code: 'LIMIT_EXCEEDED', details: { limit: 'maxCost' } } });
  });

  test('registers nothing that is beyond the limits', () => {
    const large = '{ list(first: 101) { leaf } }';
    expect(admit(http({ query: large, extensions: persisted(large) })).kind).toBe('refused');
    const hash = http({ extensions: persisted(large) });
    expect(admit(hash)).toEqual({ kind: 'done', value: hash });
  });

  test.each<[string, object]>([
    ["another text's", persisted('{ other }')],
    ['of an unknown version', persisted('{ leaf }', 2)],
    ['no text', { persistedQuery: { version: 1, sha256Hash: 7 } }],
  ])('whose hash is %s is refused', (_name, extensions) => {
    const outcome = admit(http({ query: '{ leaf }', extensions }));
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'BAD_REQUEST' } });
  });
});

describe('admission', () => {
  test('refuses lists of requests, whatever is in them', () => {
    const admit = admission(() => schema, limits);
    for (const body of [[], [{ query: '{ leaf }' }]]) {
      const outcome = admit({ method: 'POST', headers: new HeaderMap(), search: '', body });
      expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'BATCH_REFUSED' } });
    }
  });

  test.each([
    null,
    undefined,
    1,
    'x',
    { query: 1 },
    { query: [] },
    { query: '{ leaf }', variables: 'x', extensions: [] },
  ])('leaves it to the server to say what is wrong with the body %j', (body) => {
    const http: HTTPGraphQLRequest = { method: 'POST', headers: new HeaderMap(), search: '', body };
    expect(admission(() => schema, limits)(http)).toEqual({ kind: 'done', value: http });
  });

  test.each([
    '',
    '?',
    '?query',
    '?query=%',
    '?query=%7B&query=%7B',
    '?variables=%7B',
    '?query=%7Bleaf%7D&variables=x&extensions=%5B%5D',
  ])('leaves it to the server to say what is wrong with the address "%s"', (search) => {
    const http: HTTPGraphQLRequest = { method: 'GET', headers: new HeaderMap(), search, body: undefined };
    expect(admission(() => schema, limits)(http)).toEqual({ kind: 'done', value: http });
  });

  test('computes costs anew when there is another schema', () => {
    let current = schema;
    const admit = admission(() => current, limits);
    const http: HTTPGraphQLRequest = {
      method: 'POST',
      headers: new HeaderMap(),
      search: '',
      body: { query: '{ list { leaf } }' },
    };
    expect(admit(http).kind).toBe('done');
    current = buildSchema(SDL.replace('20', '200'));
    expect(admit(http).kind).toBe('refused');
  });

  test('thinks about a text once, and forgets the least used ones before they fill the memory', () => {
    const texts = new AdmittedTexts(schema, limits);
    const first = texts.verdict('{ leaf }');
    expect(texts.verdict('{ leaf }')).toBe(first);
    for (let index = 0; index < 100; index += 1) texts.verdict(`{ leaf } #${index}`.padEnd(100_000));
    expect(texts.verdict('{ leaf }')).not.toBe(first);
  });
});
