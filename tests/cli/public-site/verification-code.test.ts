import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CodeContent, digestText, makeCode, readCode } from '../../../cli/public-site/verification-code.ts';
import type { SigningKey } from '../../../cli/signing-key.ts';

const SUBJECT = '91451102MA5T00010P';
const OTHER = '91451103MA00000FXC';
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const key = newKey();

const contents: fc.Arbitrary<CodeContent> = fc.record({
  day: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  counts: fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 8, maxLength: 8 }),
  digest: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => digestText(Buffer.from(bytes))),
});

test('a code says what it was made of, however it is typed', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const code = makeCode(SUBJECT, content, key);
      expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){6}[2-9A-HJ-NP-Z]{4}$/);
      for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', '　')])
        expect(readCode(SUBJECT, typed, key)).toEqual({ kind: 'issued', content });
    }),
  );
});

test('any one wrong character is told as a mistake of typing, and not as a forgery', () => {
  const anywhere = fc.tuple(fc.nat(27), fc.integer({ min: 1, max: 31 }));
  fc.assert(
    fc.property(contents, anywhere, (content, [at, shift]) => {
      const code = makeCode(SUBJECT, content, key).replaceAll('-', '');
      const wrong = ALPHABET.charAt((ALPHABET.indexOf(code.charAt(at)) + shift) % 32);
      expect(readCode(SUBJECT, code.slice(0, at) + wrong + code.slice(at + 1), key)).toEqual({ kind: 'mistyped' });
    }),
  );
});

test.each(['', 'ABCD', '0'.repeat(28), '<script>', `${'A'.repeat(27)}I`])('%j is no code', (typed) => {
  expect(readCode(SUBJECT, typed, key)).toEqual({ kind: 'mistyped' });
});

test('a code of another subject or of another hub is foreign', () => {
  const code = makeCode(SUBJECT, content(), key);
  expect(readCode(OTHER, code, key)).toEqual({ kind: 'foreign' });
  expect(readCode(SUBJECT, code, newKey())).toEqual({ kind: 'foreign' });
});

test('whoever changes the day, a count or the hash, and mends the check character, is found out', () => {
  const code = makeCode(SUBJECT, content(), key).replaceAll('-', '');
  for (let at = 0; at < 17; at++) {
    const wrong = ALPHABET.charAt((ALPHABET.indexOf(code.charAt(at)) + 1) % 32);
    const forged = code.slice(0, at) + wrong + code.slice(at + 1, -1);
    const mended = [...ALPHABET].map((check) => readCode(SUBJECT, forged + check, key).kind);
    expect(mended.filter((kind) => kind === 'foreign')).toHaveLength(1);
    expect(mended).not.toContain('issued');
  }
});

test('more records than a code can count stand as the most that it can', () => {
  const verdict = readCode(SUBJECT, makeCode(SUBJECT, { ...content(), counts: [900, 0, 0, 0, 0, 0, 0, 32] }, key), key);
  expect(verdict).toMatchObject({ kind: 'issued', content: { counts: [31, 0, 0, 0, 0, 0, 0, 31] } });
});

function content(): CodeContent {
  return { day: '2026-11-02', counts: [1, 2, 3, 0, 0, 0, 0, 4], digest: 'ABCDEF' };
}

function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    kid: 'test',
    privateKey,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: '', kid: 'test', alg: 'EdDSA', use: 'sig' },
  };
}
