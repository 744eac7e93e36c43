import { describe, expect, test } from '@jest/globals';
import { supergraphChanges } from '../../../schema/changes/supergraph-changes.ts';
import { compose } from '../../../schema/composition/compose.ts';
import { expandSubgraph } from '../../../schema/expansion/expand-subgraph.ts';

function supergraph(sdl: string): string {
  const result = compose([{ name: 'tax', url: 'http://tax.test', document: expandSubgraph(sdl), yields: [] }], []);
  if (result.kind === 'refused') throw new Error(result.problems.map(({ text }) => text).join('\n'));
  return result.supergraphSdl;
}

async function changes(before: string, after: string) {
  const all = await supergraphChanges(supergraph(before), supergraph(after));
  return all.map((change) => `${change.class}: ${change.coordinate}`);
}

const query = (field: string) => `type Query { a: String ${field} }`;

describe('a change of the supergraph', () => {
  test('that changes nothing is none', async () => {
    expect(await changes(query('b: Int'), query('b: Int'))).toEqual([]);
  });

  test('that removes or retypes a field is breaking', async () => {
    expect(await changes(query('b: Int'), query(''))).toContain('breaking: Query.b');
    expect(await changes(query('b: Int'), query('b: String'))).toContain('breaking: Query.b');
  });

  test('that adds a field is safe, whatever its rule', async () => {
    expect(await changes(query(''), query('b: Int @authenticated'))).toEqual(['safe: Query.b']);
  });

  test.each([
    ['@authenticated', ''],
    ['@requiresScopes(scopes: [["x"]])', '@requiresScopes(scopes: [["x"], ["y"]])'],
    ['@requiresScopes(scopes: [["x", "y"]])', '@requiresScopes(scopes: [["x"]])'],
  ])('from "%s" to "%s" widens exposure', async (before, after) => {
    expect(await changes(query(`b: Int ${before}`), query(`b: Int ${after}`))).toEqual(['exposure widened: Query.b']);
    expect(await changes(query(`b: Int ${after}`), query(`b: Int ${before}`))).toEqual(['access broken: Query.b']);
  });

  test('from one scope to another both widens exposure and breaks access', async () => {
    const scoped = (scope: string) => query(`b: Int @requiresScopes(scopes: [["${scope}"]])`);
    expect(await changes(scoped('x'), scoped('y'))).toEqual(['exposure widened: Query.b', 'access broken: Query.b']);
  });

  test('that takes a mask away widens exposure, and one that adds a mask breaks access', async () => {
    const masked = query('b: String @mask(rule: NAME)');
    expect(await changes(masked, query('b: String'))).toEqual(['exposure widened: Query.b']);
    expect(await changes(query('b: String'), masked)).toContain('access broken: Query.b');
  });
});
