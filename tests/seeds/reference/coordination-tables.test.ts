import { describe, expect, test } from '@jest/globals';
import { deadlineOf } from '../../../seeds/reference/coordination-limits.ts';
import { incentiveLists } from '../../../seeds/reference/incentive-lists.ts';
import { signalSources } from '../../../seeds/reference/incentive-signals.ts';
import { citedBases, isInForce, legalBases } from '../../../seeds/reference/legal-bases.ts';
import { listKinds } from '../../../seeds/reference/list-kinds.ts';
import { listRepairWay } from '../../../seeds/reference/list-repairs.ts';
import {
  incentiveMeasures,
  incentivesFor,
  measuresFor,
  punishmentMeasures,
} from '../../../seeds/reference/measures.ts';
import { bodiesBehind, powerItems } from '../../../seeds/reference/power-items.ts';
import { publicityRegime } from '../../../seeds/reference/publicity-clocks.ts';
import { repairConditions } from '../../../seeds/reference/repair-regimes.ts';
import { officialWorkingDays } from '../../../seeds/reference/working-calendar.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';

describe('legal bases', () => {
  test('are found behind articles, editions and numbers', () => {
    const cell = '《中华人民共和国公司法》（2023年修订）第一百七十八条第一款第五项；国发〔2016〕33号三（十）';
    expect(citedBases(cell, 'here').map(({ citation }) => citation)).toEqual([
      '《中华人民共和国公司法》（2023年修订）',
      '国发〔2016〕33号',
    ]);
  });

  test('that nobody has looked up are refused, with the place', () => {
    expect(() => citedBases('《没有的法》第一条', 'list-kinds.csv, NEW')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/list-kinds\.csv, NEW: "《没有的法》" is not in legal-bases\.csv/),
      }),
    );
  });

  test('hold on all of their days, and only together', () => {
    const of2014 = legalBases().get('《企业信息公示暂行条例》（2014年）');
    const policy = legalBases().get('国发〔2016〕33号');
    if (of2014 === undefined || policy === undefined) throw new Error('the table lacks what the test is about');
    expect(isInForce([of2014], '2014-09-30')).toBe(false);
    expect(isInForce([of2014], '2014-10-01')).toBe(true);
    expect(isInForce([of2014, policy], '2024-04-30')).toBe(true);
    expect(isInForce([of2014, policy], '2024-05-01')).toBe(false);
    expect(isInForce([], '2024-05-01')).toBe(false);
  });
});

describe('a measure whose basis is not in force', () => {
  const codes = (on: string) =>
    measuresFor({ listKind: 'MARKET_SERIOUS_VIOLATION', subjectKind: 'NATURAL_PERSON', on }).map(({ code }) => code);

  test('is not taken from that day on', () => {
    expect(codes('2024-04-30')).toContain('A33'); // rests on the regulation as it was until then
    expect(codes('2024-05-01')).not.toContain('A33');
  });

  test('is never among those of a day, whatever is asked', () => {
    for (const on of ['2016-01-01', '2020-06-01', '2024-05-01', '2026-11-02']) {
      for (const subjectKind of ['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'] as const) {
        const signals = new Set([...incentiveMeasures().values()].flatMap((one) => one.signals));
        const taken = [
          ...[...listKinds().keys()].flatMap((listKind) => measuresFor({ listKind, subjectKind, on })),
          ...incentivesFor(signals, { subjectKind, on }),
        ];
        expect(taken.filter(({ bases }) => !isInForce(bases, on))).toEqual([]);
      }
    }
  });
});

test('measures that reduce rights rest on more than a rule of a department', () => {
  for (const { class: of, bases } of punishmentMeasures().values()) {
    if (of === 'A')
      expect(bases.map(({ rank }) => rank)).toContainEqual(expect.stringMatching(/law|regul|central|judic/));
  }
});

describe('power items', () => {
  test('stand for whoever plays a role in a matter', () => {
    expect(bodiesBehind(['finance', 'licensing-bodies'], ['QUALIFICATION'])).toEqual(['finance', 'housing']);
    expect(bodiesBehind(['enforcement-bodies', 'market'], ['INSPECTION'])).toContain('emergency');
    expect(
      bodiesBehind(['enforcement-bodies', 'market'], ['INSPECTION']).filter((one) => one === 'market'),
    ).toHaveLength(1);
    expect(bodiesBehind(['licensing-bodies'], ['TRAVEL'])).toEqual([]);
  });

  test('are handled by somebody each', () => {
    for (const { handledBy } of powerItems().values()) expect(handledBy).not.toEqual([]);
  });
});

describe('signals of integrity', () => {
  test('come from catalogue items that there are, and fields that these have', async () => {
    const types = (await loadSubgraphs()).flatMap(({ recordTypes }) => recordTypes);
    for (const { item, field } of signalSources()) {
      const type = types.find(({ entry }) => entry.code === item);
      expect([item, type?.entry.code]).toEqual([item, item]);
      if (field !== null) expect([...(type?.fields.keys() ?? [])]).toContain(field);
    }
  });

  test('are what lists of integrity stand for, none of which has the name of a list of dishonesty', () => {
    for (const { code, signal } of incentiveLists().values()) {
      expect(listKinds().has(code)).toBe(false);
      expect(incentivesFor(new Set([signal]), { subjectKind: 'ORGANIZATION', on: '2026-11-02' })).not.toEqual([]);
    }
  });
});

describe('limits of joint action', () => {
  test('count working days over the long holidays and their make-up days', () => {
    // 2025-09-26 is a Friday: Sun 28 is worked, 1 to 8 October are not, Sat 11 is worked.
    expect(deadlineOf('RESPOND', '2025-09-26').on).toBe('2025-09-30');
    expect(deadlineOf('OBJECT_BEFORE_ENTRY', '2025-09-26').on).toBe('2025-10-10');
    expect(deadlineOf('OBJECT_BEFORE_ENTRY', '2025-09-28').on).toBe('2025-10-11');
    // Spring Festival 2026: 15 to 23 February are holidays, Sat 14 and Sat 28 are worked.
    expect(deadlineOf('RESPOND', '2026-02-13').on).toBe('2026-02-25');
    expect(deadlineOf('RESPOND', '2026-02-25').on).toBe('2026-02-28');
  });

  test('say that a day may still move where its year is not known, and what they rest on', () => {
    expect(deadlineOf('EXECUTE', '2026-12-25')).toMatchObject({
      isProvisional: true,
      basis: expect.stringMatching(/〔/),
    });
    expect(deadlineOf('EXECUTE', '2026-11-02').isProvisional).toBe(false);
    expect(officialWorkingDays().isKnown('2026-12-31')).toBe(true);
  });

  test('are not made up for days before the rules', () => {
    expect(() => deadlineOf('RESPOND', '2018-07-26')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(() => deadlineOf('RESPOND', '2019-01-02')).toThrow(
      expect.objectContaining({ code: 'CALENDAR_OUT_OF_RANGE' }),
    );
  });
});

describe('the tables of repair', () => {
  test('say of every list how an entry ends before its term, on the days on which it can be entered', () => {
    const unsaid = [...listKinds().values()].filter(
      ({ code, bases }) => isInForce(bases, '2026-11-02') && listRepairWay(code, '2026-11-02') === null,
    );
    expect(unsaid.map(({ code }) => code)).toEqual([]);
    expect(listRepairWay('WAGE_ARREARS', '2021-12-31')).toBeNull();
  });

  test('have conditions for every regime under which records of the credit platforms are published', () => {
    for (const day of ['2019-07-01', '2023-05-01', '2026-04-01']) {
      expect(repairConditions(publicityRegime(day) ?? '')).toMatchObject({ barAfterDeceitMonths: expect.any(Number) });
    }
    expect(() => repairConditions('NO_SUCH_REGIME')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
