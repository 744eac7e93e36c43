import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths } from '../../../schema/iso-date.ts';
import { penaltyPublicity, severityByKinds } from '../../../subgraphs/_runtime/intake/publicity.ts';

const severity = severityByKinds();
const WARNING = ['P01'];
const FINE = ['P03'];
const CONFISCATION = ['P04'];
const REVOCATION = ['P08'];

function publicity(kinds: readonly string[], givenEnd: string | null, decisionDate = '2026-04-01') {
  const { startDate, endDate, isMoved } = penaltyPublicity({ decisionDate, kinds, givenEnd }, severity);
  return `${startDate ?? '-'} ${endDate ?? '-'}${isMoved ? ' moved' : ''}`;
}

describe('publicity of a penalty', () => {
  test.each<[string, readonly string[], string | null, string]>([
    ['minor: none', WARNING, '2026-07-01', '- -'],
    ['general, nothing given: a year', CONFISCATION, null, '2026-04-01 2027-03-31'],
    ['general, as given', CONFISCATION, '2026-10-01', '2026-04-01 2026-10-01'],
    ['general, the day after the last given', CONFISCATION, '2027-04-01', '2026-04-01 2027-03-31'],
    ['general, the first possible end', CONFISCATION, '2026-06-30', '2026-04-01 2026-06-30'],
    ['general, too long: a year', CONFISCATION, '2027-04-02', '2026-04-01 2027-03-31 moved'],
    ['general, too short: three months', CONFISCATION, '2026-05-01', '2026-04-01 2026-07-01 moved'],
    ['serious, three years given', REVOCATION, '2029-03-31', '2026-04-01 2029-03-31'],
    ['serious, too short: a year', REVOCATION, '2026-07-01', '2026-04-01 2027-04-01 moved'],
    ['the gravest of several kinds counts', [...WARNING, ...REVOCATION], null, '2026-04-01 2029-03-31'],
    ['not settled, as given within the serious maximum', FINE, '2028-04-01', '2026-04-01 2028-04-01'],
    ['not settled, given too long: the general maximum', FINE, '2029-04-02', '2026-04-01 2027-03-31 moved'],
    ['not settled, nothing given: the general maximum', FINE, null, '2026-04-01 2027-03-31'],
  ])('%s', (_, kinds, given, expected) => {
    expect(publicity(kinds, given)).toBe(expected);
  });

  test('follows the clock of the day of the decision', () => {
    expect(publicity(CONFISCATION, null, '2026-03-31')).toBe('2026-03-31 2029-03-30');
    expect(publicity(CONFISCATION, '2018-04-01', '2017-03-01')).toBe('- -');
  });

  test('is never longer than the longest period, nor shorter than the least', () => {
    const day = fc.integer({ min: 0, max: 80 }).map((months) => addMonths('2026-04-01', months));
    const kinds = fc.subarray(['P01', 'P02', 'P03', 'P04', 'P08', 'P10', 'P13', 'P99'], { minLength: 1 });
    fc.assert(
      fc.property(kinds, fc.option(day), (codes, givenEnd) => {
        const level = severity('NDRC_ORDER_36', codes);
        const { endDate } = penaltyPublicity({ decisionDate: '2026-04-01', kinds: codes, givenEnd }, severity);
        if (level === 'MINOR') expect(endDate).toBeNull();
        if (level === 'GENERAL')
          expect(endDate !== null && endDate >= '2026-06-30' && endDate < '2027-04-01').toBe(true);
        if (level === 'SERIOUS')
          expect(endDate !== null && endDate >= '2027-03-31' && endDate < '2029-04-01').toBe(true);
        if (level === 'manual') expect(endDate !== null && endDate < '2029-04-01').toBe(true);
      }),
    );
  });
});
