import { describe, expect, test } from '@jest/globals';
import { publicityRegime, publicityWindow } from '../../../seeds/reference/publicity-clocks.ts';
import { severityOf } from '../../../seeds/reference/severity-bands.ts';

describe('the publicity window', () => {
  test.each([
    ['MINOR', 'exception', '2026-05-10', '2026-08-10'],
    ['GENERAL', 'yes', '2026-08-10', '2027-05-10'],
    ['SERIOUS', 'yes', '2027-05-10', '2029-05-10'],
  ] as const)('of a %s decision under the rules of 2026', (severity, publication, minEnd, maxEnd) => {
    expect(publicityWindow({ severity, decisionDate: '2026-05-10' })).toEqual({
      regime: 'NDRC_ORDER_36',
      publication,
      minEnd,
      maxEnd,
    });
  });

  test('ends with the month where the month is too short', () => {
    expect(publicityWindow({ severity: 'GENERAL', decisionDate: '2026-11-30' })).toMatchObject({
      minEnd: '2027-02-28',
      maxEnd: '2027-11-30',
    });
    expect(publicityWindow({ severity: 'GENERAL', decisionDate: '2027-11-30' })).toMatchObject({
      minEnd: '2028-02-29',
    });
    expect(publicityWindow({ severity: 'SERIOUS', decisionDate: '2028-02-29' })).toMatchObject({
      minEnd: '2029-02-28',
      maxEnd: '2031-02-28',
    });
  });

  test.each([
    ['2019-06-30', null],
    ['2019-07-01', 'NDRC_527_2019'],
    ['2023-04-30', 'NDRC_527_2019'],
    ['2023-05-01', 'NDRC_ORDER_58'],
    ['2026-03-31', 'NDRC_ORDER_58'],
    ['2026-04-01', 'NDRC_ORDER_36'],
  ])('of a decision of %s follows %s', (decisionDate, regime) => {
    expect(publicityRegime(decisionDate)).toBe(regime);
    expect(publicityWindow({ severity: 'SERIOUS', decisionDate })?.regime ?? null).toBe(regime);
  });

  test('keeps the regime that the record has, whatever its date', () => {
    expect(publicityWindow({ severity: 'SERIOUS', decisionDate: '2022-01-31', regime: 'NDRC_ORDER_36' })).toMatchObject(
      { minEnd: '2023-01-31', maxEnd: '2025-01-31' },
    );
  });

  test('is closed for warnings under the rules of 2023', () => {
    expect(publicityWindow({ severity: 'MINOR', decisionDate: '2025-01-10' })).toEqual({
      regime: 'NDRC_ORDER_58',
      publication: 'no',
      minEnd: null,
      maxEnd: null,
    });
  });

  test('of the enterprise publicity system starts with publicity, not with the decision', () => {
    const question = { severity: 'GENERAL', decisionDate: '2025-01-10', channel: 'ENTERPRISE_PUBLICITY' } as const;
    expect(publicityWindow({ ...question, publishedOn: '2025-01-31' })).toEqual({
      regime: 'SAMR_ORDER_45',
      publication: 'yes',
      minEnd: null,
      maxEnd: '2028-01-31',
    });
    expect(() => publicityWindow(question)).toThrow('publishedOn');
  });
});

describe('the severity of a penalty', () => {
  const today = { regime: 'NDRC_ORDER_36', procedure: 'ORDINARY' } as const;

  test('is minor for whatever the simple procedure decided', () => {
    expect(severityOf({ regime: 'NDRC_ORDER_36', procedure: 'SIMPLE', kinds: ['P03'] })).toBe('MINOR');
  });

  test('of several kinds is that of the gravest', () => {
    expect(severityOf({ ...today, kinds: ['P01'] })).toBe('MINOR');
    expect(severityOf({ ...today, kinds: ['P01', 'P04'] })).toBe('GENERAL');
    expect(severityOf({ ...today, kinds: ['P04', 'P08'] })).toBe('SERIOUS');
  });

  test('of a fine depends on its size, and without a threshold a person decides', () => {
    expect(severityOf({ ...today, kinds: ['P03'], amountBand: 'LOW' })).toBe('MINOR');
    expect(severityOf({ ...today, kinds: ['P03'], amountBand: 'LARGE' })).toBe('GENERAL');
    expect(severityOf({ ...today, kinds: ['P03'], amountBand: 'HUGE' })).toBe('SERIOUS');
    expect(severityOf({ ...today, kinds: ['P03'] })).toBe('manual');
  });

  test('is left to a person where the rules do not settle it, unless it is serious anyway', () => {
    expect(severityOf({ ...today, kinds: ['P06'] })).toBe('manual');
    expect(severityOf({ ...today, kinds: ['P04', 'P07'] })).toBe('manual');
    expect(severityOf({ ...today, kinds: ['P07', 'P12'] })).toBe('SERIOUS');
    expect(severityOf({ ...today, kinds: [] })).toBe('manual');
    expect(severityOf({ ...today, kinds: ['P77'] })).toBe('manual');
    expect(severityOf({ ...today, regime: 'NO_SUCH_REGIME', kinds: ['P01'] })).toBe('manual');
  });

  test('of 2023 was higher for food, special equipment, work safety and fire', () => {
    const then = { regime: 'NDRC_ORDER_58', procedure: 'ORDINARY', kinds: ['P03'] } as const;
    expect(severityOf({ ...then, amountBand: 'LOW' })).toBe('GENERAL');
    expect(severityOf({ ...then, amountBand: 'LOW', sector: 'FOOD_DRUG' })).toBe('SERIOUS');
  });
});
