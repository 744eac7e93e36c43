import { keepEnds } from './hidden.ts';
import { plainNumber } from './plain-number.ts';

/** Number of an account, a card or a certificate: the last four characters are kept, and never more than half. */
export function maskAccount(text: string): string {
  const number = plainNumber(text);
  return keepEnds(number, 0, Math.min(4, Math.floor([...number].length / 2)));
}
