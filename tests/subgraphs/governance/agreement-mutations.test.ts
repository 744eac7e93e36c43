import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../schema/access/passport.ts';
import { openAgreementDirectory } from '../../../storage/governance/agreement-directory.ts';
import { loadSubgraph } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { agreement } from '../../storage/governance/governance-fixtures.ts';
import {
  AGENCY,
  APPROVAL,
  AUDITOR,
  COURT_OFFICER,
  type GovernanceBench,
  governanceBench,
  OPERATOR,
  OTHER_APPLICATION,
  PLATFORM,
  PUBLIC,
  passportOf,
  SUBJECT,
  TAX_OFFICER,
} from './governance-fixtures.ts';

let bench: GovernanceBench;
beforeEach(async () => {
  bench = await governanceBench();
  for (const { id, department } of [APPROVAL, OTHER_APPLICATION]) {
    await bench.store.saveApplication({
      id,
      version: 1,
      name: `应用 ${id}`,
      kind: 'application',
      department,
      contact: '信用科',
      enabled: true,
    });
  }
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
});

const REQUEST = `mutation ($input: RequestAgreementInput!) {
  requestAgreement(input: $input) {
    agreement { id version status decideBy overdue provider { code name } consumerId consumer { name } history { what by } }
    problems { code field message }
  }
}`;

const INPUT = {
  provider: 'tax',
  scopes: ['tax.credit-grade:read', 'tax.payment-status:read'],
  purposes: ['administrative-approval'],
  kinds: ['ORGANIZATION', 'SOLE_TRADER'],
  usage: '办理许可时核查申请人的纳税信用，由窗口人员查看',
  legalBasis: '《中华人民共和国行政许可法》第三十四条',
  validFrom: '2026-11-02',
  validTo: '2027-11-01',
  quotaPerDay: 500,
};

async function request(as: Caller, change: object = {}) {
  const { data } = await bench.ask(REQUEST, { as, variables: { input: { ...INPUT, ...change } } });
  return data.requestAgreement;
}

async function decide(as: Caller, id: string, more: string) {
  const query = `mutation ($id: ID!) { decideAgreement(id: $id, ${more}) {
    agreement { version status terms { clear masked kinds validTo quotaPerDay } history { what by reason } }
    problems { code field message }
  } }`;
  const { data, codes } = await bench.ask(query, { as, variables: { id } });
  expect(codes).toEqual([]);
  return data.decideAgreement;
}

async function step(as: Caller, name: string, id: string, version: number, reason = ', reason: "理由"') {
  const query = `mutation ($id: ID!, $version: Int!) { ${name}(id: $id, version: $version${reason}) {
    agreement { version status } problems { code field message }
  } }`;
  const { data, codes } = await bench.ask(query, { as, variables: { id, version } });
  expect(codes).toEqual([]);
  return data[name];
}

const GRANT = `decision: APPROVE, terms: { clear: ["tax.credit-grade:read"], masked: ["tax.payment-status:read"] }`;

describe('a request', () => {
  test('of an application becomes an agreement that its provider has ten working days to decide about', async () => {
    const { agreement, problems } = await request(APPROVAL);
    expect(problems).toEqual([]);
    expect(agreement).toMatchObject({
      version: 1,
      status: 'REQUESTED',
      decideBy: '2026-11-16',
      overdue: false,
      provider: { code: 'tax', name: '国家税务总局贺州市税务局' },
      consumerId: APPROVAL.id,
      consumer: { name: '应用 app:approval' },
      history: [{ what: 'REQUESTED', by: APPROVAL.id }],
    });
    expect(await bench.store.agreement(agreement.id)).toMatchObject({ request: { areas: null, quotaPerDay: 500 } });
  });

  test.each([
    ['2026-12-16', '2026-12-30', false],
    ['2026-12-18', '2027-01-01', true],
    ['2027-02-01', '2027-02-15', true],
  ])(
    'of %s is taken, though the holidays of the next year may not be known: until %s',
    async (day, decideBy, isOpen) => {
      const input = { ...INPUT, validFrom: day };
      const query = `mutation ($input: RequestAgreementInput!) {
      requestAgreement(input: $input) { agreement { id decideBy decideByProvisional overdue } problems { message } }
    }`;
      const now = new Date(`${day}T04:00:00.000Z`);
      const { data, codes } = await bench.ask(query, { as: APPROVAL, variables: { input }, now });
      expect([codes, data.requestAgreement.problems]).toEqual([[], []]);
      const { id, ...shown } = data.requestAgreement.agreement;
      expect(shown).toEqual({ decideBy, decideByProvisional: isOpen, overdue: false });
      const decision = `mutation { decideAgreement(id: "${id}", version: 1, ${GRANT}) { agreement { status } problems { code } } }`;
      expect((await bench.ask(decision, { as: TAX_OFFICER, now })).data.decideAgreement).toEqual({
        agreement: { status: 'ACTIVE' },
        problems: [],
      });
    },
  );

  test('says of each of its items what is wrong with it, all at once', async () => {
    const { agreement, problems } = await request(APPROVAL, {
      scopes: [],
      purposes: ['audit'],
      kinds: [],
      areas: ['999999'],
      usage: ' ',
      legalBasis: '',
      validFrom: '2026-11-01',
      quotaPerDay: 0,
    });
    expect(agreement).toBeNull();
    const fields = ['scopes', 'purposes', 'kinds', 'areas', 'usage', 'legalBasis', 'validFrom', 'quotaPerDay'];
    expect(problems.map(({ field }: { field: string }) => field)).toEqual(fields);
    for (const { code, message } of problems)
      expect([code, message]).toEqual(['INVALID', expect.stringMatching(/\.$/)]);
    expect(await bench.store.agreements({})).toEqual([]);
  });

  const MISTAKES: [string, object, string][] = [
    ['another department’s scope', { scopes: ['court.judgment-debtor:identity'] }, 'scopes'],
    ['a scope that nobody has', { scopes: ['tax.secret:read'] }, 'scopes'],
    ['a scope twice', { scopes: ['tax.credit-grade:read', 'tax.credit-grade:read'] }, 'scopes'],
    ['no department', { provider: 'astrology', scopes: ['astrology.x:read'] }, 'provider'],
    ['a purpose that it cannot have', { purposes: ['platform-exchange'] }, 'purposes'],
    ['a purpose of nobody', { purposes: ['curiosity'] }, 'purposes'],
    ['a period that ends before it begins', { validTo: '2026-11-01' }, 'validTo'],
    ['a text of no end', { usage: '长'.repeat(2_001) }, 'usage'],
    ['a purpose for which nothing is shared', { purposes: ['sharing-governance'] }, 'purposes'],
    ['an area twice', { areas: ['451102', '451102'] }, 'areas'],
    ['a township', { areas: ['451102001'] }, 'areas'],
  ];
  test.each(MISTAKES)('with %s is refused', async (_, change, field) => {
    expect((await request(APPROVAL, change)).problems).toContainEqual(
      expect.objectContaining({ code: 'INVALID', field }),
    );
  });

  test('for data of one’s own department is refused, since they are open', async () => {
    const change = { provider: 'development-reform', scopes: ['development-reform.credit-commitment:history'] };
    expect((await request(APPROVAL, change)).problems).toMatchObject([{ field: 'provider' }]);
  });

  test('may name the past of an item, and natural persons', async () => {
    const ofPersons = { provider: 'subjects', scopes: ['subjects.person:read', 'subjects.person:identity'] };
    for (const change of [{ scopes: ['tax.credit-rating-a:history'] }, ofPersons]) {
      expect((await request(APPROVAL, change)).problems).toEqual([]);
    }
  });

  test('is for registered applications, each for itself', async () => {
    await bench.store.saveApplication({
      id: OTHER_APPLICATION.id,
      version: 2,
      name: '停用',
      kind: 'application',
      department: 'finance',
      contact: '信用科',
      enabled: false,
    });
    const impostor = { ...TAX_OFFICER, id: APPROVAL.id };
    const mover = { ...APPROVAL, department: 'finance' };
    const climber = { ...APPROVAL, kind: 'platform' as const };
    const others = [TAX_OFFICER, AUDITOR, OPERATOR, SUBJECT, PLATFORM, AGENCY, OTHER_APPLICATION];
    for (const as of [...others, impostor, mover, climber]) {
      expect(await request(as)).toEqual({
        agreement: null,
        problems: [expect.objectContaining({ code: 'NOT_ALLOWED' })],
      });
    }
    expect(await request(PUBLIC)).toBeNull();
    expect(await bench.store.agreements({})).toEqual([]);
  });

  test('is one too many when a hundred wait for a decision', async () => {
    for (let n = 0; n < 100; n += 1)
      await bench.store.saveAgreement(agreement({ id: `agr-${n}`, consumer: APPROVAL.id }));
    expect((await request(APPROVAL)).problems).toMatchObject([
      { code: 'NOT_ALLOWED', message: expect.stringMatching(/100 requests/) },
    ]);
    await step(APPROVAL, 'withdrawAgreement', 'agr-7', 1);
    expect((await request(APPROVAL)).problems).toEqual([]);
  });

  test('is nobody’s who does not say what for', async () => {
    const rights = { authenticated: false, grants: [] };
    const { data } = await bench.ask(REQUEST, { as: APPROVAL, rights, variables: { input: INPUT } });
    expect(passportOf(APPROVAL, rights).caller).toBe(APPROVAL);
    expect(data.requestAgreement).toBeNull();
  });
});

describe('a decision', () => {
  test('grants what was asked for, less of it, or part of it masked', async () => {
    const { agreement } = await request(APPROVAL);
    const decided = await decide(TAX_OFFICER, agreement.id, `version: 1, ${GRANT}`);
    expect(decided.problems).toEqual([]);
    expect(decided.agreement).toMatchObject({
      version: 2,
      status: 'ACTIVE',
      terms: {
        clear: ['tax.credit-grade:read'],
        masked: ['tax.payment-status:read'],
        kinds: ['ORGANIZATION', 'SOLE_TRADER'],
        validTo: '2027-11-01',
        quotaPerDay: 500,
      },
    });
    const narrower = (await request(APPROVAL)).agreement.id;
    const terms =
      'terms: { clear: ["tax.credit-grade:read"], kinds: [ORGANIZATION], validTo: "2026-12-31", quotaPerDay: 9 }';
    expect((await decide(TAX_OFFICER, narrower, `version: 1, decision: APPROVE, ${terms}`)).agreement.terms).toEqual({
      clear: ['tax.credit-grade:read'],
      masked: [],
      kinds: ['ORGANIZATION'],
      validTo: '2026-12-31',
      quotaPerDay: 9,
    });
  });

  test('refuses with a reason, which the applicant reads', async () => {
    const { agreement } = await request(APPROVAL);
    const bare = await decide(TAX_OFFICER, agreement.id, 'version: 1, decision: REFUSE');
    expect(bare).toMatchObject({ agreement: { status: 'REQUESTED' }, problems: [{ field: 'reason' }] });
    const refused = await decide(TAX_OFFICER, agreement.id, 'version: 1, decision: REFUSE, reason: "与所办事项无关"');
    expect(refused.problems).toEqual([]);
    const query = '{ agreements { nodes { status history { what reason } } } }';
    const { data } = await bench.ask(query, { as: APPROVAL });
    expect(data.agreements.nodes).toMatchObject([
      { status: 'REFUSED', history: [{ what: 'REQUESTED' }, { what: 'REFUSED', reason: '与所办事项无关' }] },
    ]);
  });

  test('goes no further than the request, and says what is granted', async () => {
    const { agreement } = await request(APPROVAL);
    const beyond = 'version: 1, decision: APPROVE, terms: { clear: ["tax.arrears-notice:identity"] }';
    expect((await decide(TAX_OFFICER, agreement.id, beyond)).problems).toMatchObject([{ field: 'clear' }]);
    const silent = await decide(TAX_OFFICER, agreement.id, 'version: 1, decision: APPROVE');
    expect(silent.problems).toMatchObject([{ field: 'terms' }]);
    expect(await bench.store.agreement(agreement.id)).toMatchObject({ version: 1, status: 'REQUESTED', terms: null });
  });

  test('on another version than the one there is comes to nothing, and shows what there is', async () => {
    const { agreement } = await request(APPROVAL);
    await decide(TAX_OFFICER, agreement.id, `version: 1, ${GRANT}`);
    const late = await decide(TAX_OFFICER, agreement.id, 'version: 1, decision: REFUSE, reason: "晚了"');
    expect(late).toMatchObject({
      agreement: { version: 2, status: 'ACTIVE' },
      problems: [{ code: 'CONFLICT', field: 'version', message: expect.stringMatching(/Read it again/) }],
    });
  });

  test('of two officers at once holds once', async () => {
    const { agreement } = await request(APPROVAL);
    const second = { ...TAX_OFFICER, id: 'officer:tax-2' };
    const outcomes = await Promise.all([
      decide(TAX_OFFICER, agreement.id, `version: 1, ${GRANT}`),
      decide(second, agreement.id, 'version: 1, decision: REFUSE, reason: "不同意"'),
    ]);
    const codes = outcomes.flatMap(({ problems }) => problems.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['CONFLICT']);
    expect((await bench.store.agreement(agreement.id))?.history).toHaveLength(2);
  });
});

describe('who does what with an agreement', () => {
  /** `-`: the agreement looks as if it did not exist; `x`: it is seen, but this is not for the caller. */
  const TABLE: [string, Caller, string][] = [
    ['its application', APPROVAL, 'decide:x withdraw:ok suspend:x resume:x revoke:x'],
    ['an officer of the provider', TAX_OFFICER, 'decide:ok withdraw:x suspend:ok resume:ok revoke:ok'],
    ['an officer of another department', COURT_OFFICER, 'decide:- withdraw:- suspend:- resume:- revoke:-'],
    ['another application', OTHER_APPLICATION, 'decide:- withdraw:- suspend:- resume:- revoke:-'],
    ['an auditor', AUDITOR, 'decide:x withdraw:x suspend:x resume:x revoke:x'],
    ['an operator', OPERATOR, 'decide:x withdraw:x suspend:x resume:x revoke:x'],
    ['a platform', PLATFORM, 'decide:- withdraw:- suspend:- resume:- revoke:-'],
    ['a subject', SUBJECT, 'decide:- withdraw:- suspend:- resume:- revoke:-'],
    ['an agency', AGENCY, 'decide:- withdraw:- suspend:- resume:- revoke:-'],
    [
      'an officer with the id of the applicant',
      { ...TAX_OFFICER, id: APPROVAL.id },
      'decide:x withdraw:x suspend:x resume:x revoke:x',
    ],
  ];

  async function prepared(action: string): Promise<{ id: string; version: number }> {
    const { id } = (await request(APPROVAL)).agreement;
    if (action === 'decide' || action === 'withdraw') return { id, version: 1 };
    await decide(TAX_OFFICER, id, `version: 1, ${GRANT}`);
    if (action !== 'resume') return { id, version: 2 };
    await step(TAX_OFFICER, 'suspendAgreement', id, 2);
    return { id, version: 3 };
  }

  async function outcomeOf(action: string, as: Caller): Promise<string> {
    const { id, version } = await prepared(action);
    const payload =
      action === 'decide'
        ? await decide(as, id, `version: 1, ${GRANT}`)
        : await step(as, `${action}Agreement`, id, version);
    const unknown =
      action === 'decide'
        ? await decide(as, 'agr-unknown', `version: 1, ${GRANT}`)
        : await step(as, `${action}Agreement`, 'agr-unknown', version);
    if (payload.problems.length === 0) return 'ok';
    const after = await bench.store.agreement(id);
    expect(after?.version).toBe(version);
    if (payload.problems[0].code === 'NOT_ALLOWED') return 'x';
    expect(payload).toEqual(unknown);
    return '-';
  }

  test.each(TABLE)('%s', async (_, as, expected) => {
    const found: string[] = [];
    for (const action of ['decide', 'withdraw', 'suspend', 'resume', 'revoke']) {
      found.push(`${action}:${await outcomeOf(action, as)}`);
    }
    expect(found.join(' ')).toBe(expected);
  });

  test('the public does nothing', async () => {
    const { id } = (await request(APPROVAL)).agreement;
    expect(await decide(PUBLIC, id, `version: 1, ${GRANT}`)).toBeNull();
    expect(await step(PUBLIC, 'withdrawAgreement', id, 1)).toBeNull();
  });

  test('a revocation is known to this process’s directory when the mutation answers', async () => {
    const directory = await openAgreementDirectory(bench.store, () => undefined);
    const { id, version } = await prepared('revoke');
    expect(directory.snapshot().agreementsOf(APPROVAL.id)).toMatchObject([{ status: 'ACTIVE' }]);
    await step(TAX_OFFICER, 'revokeAgreement', id, version);
    expect(directory.snapshot().agreementsOf(APPROVAL.id)).toMatchObject([{ status: 'REVOKED' }]);
    await directory.close();
  });

  test('steps that the state does not allow say so', async () => {
    const { id, version } = await prepared('revoke');
    expect((await step(TAX_OFFICER, 'resumeAgreement', id, version)).problems).toMatchObject([
      { code: 'WRONG_STATUS' },
    ]);
    expect((await step(APPROVAL, 'withdrawAgreement', id, version)).problems).toMatchObject([{ code: 'WRONG_STATUS' }]);
    const blank = await step(TAX_OFFICER, 'revokeAgreement', id, version, ', reason: " "');
    expect(blank.problems).toMatchObject([{ code: 'INVALID', field: 'reason' }]);
  });
});

describe('applications', () => {
  const REGISTER = `mutation ($input: RegisterApplicationInput!) {
    registerApplication(input: $input) { application { id version kind department enabled } problems { code field } }
  }`;
  const APP = { id: 'app:inspection', name: '监督检查', kind: 'APPLICATION', department: 'market', contact: '信用科' };
  const register = async (as: Caller, change: object = {}) =>
    (await bench.ask(REGISTER, { as, variables: { input: { ...APP, ...change } } })).data.registerApplication;
  const enable = async (as: Caller, id: string, version: number, enabled: boolean) => {
    const query = `mutation ($id: ID!, $version: Int!, $enabled: Boolean!) {
      setApplicationEnabled(id: $id, version: $version, enabled: $enabled) {
        application { version enabled } problems { code field }
      }
    }`;
    return (await bench.ask(query, { as, variables: { id, version, enabled } })).data.setApplicationEnabled;
  };

  test('are registered by operators', async () => {
    expect(await register(OPERATOR)).toEqual({
      application: { id: APP.id, version: 1, kind: 'APPLICATION', department: 'market', enabled: true },
      problems: [],
    });
    const platform = { id: 'platform:guangdong', kind: 'PLATFORM', department: null };
    expect((await register(OPERATOR, platform)).problems).toEqual([]);
    for (const as of [APPROVAL, TAX_OFFICER, AUDITOR, SUBJECT]) {
      const { application, problems } = await register(as, { id: 'app:other' });
      expect([application, problems]).toEqual([null, [{ code: 'NOT_ALLOWED', field: null }]]);
    }
    expect(await register(PUBLIC)).toBeNull();
  });

  test.each([
    ['id', { id: 'inspection' }],
    ['id', { id: 'platform:inspection' }],
    ['id', { id: 'app:Inspection' }],
    ['id', { id: `app:${'a'.repeat(61)}` }],
    ['id', { id: 'app:approval' }],
    ['name', { name: ' ' }],
    ['contact', { contact: '' }],
    ['department', { department: null }],
    ['department', { department: 'astrology' }],
    ['department', { id: 'agency:one', kind: 'AGENCY' }],
  ])('with a wrong %s are not: %j', async (field, change) => {
    expect(await register(OPERATOR, change)).toEqual({ application: null, problems: [{ code: 'INVALID', field }] });
  });

  test('are switched off and on by operators', async () => {
    expect(await enable(OPERATOR, APPROVAL.id, 1, false)).toMatchObject({
      application: { version: 2, enabled: false },
      problems: [],
    });
    expect(await enable(OPERATOR, APPROVAL.id, 1, true)).toMatchObject({
      application: { version: 2, enabled: false },
      problems: [{ code: 'CONFLICT' }],
    });
    expect(await enable(OPERATOR, APPROVAL.id, 2, false)).toMatchObject({ application: { version: 2 }, problems: [] });
    expect(await enable(TAX_OFFICER, APPROVAL.id, 2, true)).toMatchObject({ problems: [{ code: 'NOT_ALLOWED' }] });
    const unknown = await enable(OTHER_APPLICATION, 'app:unknown', 1, false);
    expect(await enable(OTHER_APPLICATION, APPROVAL.id, 2, true)).toEqual(unknown);
    expect(unknown.problems).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('a consent', () => {
  const revoke = async (as: Caller, jti: string) =>
    (
      await bench.ask('mutation ($jti: ID!) { revokeConsent(jti: $jti) { jti problems { code field } } }', {
        as,
        variables: { jti },
      })
    ).data.revokeConsent;

  test('is taken back by its subject, and by nobody else', async () => {
    expect(await revoke(SUBJECT, 'c-1')).toEqual({ jti: 'c-1', problems: [] });
    expect(await revoke(SUBJECT, 'c-1')).toEqual({ jti: 'c-1', problems: [] });
    for (const as of [APPROVAL, TAX_OFFICER, AUDITOR, OPERATOR, AGENCY, { ...SUBJECT, subject: null }]) {
      expect(await revoke(as, 'c-2')).toEqual({ jti: null, problems: [{ code: 'NOT_ALLOWED', field: null }] });
    }
    expect(await revoke(PUBLIC, 'c-2')).toBeNull();
    expect(await revoke(SUBJECT, '')).toMatchObject({ jti: null, problems: [{ field: 'jti' }] });
    expect(await bench.store.revokedConsents()).toEqual([
      { jti: 'c-1', subject: 'o.1', at: '2026-11-02T04:00:00.000Z' },
    ]);
  });
});

describe('under another purpose than that of such changes', () => {
  const ID = 'id: "agr-1", version: 1';
  const MUTATIONS: readonly (readonly [string, Caller, string])[] = [
    ['requestAgreement', APPROVAL, '(input: $input)'],
    ['decideAgreement', TAX_OFFICER, `(${ID}, ${GRANT})`],
    ['withdrawAgreement', APPROVAL, `(${ID})`],
    ['suspendAgreement', TAX_OFFICER, `(${ID}, reason: "理由")`],
    ['resumeAgreement', TAX_OFFICER, `(${ID})`],
    ['revokeAgreement', TAX_OFFICER, `(${ID}, reason: "理由")`],
    ['registerApplication', OPERATOR, '(input: { id: "agency:x", name: "x", kind: AGENCY, contact: "x" })'],
    ['setApplicationEnabled', OPERATOR, `(id: "${APPROVAL.id}", version: 1, enabled: false)`],
    ['revokeConsent', SUBJECT, '(jti: "c-1")'],
  ];

  test.each(MUTATIONS)('nothing is done: %s', async (name, as, args) => {
    await bench.store.saveAgreement(agreement());
    const before = await bench.store.revision();
    const declared = args.includes('$input') ? '($input: RequestAgreementInput!)' : '';
    const query = `mutation ${declared} { ${name}${args} { problems { code field message } } }`;
    for (const purpose of ['audit', 'daily-supervision', 'administrative-approval']) {
      const { data } = await bench.ask(query, { as, purpose, variables: { input: INPUT } });
      expect(data[name].problems).toEqual([
        { code: 'NOT_ALLOWED', field: null, message: expect.stringMatching(/x-credit-purpose: sharing-governance/) },
      ]);
    }
    expect(await bench.store.revision()).toBe(before);
  });

  test('the list above holds every mutation', async () => {
    const { document } = await loadSubgraph('governance');
    const known = document.definitions.flatMap((node) =>
      node.kind === 'ObjectTypeDefinition' && node.name.value === 'Mutation' ? (node.fields ?? []) : [],
    );
    expect(known.map(({ name }) => name.value).sort()).toEqual(MUTATIONS.map(([name]) => name).sort());
  });

  test('but a subject takes a consent back while it looks at itself', async () => {
    const query = 'mutation { revokeConsent(jti: "c-1") { jti } }';
    const { data } = await bench.ask(query, { as: SUBJECT, purpose: 'self-inquiry' });
    expect(data.revokeConsent).toEqual({ jti: 'c-1' });
  });
});
