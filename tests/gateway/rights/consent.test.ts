import { describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readConsent } from '../../../gateway/rights/consent.ts';

const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
const policy = {
  keys: createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'c', alg: 'EdDSA' }] }),
  issuer: 'consents',
  audience: 'credit-hub',
};

const CALLER = { kind: 'agency', id: 'agency:x', department: null, subject: null } as const;
const CLAIMS = { sub: 'o.1', consumer: 'agency:x', items: ['tax.grade'], purpose: 'credit-report', jti: 'j-1' };

async function consent(claims: object = {}, { key = pair.privateKey, issuer = 'consents', ends = '1h' } = {}) {
  return new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'c' })
    .setIssuer(issuer)
    .setAudience('credit-hub')
    .setExpirationTime(ends)
    .sign(key);
}

const read = (token: string, purpose: string | null = 'credit-report') => readConsent(token, CALLER, purpose, policy);

test('a consent names its subject and its items', async () => {
  expect(await read(await consent())).toMatchObject({
    kind: 'done',
    value: { jti: 'j-1', subject: 'o.1', items: ['tax.grade'] },
  });
});

describe.each<[string, () => Promise<string>, string | null]>([
  ['that somebody else was given', () => consent({ consumer: 'agency:y' }), 'credit-report'],
  ['for another purpose', () => consent({ purpose: 'fiscal-funding' }), 'credit-report'],
  ['where the request says no purpose', () => consent(), null],
  ['without items', () => consent({ items: undefined }), 'credit-report'],
  ['whose items are no list of codes', () => consent({ items: [{ code: 'x' }] }), 'credit-report'],
  ['without a number', () => consent({ jti: undefined }), 'credit-report'],
  ['without a subject', () => consent({ sub: undefined }), 'credit-report'],
  ['signed by somebody else', () => consent({}, { key: stranger.privateKey }), 'credit-report'],
  ['of the issuer of tokens', () => consent({}, { issuer: 'tokens' }), 'credit-report'],
  ['that has ended', () => consent({}, { ends: '-1m' }), 'credit-report'],
  ['that is no JWT', async () => 'x', 'credit-report'],
])('a consent %s', (_, token, purpose) => {
  test('is refused, and gives nothing', async () => {
    expect(await read(await token(), purpose)).toMatchObject({ kind: 'refused', error: { code: 'CONSENT_REFUSED' } });
  });
});

test('a gateway without a consent issuer refuses every consent', async () => {
  expect(await readConsent(await consent(), CALLER, 'credit-report', null)).toMatchObject({ kind: 'refused' });
});
