import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Caller } from '../../../schema/access/passport.ts';
import { addDays } from '../../../schema/iso-date.ts';
import type { Agreement, AgreementRequest, AgreementTerms } from '../../../storage/governance/port.ts';
import {
  type Occasion,
  requestedAgreement,
  STEP_RULES,
  type Step,
  statusOn,
  takeStep,
} from '../../../subgraphs/governance/agreement-life.ts';
import { isOverdue } from '../../../subgraphs/governance/day-to-decide.ts';
import {
  APPROVAL,
  AUDITOR,
  COURT_OFFICER,
  caller,
  OPERATOR,
  OTHER_APPLICATION,
  TAX_OFFICER,
} from './governance-fixtures.ts';

const REQUEST: AgreementRequest = {
  scopes: ['tax.credit-grade:read', 'tax.payment-status:read'],
  purposes: ['administrative-approval', 'fiscal-funding'],
  kinds: ['ORGANIZATION', 'SOLE_TRADER'],
  areas: ['451100'],
  usage: '办理许可时核查申请人的纳税信用',
  legalBasis: '《中华人民共和国行政许可法》第三十四条',
  validFrom: '2026-11-02',
  validTo: '2027-11-01',
  quotaPerDay: 500,
};

const TERMS: AgreementTerms = {
  clear: ['tax.credit-grade:read'],
  masked: ['tax.payment-status:read'],
  purposes: ['administrative-approval'],
  kinds: ['ORGANIZATION'],
  areas: ['451102'],
  validFrom: '2026-11-03',
  validTo: '2027-05-01',
  quotaPerDay: 100,
};

function on(today: string, who: Caller): Occasion {
  return { caller: who, now: new Date(`${today}T04:00:00.000Z`), today };
}

const requested = requestedAgreement(
  { id: 'agr-1', provider: 'tax', consumer: APPROVAL.id },
  REQUEST,
  '2026-11-16',
  on('2026-11-02', APPROVAL),
);

/** The agreement after the steps, each of which must be possible. */
function lifeAfter(...steps: readonly [Step, Caller][]): Agreement {
  return steps.reduce((agreement, [step, who]) => {
    const outcome = takeStep(agreement, step, on('2026-11-04', who));
    if (outcome.kind === 'refused') throw new Error(`${step.kind}: ${outcome.problems[0]?.message}`);
    return outcome.agreement;
  }, requested);
}

const APPROVE: Step = { kind: 'APPROVE', terms: TERMS, reason: null };
const step = (kind: Exclude<Step['kind'], 'APPROVE'>, reason: string | null = '理由'): Step => ({ kind, reason });
const active = lifeAfter([APPROVE, TAX_OFFICER]);
const suspended = lifeAfter([APPROVE, TAX_OFFICER], [step('SUSPEND'), TAX_OFFICER]);

describe('an agreement', () => {
  test('begins as a request of version 1, with what was asked for and nothing granted', () => {
    expect(requested).toMatchObject({ version: 1, status: 'REQUESTED', terms: null, request: REQUEST });
    expect(requested.history).toEqual([
      { at: '2026-11-02T04:00:00.000Z', by: APPROVAL.id, what: 'REQUESTED', reason: null },
    ]);
  });

  test('goes from request to end, with everything in its history', () => {
    const end = lifeAfter(
      [APPROVE, TAX_OFFICER],
      [step('SUSPEND'), TAX_OFFICER],
      [step('RESUME', null), TAX_OFFICER],
      [step('REVOKE'), TAX_OFFICER],
    );
    expect(end).toMatchObject({ version: 5, status: 'REVOKED', terms: TERMS });
    expect(end.history.map(({ what, by, reason }) => [what, by, reason])).toEqual([
      ['REQUESTED', 'app:approval', null],
      ['APPROVED', 'officer:tax', null],
      ['SUSPENDED', 'officer:tax', '理由'],
      ['RESUMED', 'officer:tax', null],
      ['REVOKED', 'officer:tax', '理由'],
    ]);
  });

  test('is approved only before its first day, can be suspended and revoked then, and is active from that day on', () => {
    const dayBefore = addDays(TERMS.validFrom, -1);
    expect([statusOn(active, dayBefore), statusOn(active, TERMS.validFrom)]).toEqual(['APPROVED', 'ACTIVE']);
    expect(statusOn(suspended, dayBefore)).toBe('SUSPENDED');
    for (const [kind, status] of [
      ['SUSPEND', 'SUSPENDED'],
      ['REVOKE', 'REVOKED'],
    ] as const) {
      const outcome = takeStep(active, step(kind), on(dayBefore, TAX_OFFICER));
      expect(outcome).toMatchObject({ kind: 'taken', agreement: { status } });
    }
  });

  test('expires after its last day, suspended or not, and from then on nothing happens to it', () => {
    for (const agreement of [active, suspended]) {
      expect(statusOn(agreement, '2027-05-01')).toBe(agreement.status);
      expect(statusOn(agreement, '2027-05-02')).toBe('EXPIRED');
      for (const kind of ['SUSPEND', 'RESUME', 'REVOKE'] as const) {
        const outcome = takeStep(agreement, step(kind), on('2027-05-02', TAX_OFFICER));
        expect(outcome).toMatchObject({ kind: 'refused', problems: [{ code: 'WRONG_STATUS' }] });
      }
    }
    expect(statusOn(lifeAfter([step('REFUSE'), TAX_OFFICER]), '2030-01-01')).toBe('REFUSED');
  });

  test('is overdue when its day to decide is over without a decision', () => {
    expect(isOverdue(requested, '2026-11-16')).toBe(false);
    expect(isOverdue(requested, '2026-11-17')).toBe(true);
    expect(isOverdue(active, '2026-11-17')).toBe(false);
  });

  test('may still be decided when it is overdue', () => {
    expect(takeStep(requested, APPROVE, on('2026-12-31', TAX_OFFICER)).kind).toBe('taken');
  });

  test('does not tell reasons that nobody gave, and needs one for what takes a right away', () => {
    for (const reason of [null, '', '  ']) {
      for (const [agreement, kind] of [
        [requested, 'REFUSE'],
        [active, 'SUSPEND'],
        [active, 'REVOKE'],
      ] as const) {
        const outcome = takeStep(agreement, step(kind, reason), on('2026-11-04', TAX_OFFICER));
        expect(outcome).toMatchObject({ kind: 'refused', problems: [{ code: 'INVALID', field: 'reason' }] });
      }
    }
    const tooLong = takeStep(active, step('REVOKE', '长'.repeat(1_001)), on('2026-11-04', TAX_OFFICER));
    expect(tooLong).toMatchObject({ problems: [{ field: 'reason' }] });
  });
});

describe('who may do what', () => {
  const PROVIDER_STEPS: { readonly wanted: Step; readonly agreement: Agreement }[] = [
    { wanted: APPROVE, agreement: requested },
    { wanted: step('REFUSE'), agreement: requested },
    { wanted: step('SUSPEND'), agreement: active },
    { wanted: step('RESUME'), agreement: suspended },
    { wanted: step('REVOKE'), agreement: active },
    { wanted: step('REVOKE'), agreement: suspended },
  ];
  const STRANGERS = [
    APPROVAL,
    OTHER_APPLICATION,
    COURT_OFFICER,
    AUDITOR,
    OPERATOR,
    caller({ kind: 'application', id: 'app:tax', department: 'tax' }),
    caller({ kind: 'anonymous', id: 'public' }),
    // Whoever asked, and is an officer of the provider now.
    caller({ kind: 'officer', id: APPROVAL.id, department: 'tax' }),
  ];

  test.each(PROVIDER_STEPS)(
    'to $wanted.kind what is $agreement.status is for officers of the provider only',
    ({ wanted, agreement }) => {
      expect(takeStep(agreement, wanted, on('2026-11-04', TAX_OFFICER)).kind).toBe('taken');
      for (const stranger of STRANGERS) {
        const outcome = takeStep(agreement, wanted, on('2026-11-04', stranger));
        expect(outcome).toMatchObject({ kind: 'refused', problems: [{ code: 'NOT_ALLOWED' }] });
      }
    },
  );

  test('a request is taken back by its own application only, while nobody has decided', () => {
    expect(takeStep(requested, step('WITHDRAW', null), on('2026-11-04', APPROVAL)).kind).toBe('taken');
    for (const stranger of [OTHER_APPLICATION, TAX_OFFICER, OPERATOR, caller({ kind: 'officer', id: APPROVAL.id })]) {
      const outcome = takeStep(requested, step('WITHDRAW'), on('2026-11-04', stranger));
      expect(outcome).toMatchObject({ problems: [{ code: 'NOT_ALLOWED' }] });
    }
    const late = takeStep(active, step('WITHDRAW'), on('2026-11-04', APPROVAL));
    expect(late).toMatchObject({ problems: [{ code: 'WRONG_STATUS' }] });
  });
});

describe('terms', () => {
  const BEYOND: [string, Partial<AgreementTerms>][] = [
    ['clear', { clear: ['tax.arrears-notice:identity'] }],
    ['clear', { clear: [], masked: [] }],
    ['masked', { masked: ['tax.credit-grade:read'] }],
    ['purposes', { purposes: ['procurement-review'] }],
    ['purposes', { purposes: [] }],
    ['kinds', { kinds: ['NATURAL_PERSON'] }],
    ['kinds', { kinds: null }],
    ['kinds', { kinds: [] }],
    ['areas', { areas: ['450000'] }],
    ['areas', { areas: ['450300'] }],
    ['areas', { areas: null }],
    ['areas', { areas: [] }],
    ['areas', { areas: ['451102', '451102'] }],
    ['validFrom', { validFrom: '2026-11-01' }],
    ['validFrom', { validFrom: '2026-02-30' }],
    ['validTo', { validTo: '2027-11-02' }],
    ['validTo', { validTo: '2026-11-02' }],
    ['quotaPerDay', { quotaPerDay: 501 }],
    ['quotaPerDay', { quotaPerDay: 0 }],
    ['quotaPerDay', { quotaPerDay: 1.5 }],
  ];

  test.each(BEYOND)('beyond the request are refused with the field %s: %j', (field, change) => {
    const wanted: Step = { kind: 'APPROVE', terms: { ...TERMS, ...change }, reason: null };
    const outcome = takeStep(requested, wanted, on('2026-11-04', TAX_OFFICER));
    expect(outcome).toMatchObject({ kind: 'refused', problems: [{ code: 'INVALID', field }] });
  });

  test('that are over already are refused', () => {
    const outcome = takeStep(requested, APPROVE, on('2027-05-02', TAX_OFFICER));
    expect(outcome).toMatchObject({ problems: [{ field: 'validTo' }] });
  });

  test('may be exactly what was requested', () => {
    const { scopes: clear, purposes, kinds, areas, validFrom, validTo, quotaPerDay } = REQUEST;
    const terms = { clear, masked: [], purposes, kinds, areas, validFrom, validTo, quotaPerDay };
    expect(takeStep(requested, { kind: 'APPROVE', terms, reason: null }, on('2026-11-04', TAX_OFFICER)).kind).toBe(
      'taken',
    );
  });
});

describe('whatever anybody tries in whatever order', () => {
  const someTerms: fc.Arbitrary<AgreementTerms> = fc.record({
    clear: fc.subarray([...REQUEST.scopes, 'tax.arrears-notice:identity']),
    masked: fc.subarray([...REQUEST.scopes]),
    purposes: fc.subarray([...REQUEST.purposes, 'audit']),
    kinds: fc.option(fc.subarray(['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'] as const)),
    areas: fc.option(fc.subarray(['451100', '451102', '450000', '450300'])),
    validFrom: fc.constantFrom('2026-11-01', '2026-11-02', '2026-12-01', '2027-12-01'),
    validTo: fc.constantFrom('2026-11-10', '2027-01-31', '2027-11-01', '2028-01-01'),
    quotaPerDay: fc.integer({ min: -1, max: 600 }),
  });
  const someStep: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      kind: fc.constant('APPROVE' as const),
      terms: fc.oneof(fc.constant(TERMS), someTerms),
      reason: fc.constant(null),
    }),
    fc.record({
      kind: fc.constantFrom(
        'REFUSE' as const,
        'WITHDRAW' as const,
        'SUSPEND' as const,
        'RESUME' as const,
        'REVOKE' as const,
      ),
      reason: fc.option(fc.constantFrom('', '理由')),
    }),
  );
  const someone = fc.oneof(
    { weight: 3, arbitrary: fc.constant(TAX_OFFICER) },
    { weight: 1, arbitrary: fc.constantFrom(APPROVAL, COURT_OFFICER, OTHER_APPLICATION, AUDITOR, OPERATOR) },
  );
  const attempts = fc.array(fc.record({ step: someStep, who: someone, days: fc.integer({ min: 0, max: 60 }) }), {
    maxLength: 15,
  });

  /** States that may follow one another, written out by hand. */
  const FOLLOWERS: Readonly<Record<Agreement['status'], readonly Agreement['status'][]>> = {
    REQUESTED: ['ACTIVE', 'REFUSED', 'WITHDRAWN'],
    ACTIVE: ['SUSPENDED', 'REVOKED'],
    SUSPENDED: ['ACTIVE', 'REVOKED'],
    REFUSED: [],
    WITHDRAWN: [],
    REVOKED: [],
  };

  test('no illegal state is reached, history only grows, and terms never exceed the request', () => {
    fc.assert(
      fc.property(attempts, (sequence) => {
        let agreement = requested;
        let today = '2026-11-02';
        for (const { step: wanted, who, days } of sequence) {
          today = addDays(today, days);
          const before = agreement;
          const outcome = takeStep(before, wanted, on(today, who));
          if (outcome.kind === 'refused') {
            expect(outcome.problems.length).toBeGreaterThan(0);
            continue;
          }
          agreement = outcome.agreement;
          expect(FOLLOWERS[before.status]).toContain(agreement.status);
          expect(statusOn(before, today)).not.toBe('EXPIRED');
          expect(agreement.version).toBe(before.version + 1);
          expect(agreement.history.slice(0, -1)).toEqual(before.history);
          expect(agreement.history.at(-1)).toMatchObject({ by: who.id, what: STEP_RULES[wanted.kind].event });
          expect(agreement.request).toBe(REQUEST);
          expect(agreement.status === 'WITHDRAWN' ? who : TAX_OFFICER).toBe(who);
          if (before.terms !== null) expect(agreement.terms).toBe(before.terms);
          if (agreement.terms !== null) expectWithin(agreement.terms);
          else expect(['REFUSED', 'WITHDRAWN']).toContain(agreement.status);
        }
      }),
      { numRuns: 500 },
    );
  });

  function expectWithin({
    clear,
    masked,
    purposes,
    kinds,
    areas,
    validFrom,
    validTo,
    quotaPerDay,
  }: AgreementTerms): void {
    const granted = [...clear, ...masked];
    expect(new Set(granted).size).toBe(granted.length);
    expect(granted.length).toBeGreaterThan(0);
    expect(REQUEST.scopes).toEqual(expect.arrayContaining(granted));
    expect(REQUEST.purposes).toEqual(expect.arrayContaining([...purposes]));
    expect(['ORGANIZATION', 'SOLE_TRADER']).toEqual(expect.arrayContaining([...(kinds ?? ['none'])]));
    expect(['451100', '451102']).toEqual(expect.arrayContaining([...(areas ?? ['none'])]));
    expect(validFrom >= REQUEST.validFrom && validFrom <= validTo && validTo <= REQUEST.validTo).toBe(true);
    expect(quotaPerDay).toBeGreaterThanOrEqual(1);
    expect(quotaPerDay).toBeLessThanOrEqual(REQUEST.quotaPerDay);
  }
});
