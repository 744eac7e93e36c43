import { type AccessRule, ruleText } from '../../schema/access/access-rule.ts';
import type { Protected } from '../../schema/access/sight.ts';
import type { Owner } from './owners.ts';

/** One rule that has to be met, on behalf of one catalogue item. Equal ones are the same object within a policy. */
export interface Requirement extends Protected {
  readonly rule: AccessRule;
  /** The rule as text. */
  readonly text: string;
  /** The department whose data it guards; undefined where that is not one. */
  readonly owner: Owner | undefined;
}

/** Makes requirements, each of them once. */
export type RequirementTable = (
  rule: AccessRule | undefined,
  item: string | undefined,
  owner: Owner | undefined,
) => readonly Requirement[];

/** A table that is empty so far. What has no rule requires nothing. */
export function requirementTable(): RequirementTable {
  const known = new Map<string, readonly Requirement[]>();
  return (rule, item, owner) => {
    if (rule === undefined) return [];
    const text = ruleText(rule);
    const key = JSON.stringify([text, item, owner?.code]);
    const made = known.get(key) ?? [{ rule, item, text, owner }];
    known.set(key, made);
    return made;
  };
}
