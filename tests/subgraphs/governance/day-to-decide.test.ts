import { describe, expect, test } from '@jest/globals';
import { dayToDecide, isOverdue, isProvisional } from '../../../subgraphs/governance/day-to-decide.ts';
import { agreement } from '../../storage/governance/governance-fixtures.ts';

/** Requested on the last workday before 国庆 2026; the tenth working day from then on is 2026-10-20. */
const HOLIDAYS = { at: '2026-09-30T02:00:00.000Z' };

describe('the last day to decide', () => {
  test('is that which was told at the request', () => {
    const request = agreement({ ...HOLIDAYS, decideBy: '2026-10-20' });
    expect([dayToDecide(request), isProvisional(request)]).toEqual(['2026-10-20', false]);
    expect([isOverdue(request, '2026-10-20'), isOverdue(request, '2026-10-21')]).toEqual([false, true]);
  });

  test('is later where it was told before the holidays were known', () => {
    const request = agreement({ ...HOLIDAYS, decideBy: '2026-10-14' });
    expect(dayToDecide(request)).toBe('2026-10-20');
    expect(isOverdue(request, '2026-10-20')).toBe(false);
  });

  test('is never earlier than it was told', () => {
    expect(dayToDecide(agreement({ ...HOLIDAYS, decideBy: '2026-10-23' }))).toBe('2026-10-23');
  });

  test('stays as it was told once there is a decision', () => {
    const refused = agreement({ ...HOLIDAYS, status: 'REFUSED', decideBy: '2026-10-14' });
    expect([dayToDecide(refused), isProvisional(refused), isOverdue(refused, '2027-01-04')]).toEqual([
      '2026-10-14',
      false,
      false,
    ]);
  });

  test('may still move where the holidays of its year are not in the tables', () => {
    expect(isProvisional(agreement({ at: '2026-12-16T02:00:00.000Z', decideBy: '2026-12-30' }))).toBe(false);
    expect(isProvisional(agreement({ at: '2026-12-18T02:00:00.000Z', decideBy: '2027-01-01' }))).toBe(true);
  });
});
