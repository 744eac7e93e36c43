import { maskValue } from '../../../schema/masking/mask-value.ts';
import { compoundSurnames } from '../../../seeds/reference/compound-surnames.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import type { GuardedField } from './guarded-type.ts';
import type { Sights } from './sights.ts';

/**
 * The value of a guarded field as the caller sees it. What is denied is not read, so that it looks the same whether there is a
 * value or not.
 *
 * @param position of the field in its type
 */
export function shownValue(
  { coordinate, mask }: GuardedField,
  position: number,
  { fields, reasons }: Sights,
  { disclosed }: SubgraphContext,
  read: () => unknown,
): unknown {
  const sight = fields[position];
  if (sight === 'clear') return read();
  if (sight === 'masked' && mask !== undefined) {
    return maskValue(mask, read(), { compoundSurnames: compoundSurnames() });
  }
  const reason = reasons[position] ?? null;
  if (reason !== null) disclosed.denied(coordinate, reason);
  return null;
}
