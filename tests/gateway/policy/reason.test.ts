import { describe, expect, test } from '@jest/globals';
import { REASON_PRECEDENCE, reasonOf, type ScopeLapse, type StandingFacts } from '../../../gateway/policy/reason.ts';
import { requirementTable } from '../../../gateway/policy/requirement.ts';
import type { AccessRule } from '../../../schema/access/access-rule.ts';
import type { DenialReason } from '../../../schema/access/passport.ts';
import { grant } from './policy-example.ts';

const table = requirementTable();

function requirements(...rules: Partial<AccessRule>[]) {
  return rules.flatMap((rule) =>
    table({ authenticated: false, scopes: [], policies: [], ...rule }, undefined, undefined),
  );
}

function facts(parts: Partial<StandingFacts> & { readonly clear?: string[] } = {}): StandingFacts {
  const { clear = [], ...rest } = parts;
  const rights = { authenticated: true, grants: [grant({ clear })] };
  return { isAnonymous: false, hasPurpose: true, rights, lapses: new Map(), ...rest };
}

const lapsed = (lapse: ScopeLapse, ...scopes: string[]) => facts({ lapses: new Map(scopes.map((s) => [s, lapse])) });
const SCOPE = requirements({ scopes: [['a']] });
const CONSENT = requirements({ policies: [['subject-consent']] });

describe('why something is denied', () => {
  test.each<[string, ReturnType<typeof requirements>, StandingFacts, DenialReason]>([
    ['to the public', SCOPE, facts({ isAnonymous: true, hasPurpose: false }), 'UNAUTHENTICATED'],
    ['to the public, for consent', CONSENT, facts({ isAnonymous: true }), 'UNAUTHENTICATED'],
    ['without a purpose', SCOPE, facts({ hasPurpose: false }), 'PURPOSE_MISSING'],
    ['without an agreement', SCOPE, facts(), 'NO_AGREEMENT'],
    ['with an agreement for another purpose', SCOPE, lapsed('other-purpose', 'a'), 'NO_AGREEMENT'],
    ['with an agreement that is over', SCOPE, lapsed('expired', 'a'), 'AGREEMENT_EXPIRED'],
    ['with an agreement that begins later', SCOPE, lapsed('not-begun', 'a'), 'AGREEMENT_NOT_BEGUN'],
    ['with an agreement that is suspended', SCOPE, lapsed('suspended', 'a'), 'AGREEMENT_SUSPENDED'],
    ['with an agreement that is used up', SCOPE, lapsed('quota', 'a'), 'QUOTA_EXCEEDED'],
    ['without consent', CONSENT, facts(), 'CONSENT_MISSING'],
    ['that is seen masked and has to be seen clear', SCOPE, facts({ clear: ['a'] }), 'NO_AGREEMENT'],
  ])('%s', (_, unmet, known, reason) => {
    expect(reasonOf(unmet, known)).toBe(reason);
  });

  test('of a conjunction is what is missing of it, the farthest first', () => {
    const both = requirements({ scopes: [['a', 'b']] });
    expect(reasonOf(both, facts({ clear: ['a'], lapses: new Map([['b', 'expired']]) }))).toBe('AGREEMENT_EXPIRED');
    expect(reasonOf(both, facts({ lapses: new Map([['a', 'quota']]) }))).toBe('NO_AGREEMENT');
  });

  test('of alternatives is the nearest one', () => {
    const either = requirements({ scopes: [['a'], ['b'], ['c']] });
    const lapses = new Map<string, ScopeLapse>([
      ['a', 'expired'],
      ['b', 'quota'],
    ]);
    expect(reasonOf(either, facts({ lapses }))).toBe('QUOTA_EXCEEDED');
  });

  test('of several things is what has to be seen to first', () => {
    expect(REASON_PRECEDENCE).toEqual([
      'UNAUTHENTICATED',
      'PURPOSE_MISSING',
      'NO_AGREEMENT',
      'AGREEMENT_EXPIRED',
      'AGREEMENT_SUSPENDED',
      'AGREEMENT_NOT_BEGUN',
      'QUOTA_EXCEEDED',
      'CONSENT_MISSING',
    ]);
    expect(reasonOf([...CONSENT, ...SCOPE], facts())).toBe('NO_AGREEMENT');
    expect(reasonOf([...CONSENT, ...SCOPE], lapsed('suspended', 'a'))).toBe('AGREEMENT_SUSPENDED');
    expect(reasonOf(requirements({ scopes: [['a']], policies: [['p']] }), facts({ clear: ['a'] }))).toBe(
      'CONSENT_MISSING',
    );
  });

  test('counts an agreement for another item as none', () => {
    const [requirement] = table({ authenticated: false, scopes: [['a']], policies: [] }, 'this', undefined);
    const rights = { authenticated: true, grants: [grant({ clear: ['a'], items: ['that'] })] };
    expect(reasonOf(requirement === undefined ? [] : [requirement], facts({ rights }))).toBe('NO_AGREEMENT');
  });
});
