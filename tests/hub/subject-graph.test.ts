import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NOON, type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

const TODAY = NOON.toISOString().slice(0, 10);

async function someOrganization(): Promise<{ id: string; uscc: string; name: string; area: { code: string } }> {
  const { data } = await hub.ask(
    '{ searchSubjects(name: "有限公司", kind: ORGANIZATION, first: 1) { nodes { id uscc name area { code } } } }',
  );
  return data.searchSubjects.nodes[0];
}

/** Ids of natural persons who have records, straight from the store. */
async function somePerson(): Promise<string> {
  const { records } = await hub.store.listRecords({
    type: 'MarketPenalty',
    first: 1,
    withTotal: false,
    where: { subjectKinds: ['NATURAL_PERSON'] },
  });
  return records[0]?.subjectId ?? '';
}

describe('a subject', () => {
  test('is found by its id, its unified social credit code and its organisation code alike', async () => {
    const { id, uscc } = await someOrganization();
    const orgCode = `${uscc.slice(8, 16)}-${uscc.slice(16, 17)}`;
    const { data, errors } = await hub.ask(
      `query ($id: ID!, $uscc: String!, $lower: String!, $orgCode: String!) {
        byId: subject(id: $id) { id }
        byUscc: subjectByCode(code: $uscc) { id }
        byLower: subjectByCode(code: $lower) { id }
        byOrgCode: subjectByCode(code: $orgCode) { id formerNumbers { kind value } }
      }`,
      { id, uscc, lower: ` ${uscc.toLowerCase()} `, orgCode },
    );
    expect(errors).toBeUndefined();
    expect([data.byId.id, data.byUscc.id, data.byLower.id, data.byOrgCode.id]).toEqual([id, id, id, id]);
    expect(data.byOrgCode.formerNumbers).toContainEqual({ kind: 'ORG_CODE', value: orgCode.replace('-', '') });
  });

  test('that does not exist is null, without an error', async () => {
    const answer = await hub.ask(
      '{ subject(id: "o.91451102MA5T00010P") { id } subjectByCode(code: "91451102MA5T00010P") { id } }',
    );
    expect(answer).toEqual({ data: { subject: null, subjectByCode: null } });
  });

  test('is asked for with a code that fails its check, and the answer says what is wrong without repeating the code', async () => {
    const code = '91451102MA5T000101';
    const { data, errors } = await hub.ask('query ($code: String!) { subjectByCode(code: $code) { id } }', { code });
    expect(data).toEqual({ subjectByCode: null });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CODE' } }]);
    expect(errors?.[0]?.message).toMatch(/Position 18.*must be P/);
    expect(JSON.stringify(errors)).not.toContain(code.slice(0, 8));
  });

  test("that is a person is not found by a citizen's number, and the number is not repeated", async () => {
    const code = '45110219000101001X';
    const { errors } = await hub.ask('query ($code: String!) { subjectByCode(code: $code) { id } }', { code });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CODE' } }]);
    expect(JSON.stringify(errors)).not.toContain('190001');
  });

  test('that is a person looks to the public like one that does not exist', async () => {
    const person = await somePerson();
    expect(person).toMatch(/^p\./);
    const query = 'query ($id: ID!) { subject(id: $id) { id name marketPenalties { totalCount } } }';
    const known = await hub.ask(query, { id: person });
    const unknown = await hub.ask(query, { id: `p.${'x'.repeat(43)}` });
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ data: { subject: null }, errors: [{ extensions: { reason: 'UNAUTHENTICATED' } }] });
  });
});

describe('search by name', () => {
  test('finds the text anywhere in the name, names that begin with it first', async () => {
    const { data } = await hub.ask('{ searchSubjects(name: "贺州", first: 100) { nodes { name } } }');
    const names: string[] = data.searchSubjects.nodes.map((node: { name: string }) => node.name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.every((name) => name.includes('贺州'))).toBe(true);
    const firstInside = names.findIndex((name) => !name.startsWith('贺州'));
    expect(firstInside === -1 || names.slice(firstInside).every((name) => !name.startsWith('贺州'))).toBe(true);
  });

  test('pages through all hits once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await hub.ask(
        'query ($after: String) { searchSubjects(name: "八步", first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...data.searchSubjects.nodes.map((node: { id: string }) => node.id));
      after = data.searchSubjects.pageInfo.hasNextPage ? data.searchSubjects.pageInfo.endCursor : null;
    } while (after !== null);
    const { data } = await hub.ask('{ searchSubjects(name: "八步", first: 100) { nodes { id } } }');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, 100)).toEqual(data.searchSubjects.nodes.map((node: { id: string }) => node.id));
  });

  test('narrows to a kind and to an area with all within it', async () => {
    const { data } = await hub.ask(
      `{ city: searchSubjects(name: "有限", area: "451100", first: 100) { nodes { area { code } } }
         district: searchSubjects(name: "贺州", area: "451103", kind: SOLE_TRADER, first: 100) { nodes { kind area { code name } } } }`,
    );
    expect(data.city.nodes.length).toBeGreaterThan(0);
    expect(data.district.nodes.length).toBeGreaterThan(0);
    for (const node of data.district.nodes)
      expect(node).toEqual({ kind: 'SOLE_TRADER', area: { code: '451103', name: '平桂区' } });
  });

  test.each([
    ['name: "贺"', 'INVALID_ARGUMENT'],
    ['name: "有限", first: 0', 'INVALID_ARGUMENT'],
    ['name: "有限", first: 101', 'INVALID_ARGUMENT'],
    ['name: "有限", area: "999999"', 'INVALID_ARGUMENT'],
    ['name: "有限", kind: NATURAL_PERSON', 'INVALID_ARGUMENT'],
    ['name: "有限", after: "x"', 'INVALID_CURSOR'],
  ])('refuses (%s) with %s', async (args, code) => {
    const { errors } = await hub.ask(`{ searchSubjects(${args}) { nodes { id } } }`);
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  test('takes operators of the full-text syntax as plain text', async () => {
    const { data, errors } = await hub.ask('{ searchSubjects(name: "有限\\" OR \\"公司") { nodes { id } } }');
    expect(errors).toBeUndefined();
    expect(data.searchSubjects.nodes).toEqual([]);
  });
});

describe('lists of records', () => {
  test('hold for the public only what is in force and within its publicity period', async () => {
    const { data } = await hub.ask(
      '{ marketPenalties(first: 100) { totalCount nodes { state publicityStartDate publicityEndDate subject { kind } } } }',
    );
    expect(data.marketPenalties.totalCount).toBeGreaterThan(0);
    for (const record of data.marketPenalties.nodes) {
      expect(['EFFECTIVE', 'UNDER_OBJECTION']).toContain(record.state);
      expect(record.publicityStartDate <= TODAY).toBe(true);
      expect(record.publicityEndDate === null || record.publicityEndDate >= TODAY).toBe(true);
      expect(record.subject.kind).not.toBe('NATURAL_PERSON');
    }
  });

  test('come latest decision first, in pages that join without gap or double', async () => {
    const pages: { id: string; decisionDate: string }[] = [];
    let after: string | null = null;
    do {
      const { data } = await hub.ask(
        'query ($after: String) { marketPermits(first: 40, after: $after) { totalCount nodes { id decisionDate } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      pages.push(...data.marketPermits.nodes);
      after = data.marketPermits.pageInfo.hasNextPage ? data.marketPermits.pageInfo.endCursor : null;
      if (after === null) expect(pages.length).toBe(data.marketPermits.totalCount);
    } while (after !== null);
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length);
    expect(pages.map(({ decisionDate }) => decisionDate)).toEqual(
      pages
        .map(({ decisionDate }) => decisionDate)
        .sort()
        .reverse(),
    );
  });

  test('narrow by dates, document number and deciding body', async () => {
    const { data: some } = await hub.ask(
      '{ marketPermits(first: 1) { nodes { documentNo decidingOrgCode decisionDate } } }',
    );
    const [{ documentNo, decidingOrgCode, decisionDate }] = some.marketPermits.nodes;
    const { data } = await hub.ask(
      `query ($filter: CreditRecordFilter, $other: CreditRecordFilter) {
        match: marketPermits(filter: $filter) { nodes { documentNo decisionDate } }
        none: marketPermits(filter: $other) { totalCount nodes { id } }
      }`,
      {
        filter: { documentNo, decidingOrgCode, decidedFrom: decisionDate, decidedTo: decisionDate },
        other: { documentNo, decidedTo: '1990-01-01' },
      },
    );
    expect(data.match.nodes).toContainEqual({ documentNo, decisionDate });
    expect(data.none).toEqual({ totalCount: 0, nodes: [] });
  });

  test.each([
    ['first: 0', 'INVALID_ARGUMENT'],
    ['first: 1000', 'INVALID_ARGUMENT'],
    ['after: "nonsense"', 'INVALID_CURSOR'],
  ])('refuse (%s) with %s', async (args, code) => {
    const { data, errors } = await hub.ask(`{ marketPenalties(${args}) { nodes { id } } }`);
    expect(data).toEqual({ marketPenalties: null });
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  test('refuse a date that is none, without repeating it', async () => {
    const { errors } = await hub.ask('{ marketPenalties(filter: { decidedFrom: "2026-02-30" }) { nodes { id } } }');
    expect(errors?.[0]?.extensions.code).toBe('INVALID_ARGUMENT');
    expect(JSON.stringify(errors)).not.toContain('2026-02-30');
  });
});

describe('the credit report', () => {
  test('gives the eight public sections of one subject in one query, and no score', async () => {
    const { id } = await someOrganization();
    const { data, errors } = await hub.ask(
      `query ($id: ID!) { subject(id: $id) { creditReport {
        reportNo generatedAt
        administration { marketPermits { nodes { ...R } } marketPenalties { nodes { ...R } } }
        integrity { integrityHonours { nodes { ...R } } }
        seriousDishonesty { judgmentDebtors { nodes { ...R } } }
        abnormalOperation { abnormalOperations { nodes { ...R } } }
        commitments { creditCommitments { nodes { ...R } } }
        evaluations { taxCreditRatings { nodes { ...R grade } } }
        judicial { courtJudgments { nodes { ...R } } }
        other { registrations { nodes { ...R } } }
      } } }
      fragment R on CreditRecord { documentNo decidingOrgName decisionDate publicityEndDate legalBasis state }`,
      { id },
    );
    expect(errors).toBeUndefined();
    const { creditReport } = data.subject;
    expect(creditReport.reportNo).toMatch(/^20261102120000[2-9A-Z]{8}$/);
    expect(creditReport.generatedAt).toBe(NOON.toISOString());
    expect(creditReport.other.registrations.nodes).toHaveLength(1);
    expect(JSON.stringify(creditReport)).not.toMatch(/score/i);
  });
});
