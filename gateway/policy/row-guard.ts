import type { Protected } from '../../schema/access/sight.ts';
import type { FieldPolicy } from './field-policy.ts';
import type { Policy } from './policy.ts';

/** A place that departments close row by row, and what has to be open of a row. */
export interface RowGuard {
  /** `Type.field`; `Type` of entities as a whole. */
  readonly coordinate: string;
  readonly asked: Protected;
}

/** Of a field that leads to rows of one catalogue item; undefined where anything else decides about it. */
export function fieldRowGuard({ coordinate, item, ...needs }: FieldPolicy): RowGuard | undefined {
  const [requirement, ...others] = needs.requires;
  if (item === undefined || others.length + needs.requiresClear.length + needs.requiresOneOf.length > 0)
    return undefined;
  if (requirement !== undefined && requirement.item !== item) return undefined;
  return { coordinate, asked: { rule: requirement?.rule, item } };
}

/** Of entities as a whole, which are no records; undefined where more than one rule decides about them. */
export function entityRowGuard(typeName: string, policy: Policy): RowGuard | undefined {
  const [requirement, ...others] = policy.ofType(typeName);
  if (others.length > 0) return undefined;
  return { coordinate: typeName, asked: { rule: requirement?.rule, item: requirement?.item } };
}
