import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ALL_ROWS, type Grant } from '../../../schema/access/grant.ts';
import { bodyHash } from '../../../schema/body-hash.ts';
import { HubError } from '../../../schema/errors.ts';
import { AcceptedPassports } from '../../../schema/passport/accepted-passports.ts';
import { PASSPORT_TYPE, type PassportClaims, passportOf } from '../../../schema/passport/passport-claims.ts';
import { readPassportKeys } from '../../../schema/passport/passport-keys.ts';
import { passportSigner } from '../../../schema/passport/passport-signer.ts';
import { signPassport } from '../../../schema/passport/sign-passport.ts';
import { REMEMBERED_S, verifyPassport } from '../../../schema/passport/verify-passport.ts';

const NOW_S = 1_793_592_000;
const BODY = Buffer.from('{"query":"{ marketPenalties { totalCount } }"}');
const gateway = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const KEYS = readPassportKeys(keySet([['one', gateway.publicKey]]));

const CLAIMS: PassportClaims = {
  iss: 'hub',
  aud: 'market',
  iat: NOW_S,
  exp: NOW_S + 60,
  jti: 'abcdefghijklmnopqrstuv',
  requestId: 'r-1',
  caller: { kind: 'application', id: 'app', department: 'tax', subject: null },
  purpose: 'daily-supervision',
  caseNumber: '2026-7',
  rights: { authenticated: true, grants: [grant({ clear: ['market.product-inspection:read'] })] },
  body: bodyHash(BODY),
};

function grant(given: Partial<Grant>): Grant {
  return { source: 'A-1', clear: [], masked: [], policies: [], items: null, rows: ALL_ROWS, ...given };
}

function keySet(keys: readonly (readonly [string, KeyObject])[]): string {
  return JSON.stringify({
    keys: keys.map(([kid, key]) => ({ ...key.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' })),
  });
}

function signed(changes: Partial<PassportClaims> = {}, privateKey = gateway.privateKey, kid = 'one'): string {
  return signPassport({ ...CLAIMS, ...changes }, { kid, privateKey });
}

interface Taking {
  readonly body?: Buffer;
  readonly nowS?: number;
  readonly sinceS?: number;
  readonly accepted?: AcceptedPassports;
}

function verified(
  token: string,
  { body = BODY, nowS = NOW_S, sinceS = 0, accepted = new AcceptedPassports(REMEMBERED_S) }: Taking = {},
) {
  return verifyPassport(token, KEYS, { audience: 'market', body, nowS, sinceS, accepted });
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token with another header, signed as the function says. */
function withHeader(header: object, signatureOf: (input: string) => Buffer): string {
  const input = `${part(header)}.${part(CLAIMS)}`;
  return `${input}.${signatureOf(input).toString('base64url')}`;
}

const ours = (input: string) => sign(null, Buffer.from(input), gateway.privateKey);

describe('a passport', () => {
  test('comes back as it was signed', () => {
    expect(verified(signed())).toEqual(CLAIMS);
  });

  test.each<[string, () => string, Taking, RegExp]>([
    ['for another department', () => signed({ aud: 'tax' }), {}, /another department/],
    ['for another body', () => signed(), { body: Buffer.from(`${BODY} `) }, /another request body/],
    ['of a key that nobody knows', () => signed({}, other.privateKey, 'two'), {}, /nobody knows the key/],
    ['signed with another key than it names', () => signed({}, other.privateKey), {}, /signature/],
    ['that is good for 61 seconds', () => signed({ exp: NOW_S + 61 }), {}, /longer than 60 seconds/],
    ['that ends before it begins', () => signed({ exp: NOW_S - 1 }), {}, /longer than/],
    ['that expired six seconds ago', () => signed(), { nowS: NOW_S + 66 }, /expired/],
    ['issued six seconds from now', () => signed(), { nowS: NOW_S - 6 }, /in the future/],
    [
      'issued before the department was started',
      () => signed(),
      { sinceS: NOW_S + 1 },
      /before this department was started/,
    ],
    ['that is no token', () => 'hello', {}, /not a signed token/],
    ['that is empty', () => '', {}, /not a signed token/],
    ['without a signature', () => signed().replace(/[^.]+$/, ''), {}, /not a signed token/],
    ['whose algorithm is "none"', () => withHeader({ alg: 'none', typ: PASSPORT_TYPE, kid: 'one' }, ours), {}, /form/],
    [
      'whose algorithm is HS256, with the public key as its secret',
      () =>
        withHeader({ alg: 'HS256', typ: PASSPORT_TYPE, kid: 'one' }, (input) => {
          const secret = gateway.publicKey.export({ type: 'spki', format: 'pem' });
          const short = createHmac('sha256', secret).update(input).digest();
          return Buffer.concat([short, short]);
        }),
      {},
      /form/,
    ],
    [
      'that is another kind of token of the same key',
      () => withHeader({ alg: 'EdDSA', typ: 'JWT', kid: 'one' }, ours),
      {},
      /form/,
    ],
    [
      'with an extension that must be understood',
      () => withHeader({ alg: 'EdDSA', typ: PASSPORT_TYPE, kid: 'one', crit: ['x'] }, ours),
      {},
      /form/,
    ],
    [
      'that brings its own key',
      () => withHeader({ alg: 'EdDSA', typ: PASSPORT_TYPE, kid: 'one', jwk: {} }, ours),
      {},
      /form/,
    ],
    [
      'with a condition that this department does not know',
      () =>
        signed({
          rights: { authenticated: true, grants: [{ ...grant({}), rows: { ...ALL_ROWS, months: 3 } as never }] },
        }),
      {},
      /form/,
    ],
  ])('%s is refused, and says nothing of what it holds', (_, token, taking, problem) => {
    const refused = () => verified(token(), taking);
    expect(refused).toThrow(HubError);
    expect(refused).toThrow(expect.objectContaining({ code: 'PASSPORT_REFUSED' }));
    expect(refused).toThrow(problem);
    expect(refused).not.toThrow(/app|2026-7|product-inspection/);
  });

  test('whose claims were changed is refused', () => {
    const [header, , signature] = signed().split('.');
    const token = `${header}.${part({ ...CLAIMS, rights: { authenticated: true, grants: [] } })}.${signature}`;
    expect(() => verified(token)).toThrow(/signature/);
  });

  test('may be five seconds off', () => {
    expect(verified(signed(), { nowS: NOW_S - 5 })).toEqual(CLAIMS);
    expect(verified(signed(), { nowS: NOW_S + 64 })).toEqual(CLAIMS);
  });

  test('is taken once, as long as it is good', () => {
    const accepted = new AcceptedPassports(REMEMBERED_S);
    verified(signed(), { accepted, nowS: NOW_S - 5 });
    for (const nowS of [NOW_S - 5, NOW_S, NOW_S + 40, NOW_S + 64]) {
      for (let index = 0; index < 10; index += 1) {
        verified(signed({ jti: `another-${nowS}-${index}-passport`, iat: nowS, exp: nowS + 60 }), { accepted, nowS });
      }
      expect(() => verified(signed(), { accepted, nowS })).toThrow(/used before/);
    }
  });

  test('that was refused for its body is not used up', () => {
    const accepted = new AcceptedPassports(REMEMBERED_S);
    expect(() => verified(signed(), { accepted, body: Buffer.from('{}') })).toThrow(/another request body/);
    expect(verified(signed(), { accepted })).toEqual(CLAIMS);
  });
});

test('equal rights have equal keys, whoever signed them; others have others', () => {
  const key = (changes: Partial<PassportClaims>) => passportOf({ ...CLAIMS, ...changes }).rightsKey;
  expect(key({ jti: 'z'.repeat(22), requestId: 'r-2', caseNumber: null })).toBe(key({}));
  expect(key({ purpose: null })).not.toBe(key({}));
  expect(key({ rights: { authenticated: true, grants: [] } })).not.toBe(key({}));
});

describe('a signer', () => {
  const grants = [
    grant({ clear: ['market.product-inspection:read', 'tax.credit-grade:read'] }),
    grant({ source: 'A-2', masked: ['tax.credit-grade:read'] }),
    grant({ source: 'owner', items: ['tax.credit-grade'] }),
    grant({ source: 'consent:1', policies: ['subject-consent'], items: ['tax.credit-grade'] }),
  ];
  let next = 0;
  const signer = passportSigner({
    issuer: 'hub',
    key: { kid: 'one', privateKey: gateway.privateKey },
    scopesOf: (department) => new Set([`${department}.product-inspection:read`]),
    now: () => new Date(NOW_S * 1_000 + 999),
    newId: () => String(next++).padStart(22, '0'),
    lifetimeS: 30,
  });
  const passport = { ...passportOf(CLAIMS), rights: { authenticated: true, grants } };

  test('tells a department no more of a caller’s rights than its rules mention', () => {
    const claims = verified(signer({ department: 'market', requestId: 'r-9', passport, body: BODY }));
    expect(claims).toMatchObject({ iss: 'hub', aud: 'market', iat: NOW_S, exp: NOW_S + 30, requestId: 'r-9' });
    expect(claims.rights.grants.map(({ source, clear, masked }) => [source, clear, masked])).toEqual([
      ['A-1', ['market.product-inspection:read'], []],
      ['owner', [], []],
      ['consent:1', [], []],
    ]);
  });

  test('gives each passport a number of its own', () => {
    const accepted = new AcceptedPassports(REMEMBERED_S);
    for (let index = 0; index < 3; index += 1) {
      verified(signer({ department: 'market', requestId: 'r-9', passport, body: BODY }), { accepted });
    }
  });
});

describe('the key set of a department', () => {
  test('may hold several keys, so that a new one is known before it is used', () => {
    const keys = readPassportKeys(
      keySet([
        ['one', gateway.publicKey],
        ['two', other.publicKey],
      ]),
    );
    const expected = { audience: 'market', body: BODY, nowS: NOW_S, sinceS: 0 };
    for (const token of [signed(), signed({}, other.privateKey, 'two')]) {
      expect(verifyPassport(token, keys, { ...expected, accepted: new AcceptedPassports(REMEMBERED_S) })).toEqual(
        CLAIMS,
      );
    }
  });

  test.each<[string, () => string]>([
    ['nothing', () => ''],
    ['no JSON', () => 'keys'],
    ['no key', () => '{"keys":[]}'],
    ['a private key', () => keySet([['one', gateway.privateKey]])],
    ['a key without a name', () => JSON.stringify({ keys: [gateway.publicKey.export({ format: 'jwk' })] })],
    ['a key of another kind', () => keySet([['one', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey]])],
    ['a shared secret', () => JSON.stringify({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }] })],
    [
      'two keys of one name',
      () =>
        keySet([
          ['one', gateway.publicKey],
          ['one', other.publicKey],
        ]),
    ],
  ])('with %s stops the start', (_, text) => {
    expect(() => readPassportKeys(text())).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
