import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

const JSON_TYPE = { 'content-type': 'application/json' };
const QUERY = '{"query":"{ __typename }"}';

async function post(body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE, path = '/graphql') {
  const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, answer: JSON.parse(await response.text()) };
}

describe('a request', () => {
  test('that is well formed is answered, with a request id', async () => {
    const { status, headers, answer } = await post(QUERY);
    expect([status, answer]).toEqual([200, { data: { __typename: 'Query' } }]);
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  test('may bring a harmless id of its own, and no other', async () => {
    expect((await post(QUERY, { ...JSON_TYPE, 'x-request-id': 'case-42' })).headers.get('x-request-id')).toBe(
      'case-42',
    );
    const hostile = await post(QUERY, { ...JSON_TYPE, 'x-request-id': '<script>' });
    expect(hostile.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  test('may come as GET with a header that a cross-site form cannot send, and not without', async () => {
    const url = `${hub.url}/graphql?query=${encodeURIComponent('{ __typename }')}`;
    const good = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
    expect(await good.json()).toEqual({ data: { __typename: 'Query' } });
    const crossSite = await fetch(url, { headers: { 'content-type': 'text/plain' } });
    expect(crossSite.status).toBe(400);
  });

  test.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['in another type', QUERY, { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'in another charset',
      QUERY,
      { 'content-type': 'application/json; charset=utf-16' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['that is no JSON', '{', JSON_TYPE, 400, 'BAD_REQUEST'],
    [
      'that is compressed',
      new Uint8Array(gzipSync(QUERY)),
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      400,
      'BAD_REQUEST',
    ],
    ['beyond the size limit', `{"query":"${' '.repeat(1_100_000)}"}`, JSON_TYPE, 413, 'BODY_TOO_LARGE'],
  ])('%s is refused', async (_, body, headers, status, code) => {
    const refused = await post(body, headers);
    expect(refused.status).toBe(status);
    expect(refused.answer.errors).toMatchObject([{ extensions: { code } }]);
  });

  test.each([
    '[]',
    'null',
    '1',
    '"x"',
    '{}',
    '{"query":1}',
    `[${QUERY},${QUERY}]`,
    '{"query":"{ __typename }","variables":1}',
  ])('whose body is %s is a client error, without a trace of the inside', async (body) => {
    const { status, answer } = await post(body);
    expect(status).toBe(400);
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|stack|at \w+ \(/);
  });

  test('for another address or by another method is refused', async () => {
    expect((await post(QUERY, JSON_TYPE, '/nothing')).answer.errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    const put = await fetch(`${hub.url}/graphql`, { method: 'PUT', headers: JSON_TYPE, body: QUERY });
    expect(put.status).toBe(405);
  });

  test('with two authorization headers is refused, not taken for one', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = [
        'host',
        'hub',
        'content-type',
        'application/json',
        'authorization',
        'Bearer a.b.c',
        'authorization',
        'Bearer a.b.c',
      ];
      const sent = request(`${hub.url}/graphql`, { method: 'POST', headers }, (response) =>
        resolve(response.resume().statusCode),
      );
      sent.on('error', reject).end(QUERY);
    });
    expect(status).toBe(401);
  });
});
