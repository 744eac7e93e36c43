import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import type { Caller, PrincipalKind } from '../../schema/access/passport.ts';
import { openTrail } from '../../storage/audit/open-trail.ts';
import type { AuditEntry, AuditLedger } from '../../storage/audit/port.ts';
import type { Application } from '../../storage/governance/port.ts';
import { Disclosed } from '../../subgraphs/_runtime/disclosed.ts';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { auditEntry } from '../storage/audit/trail-fixtures.ts';
import { application } from '../storage/governance/governance-fixtures.ts';

const COMPANY = 'o.91451100MA5KXXXX1A';
const PERSON = 'p.keyed-hash';

const ENTRIES: readonly Partial<AuditEntry>[] = [
  { subjects: [COMPANY], items: ['market.penalty', 'tax.grade'] },
  {
    subjects: [COMPANY, PERSON],
    items: ['tax.grade'],
    caller: caller('officer', { id: 'zhang-san', department: 'tax' }),
  },
  { subjects: [PERSON], items: ['taxi.permit'], at: '2026-11-02T05:00:00.000Z' },
];

let folder: string;
let trail: AuditLedger;
let subgraph: Subgraph;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  trail = await openTrail(undefined, folder);
  for (const sketch of ENTRIES) await trail.append(auditEntry(sketch));
  subgraph = await loadSubgraph('audit');
});
afterAll(async () => {
  await trail.close();
  rmSync(folder, { recursive: true, force: true });
});

function caller(kind: PrincipalKind, more: Partial<Caller> = {}): Caller {
  return { kind, id: kind, department: null, subject: null, ...more };
}

interface Asked {
  readonly by: Caller;
  /** Whether the caller has any right at all; yes unless told otherwise. */
  readonly mayRead?: boolean;
  readonly audit?: AuditLedger | null;
  /** None, as in a process that keeps none, unless given. */
  readonly registered?: readonly Application[];
}

async function ask(source: string, { by, mayRead = true, audit = trail, registered }: Asked) {
  const disclosed = new Disclosed();
  const governance = registered === undefined ? null : { applications: async () => registered };
  const contextValue = { audit, governance, disclosed, passport: { caller: by }, access: { mayRead: () => mayRead } };
  const answer = await graphql({ schema: subgraph.schema(), source, contextValue });
  const plain = JSON.parse(JSON.stringify(answer)); // as it goes over the wire
  return { ...plain, disclosed: disclosed.subjects };
}

const logOf = (id: string, args = '') => `{
  _entities(representations: [{ __typename: "CreditSubject", id: "${id}" }]) {
    ... on CreditSubject { accessLog${args} {
      nodes { seq at purpose items caller { kind id name department } } pageInfo { hasNextPage endCursor }
    } }
  }
}`;

describe('the access log of a subject', () => {
  test('tells the subject who looked at it, when, for what and at what, and names no people', async () => {
    const { data, disclosed } = await ask(logOf(COMPANY), { by: caller('subject', { subject: COMPANY }) });
    expect(data._entities[0].accessLog).toEqual({
      nodes: [
        {
          seq: '2',
          at: '2026-11-02T04:00:00.000Z',
          purpose: 'administrative-approval',
          items: ['tax.grade'],
          caller: { kind: 'OFFICER', id: null, name: null, department: 'tax' },
        },
        expect.objectContaining({
          seq: '1',
          caller: {
            kind: 'APPLICATION',
            id: 'app:approval-office',
            name: 'app:approval-office',
            department: 'market',
          },
        }),
      ],
      pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
    });
    expect(disclosed).toEqual([COMPANY]);
  });

  test.each<[string, Partial<Application>, string]>([
    ['it is registered', {}, '行政审批系统'],
    ['it is registered and switched off', { enabled: false }, '行政审批系统'],
    ['another one is registered', { id: 'app:other' }, 'app:approval-office'],
    ['its id is registered for another department', { department: 'tax' }, 'app:approval-office'],
    ['its id is registered for another kind', { kind: 'platform' }, 'app:approval-office'],
  ])('names an application where %s', async (_, sketch, name) => {
    const registered = [
      application({ id: 'app:approval-office', department: 'market', ...sketch }),
      // Nobody names people, whatever they were registered as.
      application({ id: 'zhang-san', name: '张三', department: 'tax' }),
    ];
    const own = await ask(logOf(COMPANY), { by: caller('subject', { subject: COMPANY }), registered });
    const [ofPerson, ofApplication] = own.data._entities[0].accessLog.nodes;
    expect(ofApplication.caller).toMatchObject({ id: 'app:approval-office', name });
    expect(ofPerson.caller).toMatchObject({ id: null, name: null });
    const query = '{ departmentAccessLog { nodes { caller { id name } } } }';
    const departments = await ask(query, { by: caller('officer', { department: 'tax' }), registered });
    expect(departments.data.departmentAccessLog.nodes).toEqual([
      { caller: { id: null, name: null } },
      { caller: { id: 'app:approval-office', name } },
    ]);
  });

  test('comes in pages', async () => {
    const by = caller('auditor');
    const first = (await ask(logOf(COMPANY, '(first: 1)'), { by })).data._entities[0].accessLog;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const after = `(first: 1, after: "${first.pageInfo.endCursor}")`;
    const second = (await ask(logOf(COMPANY, after), { by })).data._entities[0].accessLog;
    expect([...first.nodes, ...second.nodes].map(({ seq }) => seq)).toEqual(['2', '1']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const { errors } = await ask(logOf(COMPANY, '(after: "x")'), { by });
    expect(errors[0].message).toMatch(/cursor/);
  });

  test.each<[string, Asked]>([
    ['another subject', { by: caller('subject', { subject: PERSON }) }],
    ['an application, whatever subject its token names', { by: caller('application', { subject: COMPANY }) }],
    ['an officer', { by: caller('officer', { department: 'tax' }) }],
    ['an operator', { by: caller('operator') }],
    ['the public', { by: caller('anonymous') }],
    ['the subject itself without a right', { by: caller('subject', { subject: COMPANY }), mayRead: false }],
    ['the subject itself where there is no trail', { by: caller('subject', { subject: COMPANY }), audit: null }],
  ])('looks to %s as if there were none', async (_, asked) => {
    const { data, errors, disclosed } = await ask(logOf(COMPANY), asked);
    expect(data._entities[0].accessLog).toBeNull();
    expect(errors).toBeUndefined();
    expect(disclosed).toEqual([]);
  });
});

const logOfDepartment = (args = '') => `{
  departmentAccessLog${args} { nodes { seq items subjects { id } personCount grants fileNo } }
}`;

describe('the access log of a department', () => {
  test('tells its officers about its own items only, with persons as a number', async () => {
    const by = caller('officer', { department: 'tax' });
    const { data, disclosed } = await ask(logOfDepartment(), { by });
    const own = {
      items: ['tax.grade'],
      subjects: [{ id: COMPANY }],
      grants: ['A-2026-0001'],
      fileNo: '贺行审〔2026〕1号',
    };
    expect(data.departmentAccessLog.nodes).toEqual([
      { seq: '2', personCount: 1, ...own },
      { seq: '1', personCount: 0, ...own },
    ]);
    expect(disclosed).toEqual([COMPANY]);
  });

  test('tells auditors about the department that they name, within a time', async () => {
    const by = caller('auditor');
    const { data } = await ask(logOfDepartment('(department: "market")'), { by });
    expect(data.departmentAccessLog.nodes).toMatchObject([{ seq: '1', items: ['market.penalty'] }]);
    const later = await ask(logOfDepartment('(department: "market", since: "2026-11-02T13:00:00+08:00")'), { by });
    expect(later.data.departmentAccessLog.nodes).toEqual([]);
    expect((await ask(logOfDepartment(), { by })).errors[0].message).toMatch(/names the department/);
  });

  test.each<[string, Asked, string]>([
    ['officers of another', { by: caller('officer', { department: 'tax' }) }, '(department: "market")'],
    ['officers of none', { by: caller('officer') }, ''],
    ['its applications', { by: caller('application', { department: 'tax' }) }, ''],
    ['subjects', { by: caller('subject', { subject: COMPANY }) }, '(department: "tax")'],
    ['an auditor without a right', { by: caller('auditor'), mayRead: false }, '(department: "tax")'],
  ])('looks to %s as if there were none', async (_, asked, args) => {
    expect(await ask(logOfDepartment(args), asked)).toEqual({ data: { departmentAccessLog: null }, disclosed: [] });
  });
});

describe('the figures', () => {
  const figures = '{ accessFigures(since: "2026-11-02T04:00:00Z") { caller requests subjects lastAt } }';

  test('tell auditors who asks how much', async () => {
    const { data } = await ask(figures, { by: caller('auditor') });
    expect(data.accessFigures).toEqual([
      { caller: 'app:approval-office', requests: 2, subjects: 2, lastAt: '2026-11-02T05:00:00.000Z' },
      { caller: 'zhang-san', requests: 1, subjects: 2, lastAt: '2026-11-02T04:00:00.000Z' },
    ]);
  });

  test('look to all others as if there were none', async () => {
    const kinds: readonly PrincipalKind[] = ['anonymous', 'application', 'subject', 'officer', 'operator', 'platform'];
    for (const kind of kinds) {
      const by = caller(kind, { department: 'tax' });
      expect((await ask(figures, { by })).data.accessFigures).toBeNull();
    }
  });
});
