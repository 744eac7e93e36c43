import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { bodyHash } from '../../../schema/body-hash.ts';
import {
  type PublicKeys,
  type Receipt,
  receiptOf,
  signReceipt,
  verifyReceipt,
} from '../../../storage/audit/receipt.ts';
import { auditEntry } from './trail-fixtures.ts';

const BODY = '{"data":{"subject":{"name":"贺州市某有限公司"}}}';

const RECEIPT: Receipt = {
  at: '2026-11-02T04:00:00.000Z',
  requestId: 'request-1',
  requestHash: 'hash of the request',
  responseHash: bodyHash(BODY),
  entry: { seq: 7, hash: 'a'.repeat(64) },
};

const hub = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const keys = keySet(hub.publicKey, 'hub-1');
const JWS = signReceipt(RECEIPT, hub.privateKey, 'hub-1');

function keySet(key: KeyObject, kid: string): PublicKeys {
  return { keys: [{ ...key.export({ format: 'jwk' }), kid }] };
}

describe('a receipt', () => {
  test('says of an entry what its consumer can hold against request and response, and where it stands', () => {
    const place = { seq: 7, hash: 'a'.repeat(64) };
    const { at, requestId, requestHash, responseHash } = auditEntry();
    expect(receiptOf(auditEntry(), place)).toEqual({ at, requestId, requestHash, responseHash, entry: place });
  });

  test('is genuine under the key that signed it, with its own response or without one', () => {
    expect(verifyReceipt(JWS, keys)).toEqual({ kind: 'genuine', receipt: RECEIPT });
    expect(verifyReceipt(JWS, keys, BODY)).toEqual({ kind: 'genuine', receipt: RECEIPT });
    expect(verifyReceipt(JWS, keys, Buffer.from(BODY)).kind).toBe('genuine');
  });

  test('is a JWS as others read it', async () => {
    const { payload, protectedHeader } = await compactVerify(JWS, createLocalJWKSet(keys as JSONWebKeySet)); // cast: it is one
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'credit-hub-receipt+jwt', kid: 'hub-1' });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(RECEIPT);
  });

  test('is refused for any other response', () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        fc.pre(body !== BODY);
        expect(verifyReceipt(JWS, keys, body)).toMatchObject({
          kind: 'refused',
          problem: expect.stringContaining('another response'),
        });
      }),
    );
  });

  test('is refused when any character of it is another', () => {
    fc.assert(
      fc.property(fc.nat(JWS.length - 3), fc.constantFrom(...'AQgw.-_9'), (index, character) => {
        fc.pre(JWS[index] !== character);
        const spoilt = JWS.slice(0, index) + character + JWS.slice(index + 1);
        expect(verifyReceipt(spoilt, keys).kind).toBe('refused');
      }),
    );
  });

  test('is refused under a key of another, of another number, or none', () => {
    const refused: readonly PublicKeys[] = [
      keySet(other.publicKey, 'hub-1'),
      keySet(hub.publicKey, 'hub-2'),
      { keys: [] },
      { keys: [{ kid: 'hub-1', kty: 'nonsense' }] },
      keySet(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, 'hub-1'),
    ];
    for (const set of refused) expect(verifyReceipt(JWS, set).kind).toBe('refused');
  });

  test('is not found in another kind of token of the same key, nor in anything else', () => {
    const [, payload = ''] = JWS.split('.');
    const header = Buffer.from('{"alg":"none","typ":"credit-hub-receipt+jwt","kid":"hub-1"}').toString('base64url');
    for (const jws of ['', 'x', 'a.b.c', `${header}.${payload}.`, `${JWS}.`]) {
      expect(verifyReceipt(jws, keys).kind).toBe('refused');
    }
    fc.assert(fc.property(fc.string(), (text) => expect(verifyReceipt(text, keys).kind).toBe('refused')));
  });
});
