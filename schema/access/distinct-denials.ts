import type { RowDenial } from './passport.ts';

/** Each coordinate with each of its reasons once, in the order of their first mention. */
export function distinctDenials(denials: readonly RowDenial[]): readonly RowDenial[] {
  if (denials.length < 2) return denials;
  return [...new Map(denials.map((denial) => [`${denial.coordinate} ${denial.reason}`, denial])).values()];
}
