import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Lineage } from '../../../subgraphs/_runtime/succession/lineage.ts';
import type { Succession, SuccessionKind } from '../../../subgraphs/_runtime/succession/succession.ts';

function succession(
  predecessorId: string,
  successorId: string | null,
  kind: SuccessionKind = 'ABSORPTION',
  date = '2020-05-01',
): Succession {
  return { kind, date, predecessorId, successorId, successorName: `${successorId}`, successorUscc: `${successorId}` };
}

describe('a chain of mergers', () => {
  const lineage = new Lineage([
    succession('b', 'c', 'ABSORPTION', '2022-01-01'),
    succession('a', 'b', 'ABSORPTION', '2020-01-01'),
  ]);

  test('gives the last one everybody before it, and the mergers in the order of their days', () => {
    expect(lineage.forebearsOf('c').map(({ id }) => id)).toEqual(['b', 'a']);
    expect(lineage.successionsTo('c').map(({ predecessorId }) => predecessorId)).toEqual(['a', 'b']);
    expect(lineage.successionsFrom('a').map(({ successorId }) => successorId)).toEqual(['b', 'c']);
    expect(lineage.forebearsOf('a')).toEqual([]);
  });

  test('finds the one that goes on from each of them', () => {
    expect(['a', 'b', 'c', 'd'].map((id) => lineage.heirOf(id))).toEqual(['c', 'c', 'c', 'd']);
  });
});

test('who is formed of two has the history of both', () => {
  const lineage = new Lineage([succession('a', 'c', 'CONSOLIDATION'), succession('b', 'c', 'CONSOLIDATION')]);
  expect(lineage.forebearsOf('c')).toEqual([
    { id: 'a', decidedTo: null },
    { id: 'b', decidedTo: null },
  ]);
});

describe('a division', () => {
  test('into several leaves its numbers to the one that was divided, since none of them goes on in its place alone', () => {
    const lineage = new Lineage([succession('a', 'b', 'DIVISION'), succession('a', 'c', 'DIVISION')]);
    expect(lineage.heirOf('a')).toBe('a');
    expect(lineage.forebearsOf('b')).toEqual([{ id: 'a', decidedTo: null }]);
  });

  test('after which the parts are united again finds the one that they are united in', () => {
    const parts = [succession('a', 'b', 'DIVISION'), succession('a', 'c', 'DIVISION')];
    const lineage = new Lineage([...parts, succession('c', 'b', 'ABSORPTION', '2023-01-01')]);
    expect(lineage.heirOf('a')).toBe('b');
    expect(lineage.forebearsOf('b').map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test('that the divided one outlives ends the common history on its day, for those who follow too', () => {
    const lineage = new Lineage([
      succession('a', 'b', 'SPIN_OFF', '2020-05-01'),
      succession('b', 'c', 'ABSORPTION', '2022-01-01'),
      succession('c', 'd', 'SPIN_OFF', '2019-01-01'),
    ]);
    expect(lineage.heirOf('a')).toBe('a');
    expect(lineage.forebearsOf('b')).toEqual([{ id: 'a', decidedTo: '2020-05-01' }]);
    expect(lineage.forebearsOf('c')).toContainEqual({ id: 'a', decidedTo: '2020-05-01' });
    expect(lineage.forebearsOf('d')).toContainEqual({ id: 'b', decidedTo: '2019-01-01' });
  });

  test('and a merger between the same two count by what reaches further', () => {
    const spun = succession('a', 'b', 'SPIN_OFF', '2020-05-01');
    const merged = succession('a', 'b', 'ABSORPTION', '2022-01-01');
    for (const order of [
      [spun, merged],
      [merged, spun],
    ]) {
      expect(new Lineage(order).forebearsOf('b')).toEqual([{ id: 'a', decidedTo: null }]);
    }
  });
});

test('a successor that the hub does not know takes the subject nowhere', () => {
  const lineage = new Lineage([succession('a', null)]);
  expect(lineage.heirOf('a')).toBe('a');
  expect(lineage.successionsFrom('a')).toHaveLength(1);
});

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const anySuccession = fc
  .record({
    from: ids,
    to: fc.option(ids),
    kind: fc.constantFrom<SuccessionKind>('ABSORPTION', 'CONSOLIDATION', 'SPIN_OFF', 'DIVISION'),
    date: fc.constantFrom('2019-01-01', '2020-01-01', '2021-01-01'),
  })
  .map(({ from, to, kind, date }) => succession(from, to, kind, date));

test('whatever is told, circles too, everything ends, and nobody is before himself or twice before anybody', () => {
  fc.assert(
    fc.property(fc.array(anySuccession, { maxLength: 12 }), (successions) => {
      const lineage = new Lineage(successions);
      for (const id of ['a', 'b', 'c', 'd', 'e']) {
        const before = lineage.forebearsOf(id).map((forebear) => forebear.id);
        expect(before).not.toContain(id);
        expect(new Set(before).size).toBe(before.length);
        const heir = lineage.heirOf(id);
        if (heir === id) continue;
        expect(lineage.endedInto(id, heir)).toBe(true);
        expect(lineage.forebearsOf(heir)).toContainEqual({ id, decidedTo: null });
        expect(lineage.heirOf(heir)).toBe(heir);
      }
    }),
  );
});
