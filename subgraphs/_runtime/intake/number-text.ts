/** From here on a spreadsheet has lost digits: it keeps fifteen. */
const LOST_DIGITS_FROM = 1e15;

/**
 * A number as the shortest text that a spreadsheet would show in a cell that is wide enough: fifteen significant digits, so that
 * the dust of binary fractions is gone (0.1 + 0.2 is 0.3).
 *
 * Numbers of sixteen digits and more are written in scientific notation. They are codes that somebody typed as numbers; their last
 * digits are lost, and written out with zeros they could pass for somebody else's.
 */
export function numberText(value: number): string {
  const shown = Number(value.toPrecision(15));
  const text = Math.abs(shown) >= LOST_DIGITS_FROM ? shown.toExponential() : String(shown);
  return text.toUpperCase();
}
