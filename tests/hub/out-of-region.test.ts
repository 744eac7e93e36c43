import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import type { AuditEntry } from '../../storage/audit/port.ts';
import { type TestHub, testHub } from '../harness/test-hub.ts';

/** Ids of subjects about which the department in question was asked, in order. */
let askedAbout: string[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({
    onFetch: (department, _, { representations = [] }) => {
      // cast: what a gateway sends of subjects
      if (department === 'tax') askedAbout.push(...(representations as { id: string }[]).map(({ id }) => id));
    },
  });
});
afterAll(() => hub[Symbol.asyncDispose]());

const REGION = '451102';
const LIST = 'CreditSubject.taxCreditGrades';

/** Agreements of the tax department with the caller, from now on for one district only. */
async function limitToRegion(): Promise<void> {
  for (const agreement of await hub.governance.agreements({ provider: 'tax', consumer: 'app:procurement' })) {
    if (agreement.terms === null) continue;
    const terms = { ...agreement.terms, areas: [REGION] };
    await hub.governance.saveAgreement({ ...agreement, version: agreement.version + 1, terms });
  }
}

async function post(query: string) {
  const claims = { sub: 'app:procurement', kind: 'application', department: 'finance' };
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await demoIssuer(hub.folder).issue(claims, 600)}`,
      'x-credit-purpose': 'procurement-review',
    },
    body: JSON.stringify({ query }),
  });
  const receipt = response.headers.get('x-credit-receipt') ?? '';
  return { answer: JSON.parse(await response.text()), entry: await entryOf(receipt) };
}

async function entryOf(receipt: string): Promise<AuditEntry> {
  const { entry } = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString());
  return (await hub.audit.entry(entry.seq))?.entry as AuditEntry; // cast: a receipt's entry is there
}

interface Found {
  readonly id: string;
  readonly area: { readonly code: string } | null;
  readonly taxCreditGrades: { readonly nodes: readonly unknown[] } | null;
}

test('a department does not hear of subjects out of the region, and their neighbours in the list are not touched', async () => {
  await limitToRegion();
  const { answer, entry } = await post(
    '{ searchSubjects(name: "贺州", first: 50) { nodes { id area { code } taxCreditGrades { nodes { grade } } } } }',
  );
  const found: readonly Found[] = answer.data.searchSubjects.nodes;
  const inRegion = found.filter(({ area }) => area?.code === REGION);
  expect(inRegion.length).toBeGreaterThan(0);
  expect(inRegion.length).toBeLessThan(found.length);

  expect(askedAbout).toEqual(inRegion.map(({ id }) => id));
  expect(found.filter(({ taxCreditGrades }) => taxCreditGrades !== null)).toEqual(inRegion);
  expect(answer.errors).toMatchObject([
    {
      path: ['searchSubjects', 'nodes', 'taxCreditGrades'],
      extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', coordinate: LIST, reason: 'OUT_OF_REGION' },
    },
  ]);
  expect(entry.coordinates.denied).toEqual([{ coordinate: LIST, reason: 'OUT_OF_REGION' }]);
  expect(entry.subjects).toEqual(found.map(({ id }) => id).sort());
});

test('a department is not asked where nobody in the list is in the region', async () => {
  const outside = (
    await hub.ask('{ searchSubjects(name: "贺州", first: 50) { nodes { id area { code } } } }')
  ).data.searchSubjects.nodes.find(({ area }: Found) => area !== null && area.code !== REGION);
  askedAbout = [];
  const { answer, entry } = await post(`{ subject(id: "${outside.id}") { name taxCreditGrades { nodes { grade } } } }`);
  expect(askedAbout).toEqual([]);
  expect(answer.data.subject.name).toEqual(expect.any(String));
  expect(answer.data.subject.taxCreditGrades).toBeNull();
  expect(entry.coordinates.denied).toEqual([{ coordinate: LIST, reason: 'OUT_OF_REGION' }]);
});
