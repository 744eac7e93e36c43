import type { RuleCode } from '../../../../storage/collection/port.ts';
import { decimalsOf, reaches, readDecimal } from '../cells/decimal-cell.ts';

/** An amount as it is kept, and what the rules say of it. */
export interface AmountReading {
  /** Null where it cannot be kept. */
  readonly amount: string | null;
  readonly finding: RuleCode | null;
}

/** What the rules compare an amount with; null where they are not in force. */
export interface AmountLimits {
  readonly decimals: number | null;
  /** From this whole number on, the amount may be in another unit. */
  readonly suspicious: string | null;
}

/** Digits before the point that the graph's Decimal holds. */
const MAX_WHOLE = '1000000000000';

/** R10: an amount is a number from 0 with few decimals. One so large that it may be in yuan is flagged. */
export function readAmount(cell: string, limits: AmountLimits): AmountReading {
  const amount = readDecimal(cell);
  if (amount === null || amount.startsWith('-') || reaches(amount, MAX_WHOLE)) return { amount: null, finding: 'R10' };
  if (limits.decimals !== null && decimalsOf(amount) > limits.decimals) return { amount: null, finding: 'R10' };
  const isSuspicious = limits.suspicious !== null && reaches(amount, limits.suspicious);
  return { amount, finding: isSuspicious ? 'R10W' : null };
}
