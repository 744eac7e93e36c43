import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../gateway/limits/limits.ts';
import { type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

const JSON_TYPE = { 'content-type': 'application/json' };
const QUERY = '{"query":"{ __typename }"}';
const ANSWER = { data: { __typename: 'Query' } };
const NO_FORM = { 'apollo-require-preflight': 'true' };
const MAX_BODY_BYTES = DEFAULT_LIMITS.maxBodyBytes;

async function post(body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE, path = '/graphql') {
  const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, answer: JSON.parse(await response.text()) };
}

function get(query: string, headers: Record<string, string>, method = 'GET') {
  return fetch(`${hub.url}/graphql?query=${encodeURIComponent(query)}`, { method, headers });
}

/** Sends bytes as they are, and waits until the hub ends the connection or, where it does not, has said something. */
function raw(head: readonly string[], body: string | Uint8Array = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(hub.url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
      if (!/^connection: close/im.test(received)) socket.end();
    });
    socket.on('error', reject).on('close', () => resolve(received));
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(body);
  });
}

describe('a request', () => {
  test('that is well formed is answered, with a request id and the length of the answer', async () => {
    const { status, headers, answer } = await post(QUERY);
    expect([status, answer]).toEqual([200, ANSWER]);
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(Number(headers.get('content-length'))).toBeGreaterThan(0);
  });

  test('may bring a harmless id of its own, and no other', async () => {
    expect((await post(QUERY, { ...JSON_TYPE, 'x-request-id': 'case-42' })).headers.get('x-request-id')).toBe(
      'case-42',
    );
    const hostile = await post(QUERY, { ...JSON_TYPE, 'x-request-id': '<script>' });
    expect(hostile.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  test('of a browser is answered with a page that loads nothing from anywhere', async () => {
    const page = await fetch(`${hub.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml;q=0.9' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(await page.text()).not.toMatch(/(src|href)="(?!\/)/);
  });

  test.each(['//', '/%', '/?', '*', '/../..//graphql'])(
    'for the address %s is answered, and the hub goes on',
    async (address) => {
      expect(await raw([`GET ${address} HTTP/1.1`, 'host: hub'])).toMatch(/^HTTP\/1.1 (404|200) /);
      expect((await post(QUERY)).answer).toEqual(ANSWER);
    },
  );

  test('for another address or by another method is refused', async () => {
    expect((await post(QUERY, JSON_TYPE, '/nothing')).answer.errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    const put = await fetch(`${hub.url}/graphql`, { method: 'PUT', headers: JSON_TYPE, body: QUERY });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  test('with two authorization headers is refused, not taken for one', async () => {
    const status = await new Promise((resolve, reject) => {
      const twice = ['authorization', 'Bearer a.b.c', 'authorization', 'Bearer a.b.c'];
      const headers = ['host', 'hub', 'content-type', 'application/json', ...twice];
      const sent = request(`${hub.url}/graphql`, { method: 'POST', headers }, (response) =>
        resolve(response.resume().statusCode),
      );
      sent.on('error', reject).end(QUERY);
    });
    expect(status).toBe(401);
  });
});

describe('a body', () => {
  test.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
  ])('of type %s is read', async (type) => {
    expect((await post(QUERY, { 'content-type': type })).answer).toEqual(ANSWER);
  });

  test.each([
    '',
    'text/plain',
    'application/graphql',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json; charset=utf-16',
    'application/json; charset=gbk',
    'application/json; charset=utf-7',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json; boundary=x',
    'application/json, text/plain',
  ])('of type "%s" is refused', async (type) => {
    const { status, answer } = await post(QUERY, { 'content-type': type });
    expect([status, answer.errors[0].extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  test.each([
    ['application/json', 'text/plain'],
    ['application/json', 'application/json'],
    ['text/plain', 'application/json'],
  ])('of the types %s and %s is refused', async (...types) => {
    const lines = types.map((type) => `content-type: ${type}`);
    const head = ['POST /graphql HTTP/1.1', 'host: hub', ...lines, `content-length: ${QUERY.length}`];
    expect(await raw(head, QUERY)).toMatch(/^HTTP\/1.1 415 .*UNSUPPORTED_MEDIA_TYPE/s);
  });

  test.each([
    ['gzip', gzipSync(QUERY)],
    ['gzip, gzip', gzipSync(gzipSync(QUERY))],
    ['br', QUERY],
  ])('that says to be compressed (%s) is refused, and never unpacked', async (encoding, body) => {
    const { status, answer } = await post(new Uint8Array(Buffer.from(body)), {
      ...JSON_TYPE,
      'content-encoding': encoding,
    });
    expect([status, answer.errors[0].extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  test.each<[string, string | Uint8Array]>([
    ['is no JSON', '{'],
    ['is empty', ''],
    ['is compressed and does not say so', new Uint8Array(gzipSync(QUERY))],
    ['is not UTF-8', new Uint8Array(Buffer.from('{"query":"{ __typename } # 贺州\xff"}', 'latin1'))],
    ['is an unfinished UTF-8 sequence', new Uint8Array([...Buffer.from('{"query":"{ __typename } #'), 0xe8, 0xb4])],
    ['is UTF-16', new Uint8Array(Buffer.from(QUERY, 'utf16le'))],
  ])('that %s is refused', async (_, body) => {
    const { status, answer } = await post(body);
    expect([status, answer.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test.each(['null', '1', '"x"', '{}', '{"query":1}', '{"query":"{ __typename }","variables":1}', '{"query":""}'])(
    'that is %s is a client error, without a trace of the inside',
    async (body) => {
      const { status, answer } = await post(body);
      expect(status).toBe(400);
      expect(JSON.stringify(answer)).not.toMatch(/node_modules|stack|at \w+ \(/);
    },
  );

  test('of the largest size is read, and of one byte more is refused with the limit in the answer', async () => {
    expect((await post(QUERY.padEnd(MAX_BODY_BYTES))).answer).toEqual(ANSWER);
    const { status, headers, answer } = await post(QUERY.padEnd(MAX_BODY_BYTES + 1));
    expect([status, headers.get('connection')]).toEqual([413, 'close']);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BODY_TOO_LARGE', limitBytes: MAX_BODY_BYTES } }]);
  });

  test('that says to be too large is refused before it is sent, and the connection ends', async () => {
    const head = [
      'POST /graphql HTTP/1.1',
      'host: hub',
      'content-type: application/json',
      'content-length: 9999999999',
    ];
    expect(await raw(head, '{')).toMatch(/^HTTP\/1.1 413 .*connection: close.*BODY_TOO_LARGE/is);
  });

  test('that does not say its length is refused as soon as it is too large, and the connection ends', async () => {
    const head = [
      'POST /graphql HTTP/1.1',
      'host: hub',
      'content-type: application/json',
      'transfer-encoding: chunked',
    ];
    const chunk = `${MAX_BODY_BYTES.toString(16)}\r\n${' '.repeat(MAX_BODY_BYTES)}\r\n`;
    expect(await raw(head, chunk + chunk)).toMatch(/^HTTP\/1.1 413 .*connection: close.*BODY_TOO_LARGE/is);
  });

  test('that comes in many pieces, cut inside of its characters, is read', async () => {
    const body = Buffer.from('{"query":"{ __typename } # 贺州市公共信用信息"}');
    const pieces = [...body].map((byte) =>
      Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]),
    );
    const head = [
      'POST /graphql HTTP/1.1',
      'host: hub',
      'content-type: application/json',
      'transfer-encoding: chunked',
    ];
    expect(await raw(head, Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]))).toMatch(
      /^HTTP\/1.1 200 .*__typename/s,
    );
  });

  test.each<[string, string, string]>([
    ['in the middle', 'content-length: 100', '{"query'],
    ['before the first byte', 'content-length: 100', ''],
    [
      'in the middle of too much',
      'transfer-encoding: chunked',
      `${(2 * MAX_BODY_BYTES).toString(16)}\r\n${QUERY.padEnd(MAX_BODY_BYTES + 1)}`,
    ],
    ['after saying that it is too large', 'content-length: 9999999999', '{"query'],
    ['before it is answered', `content-length: ${QUERY.length}`, QUERY],
  ])('whose sender goes away %s harms nobody', async (_, header, body) => {
    for (let times = 0; times < 10; times += 1) {
      await new Promise((resolve) => {
        const socket = connect(Number(new URL(hub.url).port), '127.0.0.1');
        socket.write(`POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\n${header}\r\n\r\n`);
        socket.write(body, () => socket.resetAndDestroy());
        socket.on('error', () => undefined).on('close', resolve); // the hub may have hung up first
      });
    }
    expect((await post(QUERY)).answer).toEqual(ANSWER);
  });
});

describe('a list of operations', () => {
  test.each(['[]', `[${QUERY}]`, `[${QUERY},${QUERY}]`])('(%s) is refused', async (body) => {
    const { status, answer } = await post(body);
    expect([status, answer.errors[0].extensions.code]).toEqual([400, 'BATCH_REFUSED']);
  });
});

describe('GET', () => {
  test('is answered with a header that a cross-site form cannot send, and not without', async () => {
    const good = await get('{ __typename }', NO_FORM);
    expect(await good.json()).toEqual(ANSWER);
    expect((await get('{ __typename }', {})).status).toBe(400);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'text/plain; application/json',
    'application/json; x=y',
    'x',
  ])('with a body type of "%s" is refused, even with that header', async (type) => {
    const response = await get('{ __typename }', { 'content-type': type, ...NO_FORM });
    expect(response.status).toBe(415);
  });

  test('changes nothing', async () => {
    const response = await get('mutation { __typename }', NO_FORM);
    expect(JSON.stringify(await response.json())).not.toContain('data');
  });

  test('of a very long address is refused by HTTP itself', async () => {
    expect((await get(`{ __typename } #${'x'.repeat(20_000)}`, NO_FORM)).status).toBe(431);
  });

  test('is answered as HEAD with the same head and no body', async () => {
    const [head, whole] = [await get('{ __typename }', NO_FORM, 'HEAD'), await get('{ __typename }', NO_FORM)];
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const name of ['content-length', 'content-type']) expect(head.headers.get(name)).toBe(whole.headers.get(name));
  });
});

const JSON_ANSWER = 'application/json; charset=utf-8';
const GRAPHQL_ANSWER = 'application/graphql-response+json; charset=utf-8';

describe('an answer', () => {
  test.each([
    ['*/*', JSON_ANSWER],
    ['application/*', JSON_ANSWER],
    ['application/json', JSON_ANSWER],
    ['Application/JSON; charset=UTF-8', JSON_ANSWER],
    ['application/graphql-response+json', GRAPHQL_ANSWER],
    ['application/graphql-response+json; charset=utf-8, application/json; charset=utf-8', GRAPHQL_ANSWER],
    ['application/json, application/graphql-response+json', JSON_ANSWER],
    ['application/json;q=0.5, application/graphql-response+json', GRAPHQL_ANSWER],
    ['application/graphql-response+json;q=0.1, */*;q=0.5', JSON_ANSWER],
    ['application/json;q=0, */*', GRAPHQL_ANSWER],
    ['multipart/mixed; deferSpec=20220824, application/json', JSON_ANSWER],
    ['text/html, */*;q=0.1', JSON_ANSWER],
  ])('to a client that accepts %s is %s, also when it is an error', async (accept, type) => {
    const good = await post(QUERY, { ...JSON_TYPE, accept });
    expect([good.status, good.headers.get('content-type')]).toEqual([200, type]);
    const bad = await post('{', { ...JSON_TYPE, accept });
    expect([bad.status, bad.headers.get('content-type')]).toEqual([400, type]);
  });

  test.each(['text/html', 'application/xml', 'application/json; charset=utf-16', 'application/json;q=0', 'nonsense'])(
    'to a client that accepts %s only is 406',
    async (accept) => {
      const { status, answer } = await post(QUERY, { ...JSON_TYPE, accept });
      expect([status, answer.errors[0].extensions.code]).toEqual([406, 'NOT_ACCEPTABLE']);
    },
  );

  test.each([
    ['that does not parse', '{', undefined],
    ['that does not validate', '{ nothing }', undefined],
    ['with a variable that does not fit', 'query ($id: ID!) { subject(id: $id) { id } }', {}],
  ])('to a query %s is 200 in JSON and 400 in the type whose status can be trusted', async (_, query, variables) => {
    const body = JSON.stringify({ query, variables });
    const json = await post(body);
    const graphql = await post(body, { ...JSON_TYPE, accept: 'application/graphql-response+json' });
    expect([json.status, graphql.status]).toEqual([200, 400]);
    expect(json.answer).toEqual(graphql.answer);
    expect(graphql.answer).not.toHaveProperty('data');
  });
});
