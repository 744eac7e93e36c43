import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterPage, loadedAfresh, newPull, nextFeed, withItemLoads } from '../../../cli/pull/pull-course.ts';
import type { ItemLoad, PullState } from '../../../storage/received/port.ts';
import { FIXED_RUNS } from '../../harness/fixed-runs.ts';

/** A provider in miniature: the records that it would give out now, of two items, and a puller that holds generations of them. */
class World {
  readonly there = new Map<string, string>();
  readonly held = new Map<string, number>();
  state: PullState = newPull('upstream', 'https://example.invalid', null);
  #journal: string[] = [];
  #told = new Set<string>();

  write(record: string): void {
    this.there.set(record, itemOf(record));
    this.#journal.push(record);
  }

  /** Rights to an item were taken away. Nobody is told of the single records. */
  close(item: string): void {
    for (const [record, of] of this.there) if (of === item) this.there.delete(record);
    this.#told.add(item);
  }

  /** The next page of whatever is asked next, of two entries. */
  pull(): void {
    const feed = nextFeed(this.state);
    const from = Number(feed.after ?? 0);
    const to = Math.min(this.#journal.length, from + 2);
    const records = this.#journal.slice(from, to).filter((record) => this.there.has(record));
    const wanted = records.filter((record) => feed.items?.includes(itemOf(record)) ?? true);
    const rightsChanged = feed.load === null ? [...this.#told] : [];
    if (feed.load === null) this.#told.clear();
    const page = {
      changes: wanted.map(
        (recordId) => ({ operation: 'EMPTY', item: itemOf(recordId), recordId, version: 1 }) as const,
      ),
      rightsChanged,
      hasNextPage: to < this.#journal.length,
      endCursor: String(to),
      unasked: [],
    };
    const { state, sweep } = afterPage(this.state, feed, page, 'now');
    for (const record of wanted) this.held.set(record, state.generation);
    if (sweep !== null) {
      for (const [record, generation] of this.held) {
        const isOf = sweep.item === null || sweep.item === itemOf(record);
        if (isOf && generation < sweep.below) this.held.delete(record);
      }
    }
    this.state = state;
  }

  get isDone(): boolean {
    const { itemLoads, cursor, loading } = this.state;
    return (
      itemLoads.length === 0 && loading === null && Number(cursor) === this.#journal.length && this.#told.size === 0
    );
  }
}

const itemOf = (record: string): string => `item.${record[0]}`;

type Step = (world: World) => void;

const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.stringMatching(/^[ab][0-9]$/).map(
    (record): Step =>
      (world) =>
        world.write(record),
  ),
  fc.constant<Step>((world) => world.pull()),
  fc.constantFrom('item.a', 'item.b').map(
    (item): Step =>
      (world) =>
        world.close(item),
  ),
  fc.constant<Step>((world) => {
    world.state = loadedAfresh(world.state);
  }),
  fc.constantFrom('item.a', 'item.b').map(
    (item): Step =>
      (world) => {
        world.state = withItemLoads(world.state, [item]);
      },
  ),
);

test('whatever happens on the way, a pull ends with what the provider gives out, and with nothing else', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 60 }), (steps) => {
      const world = new World();
      for (const step of steps) step(world);
      for (let pages = 0; !world.isDone || pages === 0; pages += 1) {
        if (pages > 1_000) throw new Error('the pull does not end');
        world.pull();
      }
      expect([...world.held.keys()].sort()).toEqual([...world.there.keys()].sort());
    }),
    FIXED_RUNS,
  );
});

test('an item whose rights have changed again is loaded from the beginning, once', () => {
  const load: ItemLoad = { item: 'item.a', cursor: '7', generation: 2 };
  const state = { ...newPull('upstream', '', null), cursor: '9', generation: 2, itemLoads: [load] };
  const page = { changes: [], rightsChanged: ['item.a'], hasNextPage: true, endCursor: '8', unasked: [] };
  const { itemLoads } = afterPage(state, nextFeed(state), page, 'now').state;
  expect(itemLoads).toEqual([{ item: 'item.a', cursor: null, generation: 3 }]);
});
