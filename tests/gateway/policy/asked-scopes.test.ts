import { expect, test } from '@jest/globals';
import { askedScopes } from '../../../gateway/policy/asked-scopes.ts';
import { requirementTable } from '../../../gateway/policy/requirement.ts';
import { ALL_ROWS } from '../../../schema/access/grant.ts';
import { grant, reader } from './policy-example.ts';

const requiring = (...scopes: string[][]) =>
  requirementTable()({ authenticated: true, scopes, policies: [] }, 'tax.grade', undefined);

test.each<[string, string[][], ReturnType<typeof reader>, string[]]>([
  ['all that a rule needs, where the caller has nothing', [['a', 'b']], reader(), ['a', 'b']],
  ['what is lacking of a rule', [['a', 'b']], reader('a'), ['b']],
  ['the alternative of which least is lacking', [['a', 'b'], ['c']], reader(), ['c']],
  ['that also where it comes first', [['c'], ['a', 'b']], reader('a'), ['c']],
  [
    'again what the caller has masked only',
    [['a']],
    { authenticated: true, grants: [grant({ masked: ['a'] })] },
    ['a'],
  ],
  [
    'what the caller has for other items',
    [['a']],
    { authenticated: true, grants: [grant({ clear: ['a'], items: ['tax.notice'] })] },
    ['a'],
  ],
  [
    'what an agency has without consent, no more than that',
    [['a', 'b']],
    { authenticated: true, grants: [grant({ clear: ['a'], rows: { ...ALL_ROWS, subjects: [] } })] },
    ['b'],
  ],
  ['nothing where no scope would do', [], reader(), []],
])('%s', (_, scopes, rights, asked) => {
  expect(askedScopes(requiring(...scopes), rights)).toEqual(asked);
});

test('each scope once, of all rules together', () => {
  expect(askedScopes([...requiring(['a', 'b']), ...requiring(['b', 'c'])], reader('a'))).toEqual(['b', 'c']);
});
