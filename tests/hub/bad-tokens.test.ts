import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type SigningKey, signingKey } from '../../cli/signing-key.ts';
import { createLog } from '../../gateway/log.ts';
import { hmacToken, signedToken, unsignedToken, withClaims } from '../harness/hand-made-token.ts';
import { remoteHub } from '../harness/remote-hub.ts';
import { RemoteSubgraphs, textOf } from '../harness/remote-subgraph.ts';
import type { WatchedHub } from '../harness/watched-hub.ts';

let hub: WatchedHub;
let servers: RemoteSubgraphs;
let issuer: SigningKey;
/** Whatever the hub and its departments log, in lines of JSON. */
let logged: string;
/** How often the issuer's key set was fetched, and the one that a stranger serves. */
const fetched = { issuer: 0, stranger: 0 };
let strangersKeys: string;

const stranger = generateKeyPairSync('ed25519');

beforeAll(async () => {
  servers = new RemoteSubgraphs();
  const jwks = await servers.listen((_, response) => {
    fetched.issuer += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [issuer.publicJwk] }));
  });
  strangersKeys = await servers.listen((_, response) => {
    fetched.stranger += 1;
    response.end('{"keys":[]}');
  });
  const log = createLog('trace', { write: (line) => (logged += line) });
  hub = await remoteHub({ options: { jwks }, log });
  issuer = signingKey(hub.folder, 'demo-issuer', false);
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await servers[Symbol.asyncDispose]();
});
beforeEach(() => {
  logged = '';
  hub.asked.length = 0;
});

/** Somebody who may see much, were its token good; the name stands nowhere else. */
const SUB = 'app:name-of-nobody-else';

function claims(changes: object = {}): object {
  const exp = seconds(60);
  const scope = 'tax.credit-grade:read';
  const person = { sub: SUB, kind: 'application', department: 'finance', scope };
  return { ...person, iss: 'credit-hub-demo', aud: 'credit-hub', exp, ...changes };
}

function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1_000) + fromNow;
}

const header = (changes: object = {}) => ({ alg: 'EdDSA', kid: issuer.kid, ...changes });
const signed = (payload = claims(), head = header(), key: KeyObject = issuer.privateKey) =>
  signedToken(head, payload, key);

interface Sent {
  readonly status: number | undefined;
  /** Headers and body. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  readonly json: any;
}

const GRADES = '{ taxCreditGrades(first: 1) { nodes { grade } } }';

/** Sends a request with exactly these authorization headers; `fetch` would join them. */
function send(authorization: readonly string[], path = '/graphql'): Promise<Sent> {
  const isQuery = path === '/graphql';
  const headers = ['Host', new URL(hub.url).host, 'X-Credit-Purpose', 'procurement-review'];
  if (isQuery) headers.push('Content-Type', 'application/json');
  headers.push(...authorization.flatMap((value) => ['Authorization', value]));
  return new Promise((resolve, reject) => {
    const sending = request(hub.url + path, { method: isQuery ? 'POST' : 'GET', headers }, async (response) => {
      const body = await textOf(response);
      const json = body.startsWith('{') ? JSON.parse(body) : null;
      resolve({ status: response.statusCode, text: response.rawHeaders.join('\n') + body, json });
    });
    sending.on('error', reject);
    sending.end(isQuery ? JSON.stringify({ query: GRADES }) : undefined);
  });
}

/** Parts of what was sent that nobody may be shown again: the token's parts, and who it says that it is. */
function secretsIn(authorization: readonly string[]): readonly string[] {
  const parts = authorization.flatMap((value) => value.split(/[ .,]+/)).filter((part) => part.length > 10);
  return [...parts, SUB];
}

async function expectRefused(authorization: readonly string[]): Promise<void> {
  for (const path of ['/graphql', '/schema.graphql']) {
    const { status, text, json } = await send(authorization, path);
    expect([status, json.data, json.errors.length]).toEqual([401, undefined, 1]);
    expect(json.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    for (const secret of secretsIn(authorization)) expect(text + logged).not.toContain(secret);
  }
  expect(hub.asked).toEqual([]);
}

describe('many tokens of unknown keys', () => {
  const unknown = (index: number) => [
    `Bearer ${signed(claims(), header({ kid: `unknown-${index}` }), stranger.privateKey)}`,
  ];

  test('at once, on a hub that has not seen a token yet, make it fetch the key set once', async () => {
    expect(fetched.issuer).toBe(0);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => send(unknown(index))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect([fetched.issuer, hub.asked]).toEqual([1, []]);
  });

  test('one after the other do not make it fetch again, nor keep the good ones out', async () => {
    for (let index = 0; index < 50; index += 1) expect((await send(unknown(index))).status).toBe(401);
    expect(hub.asked).toEqual([]);
    expect((await send([`Bearer ${signed()}`])).status).toBe(200);
    expect(fetched.issuer).toBe(1);
  });
});

test('a good token is answered, so that the others can fail', async () => {
  const { status, json } = await send([`Bearer ${signed()}`]);
  expect([status, json.errors]).toEqual([200, undefined]);
  expect(json.data.taxCreditGrades.nodes).toHaveLength(1);
  expect(hub.asked.map(({ department }) => department)).toContain('tax');
  expect((await send([`Bearer ${signed()}`], '/schema.graphql')).status).toBe(200);
});

const publicKey = () => createPublicKey(issuer.privateKey);

describe.each<[string, () => string]>([
  ['of the algorithm "none"', () => unsignedToken(header({ alg: 'none' }), claims())],
  ['of the algorithm "NONE"', () => unsignedToken(header({ alg: 'NONE' }), claims())],
  ['of the algorithm "none" over a good signature', () => signed(claims(), header({ alg: 'none' }))],
  ['without an algorithm', () => signed(claims(), header({ alg: undefined }))],
  ['signed by HMAC with the public key as text', () => hmac(publicKey().export({ format: 'pem', type: 'spki' }))],
  ['signed by HMAC with the public key as bytes', () => hmac(Buffer.from(issuer.publicJwk.x, 'base64url'))],
  ['signed by HMAC with the public key as it is served', () => hmac(JSON.stringify(issuer.publicJwk))],
  [
    'that brings a key of its own',
    () => signed(claims(), header({ jwk: stranger.publicKey.export({ format: 'jwk' }) }), stranger.privateKey),
  ],
  [
    'that says where its key set is',
    () => signed(claims(), header({ kid: 'other', jku: strangersKeys }), stranger.privateKey),
  ],
  ['signed by somebody else under the name of the key', () => signed(claims(), header(), stranger.privateKey)],
  ['signed by the hub itself', () => signed(claims(), header({ kid: 'hub-1' }), keyOf('hub'))],
  [
    'of the issuer of consents',
    () => signed(claims(), header({ kid: 'demo-consent-issuer-1' }), keyOf('demo-consent-issuer')),
  ],
  ['for another audience', () => signed(claims({ aud: 'another-hub' }))],
  ['for no audience', () => signed(claims({ aud: undefined }))],
  ['of another issuer', () => signed(claims({ iss: 'credit-hub-demo-consent' }))],
  ['of no issuer', () => signed(claims({ iss: undefined }))],
  ['that has expired', () => signed(claims({ exp: seconds(-60) }))],
  ['that never expires', () => signed(claims({ exp: undefined }))],
  ['that is not good yet', () => signed(claims({ nbf: seconds(60) }))],
  ['that names nobody', () => signed(claims({ sub: undefined }))],
  ['of an unknown kind of caller', () => signed(claims({ kind: 'root' }))],
  ['whose claims were changed', () => withClaims(signed(), claims({ scope: 'subjects.person:bulk' }))],
  ['whose signature was cut off', () => signed().replace(/[^.]*$/, '')],
])('a token %s', (_, make) => {
  test('is 401, is shown to nobody, and no department hears of it', () => expectRefused([`Bearer ${make()}`]));
});

describe.each<[string, (good: string) => readonly string[]]>([
  ['twice', (good) => [`Bearer ${good}`, `Bearer ${good}`]],
  ['twice on one line', (good) => [`Bearer ${good}, Bearer ${good}`]],
  ['before one of another caller', (good) => [`Bearer ${good}`, `Bearer ${signed(claims({ sub: 'app:tax' }))}`]],
  ['before an empty header', (good) => [`Bearer ${good}`, '']],
  ['after an empty header', (good) => ['', `Bearer ${good}`]],
  ['under another scheme', (good) => [`Basic ${good}`]],
])('a good token sent %s', (_, headersOf) => {
  test('is 401, is shown to nobody, and no department hears of it', () => expectRefused(headersOf(signed())));
});

test('nothing of all that made the hub fetch keys again, or from where a token says', () => {
  expect(fetched.stranger).toBe(0);
  expect(fetched.issuer).toBeLessThanOrEqual(1); // none, where this test runs alone
});

function hmac(secret: string | Buffer): string {
  return hmacToken(header({ alg: 'HS256' }), claims(), secret);
}

function keyOf(name: string): KeyObject {
  return signingKey(hub.folder, name, false).privateKey;
}
