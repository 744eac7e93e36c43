import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type Principal } from '../../../gateway/principal.ts';
import { declare, type Purposes } from '../../../gateway/request/declare.ts';

const purposes: Purposes = new Map([
  ['procurement-review', ['application']],
  ['self-inquiry', ['subject']],
]);

const APPLICATION: Principal = {
  caller: { kind: 'application', id: 'app:x', department: 'finance', subject: null },
  scopes: [],
};

function declared(headers: Readonly<Record<string, string>>, principal: Principal = APPLICATION) {
  const message = new IncomingMessage(new Socket());
  for (const [name, value] of Object.entries(headers)) message.headers[name] = value;
  return declare(message, principal, purposes);
}

test('purpose, case, consent and mode are read from their headers', () => {
  const headers = {
    'x-credit-purpose': 'procurement-review',
    'x-credit-case': encodeURIComponent('贺财采〔2026〕12号'),
    'x-credit-consent': 'a.b.c',
    'x-credit-authorization': 'strict',
  };
  expect(declared(headers)).toEqual({
    kind: 'done',
    value: { purpose: 'procurement-review', caseNumber: '贺财采〔2026〕12号', isStrict: true, consent: 'a.b.c' },
  });
});

test('a request need not say anything', () => {
  expect(declared({})).toMatchObject({ value: { purpose: null, caseNumber: null, isStrict: false, consent: null } });
});

test('what a subject is there for needs no saying', () => {
  const subject: Principal = { ...APPLICATION, caller: { ...APPLICATION.caller, kind: 'subject', subject: 'o.1' } };
  expect(declared({}, subject)).toMatchObject({ value: { purpose: 'self-inquiry' } });
});

test('the public may say anything that is a purpose, and gains nothing by it', () => {
  expect(declared({ 'x-credit-purpose': 'procurement-review' }, ANONYMOUS)).toMatchObject({ kind: 'done' });
});

describe.each<[string, Readonly<Record<string, string>>, string]>([
  ['a purpose that is not in the table', { 'x-credit-purpose': 'curiosity-secret' }, 'x-credit-purpose'],
  ['a purpose of other kinds of caller', { 'x-credit-purpose': 'self-inquiry' }, 'x-credit-purpose'],
  ['two purposes', { 'x-credit-purpose': 'procurement-review, procurement-review' }, 'x-credit-purpose'],
  ['a purpose by the name of an inherited property', { 'x-credit-purpose': 'constructor' }, 'x-credit-purpose'],
  ['a case number with control characters', { 'x-credit-case': 'secret%1b%5b2J' }, 'x-credit-case'],
  ['a case number with line ends', { 'x-credit-case': 'secret%0aSet-Cookie' }, 'x-credit-case'],
  ['a case number that is badly encoded', { 'x-credit-case': '%E8%B4secret' }, 'x-credit-case'],
  ['a case number of 101 characters', { 'x-credit-case': 'x'.repeat(101) }, 'x-credit-case'],
  ['another mode than strict', { 'x-credit-authorization': 'secret' }, 'x-credit-authorization'],
])('%s', (_, headers, header) => {
  test('is refused with the name of the header, and not repeated', () => {
    const outcome = declared(headers);
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'PURPOSE_INVALID', details: { header } } });
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });
});
