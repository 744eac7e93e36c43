import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import { signingKey } from '../../cli/signing-key.ts';
import { verifyReceipt } from '../../storage/audit/receipt.ts';
import { type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

const GRADES = '{ taxCreditGrades(first: 1) { nodes { grade subject { id } } } }';
const PUBLIC = '{ marketPenalties(first: 1) { nodes { documentNo } } }';

async function post(query: string, headers: Readonly<Record<string, string>> = {}) {
  const body = JSON.stringify({ query });
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, receipt: response.headers.get('x-credit-receipt'), text: await response.text() };
}

async function procurement(more: Readonly<Record<string, string>> = {}) {
  const claims = { sub: 'app:procurement', kind: 'application', department: 'finance' };
  const token = await demoIssuer(hub.folder).issue(claims, 600);
  return { authorization: `Bearer ${token}`, 'x-credit-purpose': 'procurement-review', ...more };
}

describe('a protected answer', () => {
  test('comes with a receipt of the hub for this very body, and stands in the audit trail', async () => {
    const { status, receipt, text } = await post(GRADES, await procurement({ 'x-credit-case': 'HZ-2026-1' }));
    expect([status, JSON.parse(text).errors]).toEqual([200, undefined]);
    const keys = { keys: [{ ...signingKey(hub.folder, 'hub', false).publicJwk }] };
    const verdict = verifyReceipt(receipt ?? '', keys, text);
    if (verdict.kind !== 'genuine') throw new Error(verdict.problem);
    expect(verifyReceipt(receipt ?? '', keys, `${text} `)).toMatchObject({ kind: 'refused' });
    const found = await hub.audit.entry(verdict.receipt.entry.seq);
    expect(found?.hash).toBe(verdict.receipt.entry.hash);
    expect(found?.entry).toMatchObject({
      caller: { id: 'app:procurement' },
      purpose: 'procurement-review',
      caseNumber: 'HZ-2026-1',
      items: expect.arrayContaining(['tax.credit-grade']),
      subjects: [JSON.parse(text).data.taxCreditGrades.nodes[0].subject.id],
    });
  });

  test('is refused as a whole to who wants all or nothing, before anything is fetched', async () => {
    const query =
      '{ taxCreditGrades(first: 1) { nodes { grade } } productInspections { totalCount } registrations { nodes { legalRepresentativeIdNo } } }';
    const strict = await post(query, await procurement({ 'x-credit-authorization': 'strict' }));
    const answer = JSON.parse(strict.text);
    expect([answer.data, strict.receipt]).toEqual([undefined, null]);
    expect(answer.errors.length).toBeGreaterThan(0);
  });
});

test('a revoked agreement opens nothing within a second', async () => {
  const headers = await procurement();
  expect(JSON.parse((await post(GRADES, headers)).text).errors).toBeUndefined();
  const agreements = await hub.governance.agreements({ provider: 'tax', consumer: 'app:procurement' });
  for (const agreement of agreements) {
    await hub.governance.saveAgreement({ ...agreement, version: agreement.version + 1, status: 'REVOKED' });
  }
  const { errors } = JSON.parse((await post(GRADES, headers)).text);
  expect(errors).toMatchObject([{ extensions: { reason: 'NO_AGREEMENT' } }]);
});

test('without its audit trail the hub answers what is public, and nothing that is protected', async () => {
  const claims = { sub: 'app:any', kind: 'application', department: 'finance', scope: 'tax.credit-grade:read' };
  const headers = {
    authorization: `Bearer ${await demoIssuer(hub.folder).issue(claims, 600)}`,
    'x-credit-purpose': 'procurement-review',
  };
  expect((await post(GRADES, headers)).status).toBe(200);
  await hub.audit.close();
  const refused = await post(GRADES, headers);
  expect([refused.status, JSON.parse(refused.text).data]).toEqual([503, undefined]);
  expect(refused.text).toContain('AUDIT_UNAVAILABLE');
  expect((await post(PUBLIC)).status).toBe(200);
});
