import type { AccessRules } from '../access/access-rule.ts';
import { PERSON_BULK_SCOPE, PERSON_SCOPE } from '../access/sight.ts';

/**
 * The scopes that a subgraph can ask about: those of its rules, those of natural persons, which hold for all data, and those
 * of the past of its catalogue items.
 *
 * @param items codes of its catalogue items
 */
export function mentionedScopes(rules: AccessRules, items: Iterable<string>): ReadonlySet<string> {
  const ofRules = [...rules.values()].flatMap(({ scopes }) => scopes.flat());
  return new Set([PERSON_SCOPE, PERSON_BULK_SCOPE, ...ofRules, ...[...items].map((item) => `${item}:history`)]);
}
