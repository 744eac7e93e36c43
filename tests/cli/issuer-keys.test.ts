import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { jwtVerify } from 'jose';
import { issuerKeys } from '../../cli/issuer-keys.ts';
import { signedToken } from '../harness/hand-made-token.ts';
import { RemoteSubgraphs } from '../harness/remote-subgraph.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const KEYS = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] });

let server: RemoteSubgraphs;
let body: string;
let fetches: number;
let logged: unknown[];
let clockMs: number;
let verify: (kid?: string) => Promise<string>;

beforeEach(async () => {
  server = new RemoteSubgraphs();
  [body, fetches, logged, clockMs] = [KEYS, 0, [], 0];
  const address = await server.listen((_, response) => {
    fetches += 1;
    response.writeHead(body === '' ? 500 : 200).end(body);
  });
  const keys = issuerKeys(new URL(address), { log: (cause) => logged.push(cause), nowMs: () => clockMs });
  verify = async (kid = 'k1') => {
    const token = signedToken({ alg: 'EdDSA', kid }, { sub: 'x' }, privateKey);
    return jwtVerify(token, keys).then(
      () => 'good',
      (error) => error.code,
    );
  };
});
afterEach(() => server[Symbol.asyncDispose]());

const times = (count: number, kid?: string) => Promise.all(Array.from({ length: count }, () => verify(kid)));

test('keys that are there are fetched once, for good tokens and for bad ones', async () => {
  expect(new Set(await times(20))).toEqual(new Set(['good']));
  expect(new Set(await times(20, 'unknown'))).toEqual(new Set(['ERR_JWKS_NO_MATCHING_KEY']));
  expect([fetches, logged]).toEqual([1, []]);
});

test.each([
  ['a status that is no success', ''],
  ['what is no key set', '{"keys":"none"}'],
  ['what is no JSON', '<h1>'],
])('an issuer that answers with %s says nothing of any token, and is left alone for two seconds', async (_, answer) => {
  body = answer;
  expect(new Set(await times(20))).toEqual(new Set(['ISSUER_UNAVAILABLE']));
  clockMs = 1_999;
  expect(new Set(await times(20, 'unknown'))).toEqual(new Set(['ISSUER_UNAVAILABLE']));
  expect([fetches, logged.length]).toEqual([1, 1]);
  body = KEYS;
  clockMs = 2_000;
  expect(await verify()).toBe('good');
  expect([fetches, logged.length]).toEqual([2, 1]);
});
