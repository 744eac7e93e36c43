import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccessRule } from '../../../schema/access/access-rule.ts';
import { implies } from '../../../schema/access/implies.ts';

const NAMES = ['a', 'b', 'c'];
const alternatives = fc.array(fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }), { maxLength: 3 });
const rule: fc.Arbitrary<AccessRule | undefined> = fc.option(
  fc.record({ authenticated: fc.boolean(), scopes: alternatives, policies: alternatives }),
  { nil: undefined },
);

/** Every caller that there can be: a token or none, with any scopes and policies. */
const callers = [true, false].flatMap((token) =>
  subsets(NAMES).flatMap((scopes) => subsets(NAMES).map((policies) => ({ token, scopes, policies }))),
);

function subsets(names: readonly string[]): string[][] {
  const [first, ...rest] = names;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((set) => [set, [first, ...set]]);
}

function fulfils(caller: (typeof callers)[number], asked: AccessRule | undefined): boolean {
  if (asked === undefined) return true;
  const holds = (lists: AccessRule['scopes'], have: readonly string[]) =>
    lists.length === 0 || lists.some((all) => all.every((name) => have.includes(name)));
  return (
    (!asked.authenticated || caller.token) &&
    holds(asked.scopes, caller.scopes) &&
    holds(asked.policies, caller.policies)
  );
}

describe('one rule implies another', () => {
  test('exactly when no caller fulfils the first but not the second', () => {
    fc.assert(
      fc.property(rule, rule, (strong, weak) => {
        const everyone = callers.every((caller) => !fulfils(caller, strong) || fulfils(caller, weak));
        expect(implies(strong, weak)).toBe(everyone);
      }),
      { numRuns: 2_000 },
    );
  });
});
