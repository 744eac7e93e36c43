import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createLocalJWKSet } from 'jose';
import { identify, type TokenPolicy } from '../../../gateway/request/identify.ts';
import { hmacToken, signedToken, unsignedToken, withClaims } from '../../harness/hand-made-token.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'EdDSA', use: 'sig' };

let lookups = 0;
const keySet = createLocalJWKSet({ keys: [jwk] });
const policy: TokenPolicy = {
  keys: (header, token) => {
    lookups += 1;
    return keySet(header, token);
  },
  issuer: 'issuer',
  audience: 'credit-hub',
};

const nowSeconds = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  sub: 'app:x',
  kind: 'application',
  department: 'tax',
  iss: 'issuer',
  aud: 'credit-hub',
  exp: nowSeconds() + 60,
});
const HEADER = { alg: 'EdDSA', kid: 'k1' };
const signed = (payload: object, header: object = HEADER, key: KeyObject = privateKey) =>
  signedToken(header, payload, key);

function message(...authorization: readonly string[]): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.rawHeaders = authorization.flatMap((value) => ['Authorization', value]);
  return message;
}

const ask = (...authorization: readonly string[]) => identify(message(...authorization), policy);

test('no token is the public, a good one its bearer', async () => {
  expect(await identify(message(), policy)).toMatchObject({ value: { caller: { kind: 'anonymous' }, scopes: [] } });
  const good = signed({ ...claims(), scope: 'a:read b:read' });
  expect(await ask(`Bearer ${good}`)).toMatchObject({
    value: { caller: { kind: 'application', id: 'app:x', department: 'tax' }, scopes: ['a:read', 'b:read'] },
  });
});

const publicPem = publicKey.export({ format: 'pem', type: 'spki' });
const publicRaw = Buffer.from(String(jwk.x), 'base64url');

describe.each<[string, () => readonly string[]]>([
  ['of the algorithm "none"', () => [`Bearer ${unsignedToken({ alg: 'none' }, claims())}`]],
  ['of the algorithm "none" in other letters', () => [`Bearer ${unsignedToken({ alg: 'nOnE', kid: 'k1' }, claims())}`]],
  ['signed by HMAC with the public key as text', () => [hmac(publicPem)]],
  ['signed by HMAC with the public key as bytes', () => [hmac(publicRaw)]],
  [
    'that brings its own key',
    () => [
      `Bearer ${signed(claims(), { ...HEADER, jwk: stranger.publicKey.export({ format: 'jwk' }) }, stranger.privateKey)}`,
    ],
  ],
  ['signed by somebody else', () => [`Bearer ${signed(claims(), HEADER, stranger.privateKey)}`]],
  ['of an unknown key', () => [`Bearer ${signed(claims(), { alg: 'EdDSA', kid: 'k2' }, stranger.privateKey)}`]],
  ['for another audience', () => [`Bearer ${signed({ ...claims(), aud: 'other-hub' })}`]],
  ['without an audience', () => [`Bearer ${signed({ ...claims(), aud: undefined })}`]],
  ['of another issuer', () => [`Bearer ${signed({ ...claims(), iss: 'other' })}`]],
  ['that has expired', () => [`Bearer ${signed({ ...claims(), exp: nowSeconds() - 60 })}`]],
  ['without an end', () => [`Bearer ${signed({ ...claims(), exp: undefined })}`]],
  ['that is not good yet', () => [`Bearer ${signed({ ...claims(), nbf: nowSeconds() + 60 })}`]],
  ['without a subject', () => [`Bearer ${signed({ ...claims(), sub: undefined })}`]],
  ['of an unknown kind of caller', () => [`Bearer ${signed({ ...claims(), kind: 'anonymous' })}`]],
  ['without a kind of caller', () => [`Bearer ${signed({ ...claims(), kind: undefined })}`]],
  [
    'of an officer of no department',
    () => [`Bearer ${signed({ ...claims(), kind: 'officer', department: undefined })}`],
  ],
  ['of a subject that names none', () => [`Bearer ${signed({ ...claims(), kind: 'subject' })}`]],
  ['whose payload was changed', () => [`Bearer ${changed(signed(claims()))}`]],
  ['whose signature was cut off', () => [`Bearer ${signed(claims()).replace(/[^.]*$/, '')}`]],
  ['in a doubled header', () => [`Bearer ${signed(claims())}`, `Bearer ${signed(claims())}`]],
  ['beside an empty header', () => [`Bearer ${signed(claims())}`, '']],
  ['of another scheme', () => [`Basic ${signed(claims())}`]],
  ['that is none', () => ['Bearer x']],
])('a token %s', (_, headers) => {
  test('is refused, never taken for none, and not repeated', async () => {
    const outcome = await ask(...headers());
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'UNAUTHENTICATED' } });
    const sent = headers()[0]?.split(' ')[1] ?? '';
    if (sent.length > 10) expect(JSON.stringify(outcome)).not.toContain(sent);
  });
});

test('a gateway without an issuer refuses every token', async () => {
  expect(await identify(message(`Bearer ${signed(claims())}`), null)).toMatchObject({ kind: 'refused' });
});

test('a flood of tokens of unknown keys asks the key set once for each and remembers none of them', async () => {
  lookups = 0;
  const flood = Array.from({ length: 200 }, (_, index) =>
    ask(`Bearer ${signed(claims(), { alg: 'EdDSA', kid: `unknown-${index}` }, stranger.privateKey)}`),
  );
  const outcomes = await Promise.all(flood);
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['refused']));
  expect(lookups).toBe(200);
  expect(await ask(`Bearer ${signed(claims())}`)).toMatchObject({ kind: 'done' });
});

function hmac(secret: string | Buffer): string {
  return `Bearer ${hmacToken({ alg: 'HS256', kid: 'k1' }, claims(), secret)}`;
}

function changed(good: string): string {
  return withClaims(good, { ...claims(), sub: 'app:other' });
}
