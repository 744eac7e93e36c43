/**
 * An amount as the lower edge of its band: 0, 1, 5, 10, 50, 100, 500 and so on, so that "5" says "5 or more, but less than
 * 10". It stays a value of Decimal, in the unit of the field. Of a negative amount the band of its size is told. A text that is
 * no decimal number becomes null.
 */
export function maskAmount(text: string): string | null {
  const [, sign, whole = ''] = /^(-?)0*(\d*)(?:\.\d+)?$/.exec(text) ?? [];
  if (sign === undefined) return null;
  if (whole === '') return '0';
  const edge = (whole[0] ?? '') >= '5' ? '5' : '1';
  return sign + edge.padEnd(whole.length, '0');
}
