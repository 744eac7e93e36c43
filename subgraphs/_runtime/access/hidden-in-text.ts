import { hiderInText, type MaskedValue } from '../../../schema/masking/hide-in-text.ts';
import { compoundSurnames } from '../../../seeds/reference/compound-surnames.ts';
import type { GuardedType } from './guarded-type.ts';
import type { Sights } from './sights.ts';

/**
 * What hides in other fields of a row the values that its reader sees masked: whose name is masked shall not be named by the
 * facts of a case.
 *
 * @param read the clear value of a field
 */
export function hiderOfRow(
  { fields }: GuardedType,
  sights: Sights,
  read: (field: string) => unknown,
): (shown: unknown) => unknown {
  const masked = fields.flatMap(({ name, mask }, position): readonly MaskedValue[] =>
    mask !== undefined && sights.fields[position] === 'masked' ? [{ rule: mask, clear: read(name) }] : [],
  );
  const hide = hiderInText(masked, { compoundSurnames: compoundSurnames() });
  return (shown) => mapTexts(shown, hide);
}

/** The value with each of its texts changed, at any depth. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, change)]));
}
