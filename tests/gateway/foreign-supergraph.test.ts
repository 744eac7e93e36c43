import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startGateway } from '../../cli/commands/gateway.ts';
import { createLog } from '../../gateway/log.ts';
import { RemoteSubgraphs, subgraphListener } from '../harness/remote-subgraph.ts';
import { type Answer, ask } from '../harness/test-hub.ts';

const JSON_TYPE = ['content-type', 'application/json'] as const;
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@authenticated"])';
const BOOKS = `${LINK} type Query { books: [Book!]! } type Book @key(fields: "isbn") { isbn: ID! title: String }`;
const STOCK = `${LINK} type Book @key(fields: "isbn") { isbn: ID! copies: Int price: Int @authenticated }`;

let folder: string;
let subgraphs: RemoteSubgraphs;
/** Queries that reached the stock subgraph. */
let asked: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  subgraphs = new RemoteSubgraphs();
  asked = [];
});
afterEach(async () => {
  await subgraphs[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const books = {
  Query: {
    books: () => [
      { isbn: '1', title: '论语' },
      { isbn: '2', title: '孟子' },
    ],
  },
};
const stock = {
  Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, copies: Number(isbn) * 10, price: 42 }) },
};

/** A gateway over two remote subgraphs; the second one is the listener's. */
async function gatewayOver(stockListener: RequestListener, flags: object = {}) {
  const urls = [await subgraphs.listen(subgraphListener(BOOKS, books)), await subgraphs.listen(stockListener)];
  const { supergraphSdl } = composeServices([
    { name: 'books', url: urls[0] ?? '', typeDefs: parse(BOOKS) },
    { name: 'stock', url: urls[1] ?? '', typeDefs: parse(STOCK) },
  ]);
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, supergraphSdl ?? '');
  const gateway = await startGateway(
    { supergraph, port: 0, host: '127.0.0.1', ...flags },
    { log: createLog('silent') },
  );
  return { ...gateway, [Symbol.asyncDispose]: () => gateway.close() };
}

describe('a gateway for a supergraph that it never heard of', () => {
  test('answers over all its remote subgraphs', async () => {
    await using gateway = await gatewayOver(subgraphListener(STOCK, stock, asked));
    expect(await ask(`${gateway.url}/graphql`, '{ books { title copies } }')).toEqual({
      data: {
        books: [
          { title: '论语', copies: 10 },
          { title: '孟子', copies: 20 },
        ],
      },
    });
    expect(asked).toHaveLength(1);
  });

  test('serves nothing that a rule protects, and does not ask for it', async () => {
    await using gateway = await gatewayOver(subgraphListener(STOCK, stock, asked));
    const answer = await ask(`${gateway.url}/graphql`, '{ books { title price } }');
    expect(answer).toMatchObject({
      data: { books: [{ price: null }, { price: null }] },
      errors: [{ path: ['books', 'price'], extensions: { reason: 'UNAUTHENTICATED' } }],
    });
    expect(asked).toEqual([]);
  });

  test.each<[string, string, RequestListener]>([
    ['hangs up', 'SUBGRAPH_UNAVAILABLE', (_, response) => response.destroy()],
    ['answers in HTML', 'SUBGRAPH_INVALID', (_, response) => response.end('<h1>secret-host:5432 refused</h1>')],
    ['answers something else', 'SUBGRAPH_INVALID', (_, response) => response.setHeader(...JSON_TYPE).end('[1]')],
    [
      'redirects',
      'SUBGRAPH_UNAVAILABLE',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    [
      'reports an error of its own',
      'SUBGRAPH_UNAVAILABLE',
      (_, response) =>
        response.setHeader(...JSON_TYPE).end('{"data":null,"errors":[{"message":"secret-host:5432 refused"}]}'),
    ],
  ])('costs a subgraph that %s its own fields only, with %s and nothing of its texts', async (_, code, listener) => {
    await using gateway = await gatewayOver(listener);
    const answer: Answer = await ask(`${gateway.url}/graphql`, '{ books { title copies } }');
    expect(answer.data).toEqual({
      books: [
        { title: '论语', copies: null },
        { title: '孟子', copies: null },
      ],
    });
    expect(answer.errors).toMatchObject([{ path: ['books'], extensions: { code, department: 'stock' } }]);
    expect(JSON.stringify(answer)).not.toMatch(/secret|5432|127\.0\.0\.1/);
  });
});

describe('tokens', () => {
  async function issuer() {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwks = join(folder, 'jwks.json');
    writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k1' }] }));
    const token = (claims: object, header: object = {}) =>
      new SignJWT({
        iss: 'me',
        aud: 'hub',
        sub: 'app',
        kind: 'application',
        exp: Math.floor(Date.now() / 1_000) + 60,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
        .sign(privateKey);
    return { flags: { jwks, issuer: 'me', audience: 'hub' }, token, publicKey };
  }

  async function statusWith(url: string, authorization: string | undefined): Promise<number> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      body: '{"query":"{ books { title } }"}',
    });
    await response.arrayBuffer();
    return response.status;
  }

  test('that are good are taken, none is the public, and a bad one is 401 and never the public', async () => {
    const { flags, token, publicKey } = await issuer();
    await using gateway = await gatewayOver(subgraphListener(STOCK, stock, asked), flags);
    const status = (authorization?: string) => statusWith(gateway.url, authorization);
    const good = await token({});
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`;
    const publicAsSecret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    const hmac = await new SignJWT({ iss: 'me', aud: 'hub', sub: 'app' })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setExpirationTime('1m')
      .sign(publicAsSecret);
    expect(await status()).toBe(200);
    expect(await status(`Bearer ${good}`)).toBe(200);
    expect(await status(`bearer ${good}`)).toBe(200);
    for (const bad of [
      'Bearer',
      'Basic YTpi',
      `Bearer ${good}x`,
      `Bearer ${unsigned}`,
      `Bearer ${hmac}`,
      `Bearer ${await token({ aud: 'another' })}`,
      `Bearer ${await token({ iss: 'another' })}`,
      `Bearer ${await token({ exp: Math.floor(Date.now() / 1_000) - 60 })}`,
      `Bearer ${await token({ exp: undefined })}`,
      `Bearer ${await token({ sub: undefined })}`,
      `Bearer ${await token({ kind: undefined })}`,
      `Bearer ${await token({}, { kid: 'unknown' })}`,
      `Bearer ${good}, Bearer ${good}`,
    ]) {
      expect([bad.slice(0, 20), await status(bad)]).toEqual([bad.slice(0, 20), 401]);
    }
    expect(asked).toEqual([]);
  });

  test('let one caller send so many requests in a second, and the public as many as it likes', async () => {
    const { flags, token } = await issuer();
    const limits = join(folder, 'limits.json');
    writeFileSync(limits, '{"maxRequestsPerSecond": 0}');
    await using gateway = await gatewayOver(subgraphListener(STOCK, stock, asked), { ...flags, limits });
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token({})}` },
      body: '{"query":"{ books { title copies } }"}',
    });
    const { errors } = (await response.json()) as Answer;
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_EXCEEDED', figure: 1, max: 0 } }]);
    expect(asked).toEqual([]);
    expect(await statusWith(gateway.url, undefined)).toBe(200);
  });

  test('of any kind are refused by a gateway that was given no issuer', async () => {
    const { token } = await issuer();
    await using gateway = await gatewayOver(subgraphListener(STOCK, stock, asked));
    expect(await statusWith(gateway.url, `Bearer ${await token({})}`)).toBe(401);
  });

  test('are 503 and never the public while the issuer does not say its keys, and make nobody ask it for each', async () => {
    const { flags, token } = await issuer();
    let fetches = 0;
    const jwks = await subgraphs.listen((_, response) => {
      fetches += 1;
      response.writeHead(500).end('secret-host is down');
    });
    await using gateway = await gatewayOver(subgraphListener(STOCK, stock, asked), { ...flags, jwks });
    for (let times = 0; times < 20; times += 1) {
      expect(await statusWith(gateway.url, `Bearer ${await token({}, { kid: `k${times}` })}`)).toBe(503);
    }
    expect([fetches, asked]).toEqual([1, []]);
    expect(await statusWith(gateway.url, undefined)).toBe(200);
  });

  test.each([{ jwks: 'x' }, { issuer: 'me' }, { jwks: 'x', issuer: 'me' }, { issuer: 'me', audience: 'hub' }])(
    'stop the start when the configuration is only half there: %p',
    async (flags) => {
      await expect(gatewayOver(subgraphListener(STOCK, stock), flags)).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
      });
    },
  );
});

describe('a file that is no supergraph', () => {
  test.each([
    ['is missing', null, 'CONFIG_INVALID'],
    ['is no SDL', '{{{', 'SUPERGRAPH_INVALID'],
    ['is a subgraph', STOCK, 'SUPERGRAPH_INVALID'],
  ])('stops the start when it %s', async (_, text, code) => {
    const supergraph = join(folder, 'file.graphql');
    if (text !== null) writeFileSync(supergraph, text);
    await expect(
      startGateway({ supergraph, port: 0, host: '127.0.0.1' }, { log: createLog('silent') }),
    ).rejects.toMatchObject({
      code,
    });
  });

  test('stops the start when it asks for a security feature that the hub does not know', async () => {
    const { supergraphSdl } = composeServices([{ name: 'books', url: 'http://books.test', typeDefs: parse(BOOKS) }]);
    const supergraph = join(folder, 'file.graphql');
    writeFileSync(
      supergraph,
      (supergraphSdl ?? '').replace(
        'schema\n',
        'schema\n  @link(url: "https://specs.example/secret/v1.0", for: SECURITY)\n',
      ),
    );
    await expect(
      startGateway({ supergraph, port: 0, host: '127.0.0.1' }, { log: createLog('silent') }),
    ).rejects.toMatchObject({
      code: 'SUPERGRAPH_INVALID',
    });
  });
});
