import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import type { AuditEntry, AuditTrail } from '../../storage/audit/port.ts';
import { type TestHub, testHub } from '../harness/test-hub.ts';

/** What the audit trail has of requests, as it was written. */
let hub: TestHub;
let written: AuditEntry[];
/** Awaited before an entry counts as written. */
let durable: () => Promise<void>;
beforeAll(async () => {
  hub = await testHub({ authority: (own) => ({ ...own, audit: own.audit && watched(own.audit) }) });
});
afterAll(() => hub[Symbol.asyncDispose]());
beforeEach(() => {
  written = [];
  durable = async () => undefined;
});

function watched(trail: AuditTrail): AuditTrail {
  return {
    append: async (entry) => {
      written.push(entry);
      await durable();
      return trail.append(entry);
    },
    find: (query) => trail.find(query),
    figures: (by, since) => trail.figures(by, since),
    uses: (agreement, day) => trail.uses(agreement, day),
  } as AuditTrail; // cast: what a gateway asks of it
}

async function as(claims: object, purpose: string): Promise<Record<string, string>> {
  const token = await demoIssuer(hub.folder).issue({ ...claims } as { sub: string }, 600);
  return { authorization: `Bearer ${token}`, 'x-credit-purpose': purpose };
}

const approval = () =>
  as({ sub: 'app:approval-office', kind: 'application', department: 'development-reform' }, 'administrative-approval');

const procurement = () =>
  as({ sub: 'app:procurement', kind: 'application', department: 'finance' }, 'procurement-review');

async function entryOf(...[query, variables, headers]: Parameters<TestHub['ask']>): Promise<AuditEntry> {
  await hub.ask(query, variables, headers);
  const [entry, ...others] = written.splice(0);
  expect(others).toEqual([]);
  return entry as AuditEntry; // cast: one was expected, and looked at below
}

test('say of each coordinate whether it was seen clear, masked, not at all, or fetched only to join', async () => {
  const query = `{ searchSubjects(name: "公司", first: 3) { nodes {
    name
    registrations { nodes { legalRepresentativeIdNo } }
    taxPaymentStatuses { nodes { paidAmountWan } }
  } } }`;
  const { coordinates, items, operation } = await entryOf(query, {}, await procurement());
  expect(coordinates.clear).toEqual(expect.arrayContaining(['CreditSubject.name', 'Query.searchSubjects']));
  expect(coordinates.masked).toContain('TaxPaymentStatus.paidAmountWan');
  expect(coordinates.denied).toEqual([{ coordinate: 'Registration.legalRepresentativeIdNo', reason: 'NO_AGREEMENT' }]);
  expect(coordinates.joined).toContain('CreditSubject.id');
  expect(items).toContain('tax.payment-status');
  expect(operation.kind).toBe('query');
});

test('hold variables as keyed hashes, equal for equal values, and values of the text not at all', async () => {
  const number = '45110219000101001X';
  const query =
    'query ($code: String!, $again: String!) { a: subjectByCode(code: $code) { id } b: subjectByCode(code: $again) { id } }';
  const entry = await entryOf(query, { code: number, again: number });
  expect(Object.keys(entry.variables).sort()).toEqual(['again', 'code']);
  expect(entry.variables.code).toBe(entry.variables.again);
  const plain = createHash('sha256').update(JSON.stringify(number));
  expect(entry.variables.code).not.toBe(plain.digest('base64url'));
  const literal = await entryOf(`{ subjectByCode(code: "${number}") { id } }`);
  for (const one of [entry, literal]) expect(JSON.stringify(one)).not.toContain(number);
});

test('are durable before the answer is sent', async () => {
  let release: () => void = () => undefined;
  let isWritten = false;
  durable = () =>
    new Promise((resolve) => {
      release = () => {
        isWritten = true;
        resolve();
      };
    });
  const answered = hub.ask('{ productInspections(first: 1) { nodes { productName } } }', {}, await approval());
  const first = await Promise.race([answered.then(() => 'answer'), untilWritten()]);
  expect([first, isWritten]).toEqual(['entry', false]);
  release();
  expect((await answered).data.productInspections.nodes).toHaveLength(1);
});

/** Some time after an entry came to be written. */
async function untilWritten(): Promise<string> {
  while (written.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return 'entry';
}

test('name whom a caller saw, and what was refused to it', async () => {
  const seen = await entryOf('{ taxCreditGrades(first: 2) { nodes { grade } } }', {}, await approval());
  expect(seen).toMatchObject({ outcome: 'answered', caller: { id: 'app:approval-office' } });
  expect(seen.subjects.length).toBeGreaterThan(0);
  expect(seen.grants.length).toBeGreaterThan(0);
  const refused = await entryOf(
    '{ registrations(first: 1) { nodes { legalRepresentativeIdNo } } }',
    {},
    {
      ...(await as({ sub: 'operator:hub', kind: 'operator' }, 'sharing-governance')),
      'x-credit-authorization': 'strict',
    },
  );
  expect(refused).toMatchObject({ outcome: 'refused', caller: { id: 'operator:hub' }, subjects: [] });
  expect(refused.errors).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
});
