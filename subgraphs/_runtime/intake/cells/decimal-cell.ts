import { halfWidth } from './half-width.ts';

/** A number as people write it: groups of three with commas or none, decimals or none. */
const NUMBER = /^([-+]?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?(?:万元)?$/u;

/**
 * Reads a decimal number without ever making a binary fraction of it: the digits stay what they are, without separators and
 * needless zeros. The unit of amounts is 万元; a cell that names another one is unreadable. Null where it is no such number.
 */
export function readDecimal(cell: string): string | null {
  const match = NUMBER.exec(halfWidth(cell).replace(/\s/g, ''));
  if (match === null) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  const number = decimals === '' ? digits : `${digits}.${decimals}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** How many decimals a number of `readDecimal` has. */
export function decimalsOf(number: string): number {
  const point = number.indexOf('.');
  return point < 0 ? 0 : number.length - point - 1;
}

/** True where the number of `readDecimal` is the limit, a whole number from 1, or more. */
export function reaches(number: string, limit: string): boolean {
  const whole = number.split('.', 1)[0] ?? '';
  if (whole.startsWith('-')) return false;
  return whole.length === limit.length ? whole >= limit : whole.length > limit.length;
}
