import type { Passport } from '../../../schema/access/passport.ts';
import { CREDIT_OFFICE } from '../credit-office.ts';
import type { Dimension } from './fact.ts';

/** What of the figures a caller may be told. */
export interface FiguresSight {
  /** Only this department's; null for all. */
  readonly department: string | null;
  /** Small groups too: for who may see the cases. */
  readonly isExact: boolean;
}

/** What the public is told figures by: totals of the city, by month. */
const OF_THE_CITY: readonly Dimension[] = ['month'];

/**
 * What the caller may be told: auditors everything, departments their own, operators and the credit office everything but small
 * groups, everybody else totals of the city. Null where it may not be told what it asks.
 */
export function figuresSight(
  { caller, rights }: Passport,
  asked: { readonly department: string | null; readonly by: readonly Dimension[] },
): FiguresSight | null {
  const { department } = asked;
  const kind = rights.authenticated === true ? caller.kind : 'anonymous';
  if (kind === 'auditor') return { department, isExact: true };
  if (kind === 'operator') return { department, isExact: false };
  if ((kind === 'officer' || kind === 'application') && caller.department !== null) {
    const isOwn = department === caller.department;
    if (isOwn || (department === null && caller.department !== CREDIT_OFFICE)) {
      return { department: caller.department, isExact: true };
    }
    return caller.department === CREDIT_OFFICE ? { department, isExact: false } : null;
  }
  const isOfTheCity = department === null && asked.by.every((dimension) => OF_THE_CITY.includes(dimension));
  return isOfTheCity ? { department: null, isExact: false } : null;
}
