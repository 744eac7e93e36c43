import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Caller } from '../../../schema/access/passport.ts';
import { addDays } from '../../../schema/iso-date.ts';
import { publicityRegime, publicityWindow, type Severity } from '../../../seeds/reference/publicity-clocks.ts';
import type { Occasion } from '../../../subgraphs/coordination/occasion.ts';
import type { Repair } from '../../../subgraphs/coordination/repair.ts';
import { takeRepairStep } from '../../../subgraphs/coordination/repair-life.ts';
import { openRepair, type RepairApplication } from '../../../subgraphs/coordination/repair-opening.ts';
import type { RepairOutcome } from '../../../subgraphs/coordination/repair-outcome.ts';
import { firstDayFor, repairTerms } from '../../../subgraphs/coordination/repair-terms.ts';
import type { TargetFacts } from '../../../subgraphs/coordination/target.ts';

const MARKET: Caller = { kind: 'officer', id: 'officer:market', department: 'market', subject: null };

function on(today: string): Occasion {
  return { caller: MARKET, today, now: new Date(`${today}T04:00:00Z`) };
}

function facts(decidedOn: string, more: Partial<TargetFacts> = {}): TargetFacts {
  return {
    target: { source: 'RECORD', id: 'r1', item: 'market.administrative-penalty' },
    subjectId: 'o.91451102MA5K000001',
    subjectKind: 'ORGANIZATION',
    owner: 'market',
    documentNo: '1号',
    decidedOn,
    list: null,
    penaltyKinds: ['CONFISCATION_OF_GAINS'],
    standing: 'IN_FORCE',
    ...more,
  };
}

function applying(about: TargetFacts, today: string, earlier: readonly Repair[] = []): RepairOutcome {
  const application: RepairApplication = {
    applicant: 'SUBJECT',
    mandateNo: null,
    dutyFulfilledOn: about.decidedOn,
    evidence: [{ kind: 'PAYMENT', documentNo: '1号' }],
    commitment: '承诺',
  };
  return openRepair(application, { facts: about, earlier, isSeriouslyListed: false }, on(today));
}

function taken(outcome: RepairOutcome): Repair {
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
  return outcome.repair;
}

const firstDay = (outcome: RepairOutcome) => (outcome.kind === 'refused' ? outcome.firstPossibleOn : 'at once');

describe('three regimes, by the day of the decision:', () => {
  // The last day of one and the first day of the next.
  test.each<[string, string, string, string, string | null]>([
    ['2023-04-30', 'NDRC_527_2019', 'manual', 'GENERAL', '2023-07-30'],
    ['2023-05-01', 'NDRC_ORDER_58', 'GENERAL', 'GENERAL', '2023-08-01'],
    ['2026-03-31', 'NDRC_ORDER_58', 'GENERAL', 'SERIOUS', '2027-03-31'],
    ['2026-04-01', 'NDRC_ORDER_36', 'GENERAL', 'SERIOUS', '2027-04-01'],
    ['2023-04-30', 'NDRC_527_2019', 'manual', 'SERIOUS', '2023-10-30'],
    ['2026-04-01', 'NDRC_ORDER_36', 'GENERAL', 'MINOR', '2026-04-01'],
  ])('of %s it is %s', (decidedOn, regime, severity, asked, firstOn) => {
    expect(repairTerms(facts(decidedOn))).toMatchObject({ kind: 'possible', regime, severity });
    expect(firstDayFor(asked as Severity, decidedOn)).toBe(firstOn);
  });

  test('before the first of them nobody applies: a person finds the rules', () => {
    expect(repairTerms(facts('2019-06-30'))).toMatchObject({ kind: 'impossible' });
    expect(applying(facts('2019-06-30'), '2026-11-02').kind).toBe('refused');
  });

  test('a fine of unknown size is general under the rules of 2023, and for an officer to weigh under those of 2026', () => {
    const fine = { penaltyKinds: ['FINE'] };
    expect(repairTerms(facts('2026-03-31', fine))).toMatchObject({ severity: 'GENERAL', firstOn: '2026-06-30' });
    expect(repairTerms(facts('2026-04-01', fine))).toMatchObject({ severity: 'manual', firstOn: null });
  });

  test('nobody applies on the day before the first possible one, and everybody on it', () => {
    const days = fc.integer({ min: 0, max: 1_200 }).map((days) => addDays('2023-05-01', days));
    fc.assert(
      fc.property(days, fc.constantFrom('CONFISCATION_OF_GAINS', 'LICENCE_REVOCATION'), (decidedOn, kind) => {
        const about = facts(decidedOn, { penaltyKinds: [kind] });
        const terms = repairTerms(about);
        if (terms.kind === 'impossible' || terms.severity === 'manual') throw new Error('the tables settle these');
        const window = publicityWindow({ severity: terms.severity, decisionDate: decidedOn });
        expect([terms.regime, terms.firstOn]).toEqual([publicityRegime(decidedOn), window?.minEnd]);
        const first = terms.firstOn ?? decidedOn;
        expect(firstDay(applying(about, addDays(first, -1)))).toBe(first);
        expect(firstDay(applying(about, first))).toBe('at once');
      }),
    );
  });
});

describe('an entry in a list', () => {
  const entry = (list: string) => facts('2026-01-15', { list, penaltyKinds: null });

  test('waits for the months of its list, or those of a serious act where the list names none', () => {
    expect(repairTerms(entry('WAGE_ARREARS'))).toMatchObject({ severity: 'SERIOUS', firstOn: '2026-07-15' });
    expect(repairTerms(entry('MARKET_SERIOUS_VIOLATION'))).toMatchObject({ firstOn: '2027-01-15' });
    expect(repairTerms(entry('TRANSPORT_SERIOUS_VIOLATION'))).toMatchObject({ firstOn: '2027-01-15' });
  });

  test('ends as soon as its subject has performed where that is the rule', () => {
    expect(repairTerms(entry('JUDGMENT_DEBTOR'))).toMatchObject({ kind: 'possible', firstOn: null });
    expect(repairTerms(entry('ABNORMAL_OPERATION'))).toMatchObject({ severity: 'GENERAL', firstOn: null });
  });

  test('of a list that only its term ends is not repaired', () => {
    expect(repairTerms(entry('PROCUREMENT_VIOLATION'))).toMatchObject({ kind: 'impossible' });
    expect(applying(entry('PROCUREMENT_VIOLATION'), '2028-01-01').kind).toBe('refused');
  });
});

describe('limits count working days', () => {
  test('over Spring Festival and its make-up Saturdays, and the National Day', () => {
    const about = facts('2025-01-06');
    // Fri 13 February 2026: Sat 14 is worked, 15 to 23 are holidays.
    const repair = taken(applying(about, '2026-02-13'));
    expect(repair.acceptBy).toBe('2026-02-25');
    const accepted = taken(takeRepairStep(repair, { kind: 'ACCEPT', severity: null }, on('2026-02-13')));
    // 14, 24 to 28 (a Saturday that is worked), 2 to 5 March.
    expect(accepted.decideBy).toBe('2026-03-05');
    const extended = taken(takeRepairStep(accepted, { kind: 'EXTEND', reason: '复杂' }, on('2026-03-05')));
    expect(extended.decideBy).toBe('2026-03-19');
    // Sat 10 October 2026 is worked, 1 to 7 October are holidays, and so is Sun 20 September, which is worked.
    expect(taken(applying(about, '2026-09-30')).acceptBy).toBe('2026-10-10');
  });
});

describe('who was refused or has deceived', () => {
  const decided = { documentNo: '1号', reason: '理由' };

  function rejected(isDeceit: boolean): Repair {
    const repair = taken(applying(facts('2026-04-01'), '2026-08-03'));
    const accepted = taken(takeRepairStep(repair, { kind: 'ACCEPT', severity: null }, on('2026-08-03')));
    return taken(takeRepairStep(accepted, { kind: 'REJECT', ...decided, isDeceit }, on('2026-08-04')));
  }

  test('waits as long as the tables say, for this or for anything', () => {
    const other = facts('2026-04-02', { target: { source: 'RECORD', id: 'r2', item: 'tax.administrative-penalty' } });
    expect(firstDay(applying(facts('2026-04-01'), '2026-08-05', [rejected(false)]))).toBe('at once');
    expect(firstDay(applying(other, '2026-08-05', [rejected(true)]))).toBe('2029-08-04');
    expect(firstDay(applying(other, '2029-08-03', [rejected(true)]))).toBe('2029-08-04');
    expect(firstDay(applying(other, '2029-08-04', [rejected(true)]))).toBe('at once');
    const barred = { ...rejected(false), bar: { scope: 'TARGET', until: '2026-09-04' } } as const;
    expect(firstDay(applying(other, '2026-08-05', [barred]))).toBe('at once');
    expect(firstDay(applying(facts('2026-04-01'), '2026-08-05', [barred]))).toBe('2026-09-04');
  });
});
