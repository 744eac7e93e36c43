import type { ErrorCode } from '../../schema/errors.ts';

/**
 * Codes by which a department, in this process or elsewhere, rightfully refuses what a client asks of it. Any other of its
 * errors is its own affair, of which a client is told that it does not answer.
 */
const REFUSALS = [
  'INVALID_ARGUMENT',
  'INVALID_CODE',
  'AMBIGUOUS_CODE',
  'INVALID_CURSOR',
  'CURSOR_FOREIGN',
  'CURSOR_STALE',
  'CURSOR_EXPIRED',
  'NOT_ALLOWED',
  'CONFLICT',
] as const satisfies readonly ErrorCode[];

export type Refusal = (typeof REFUSALS)[number];

export function isRefusal(code: unknown): code is Refusal {
  return REFUSALS.some((one) => one === code);
}
