import type { ItemLoad, PullState, Sweep } from '../../storage/received/port.ts';
import type { ProviderPage } from './read-page.ts';

/** What of the provider is asked next. */
export interface Feed {
  /** Null for all that the pull is about. */
  readonly load: ItemLoad | null;
  /** Null for all. */
  readonly items: readonly string[] | null;
  readonly after: string | null;
}

/** What becomes of the pull once a page is taken. */
export interface Step {
  readonly state: PullState;
  readonly sweep: Sweep | null;
  /** Whether the same feed has more. */
  readonly hasNextPage: boolean;
}

/** The pull of an origin that was never pulled. */
export function newPull(origin: string, provider: string, items: readonly string[] | null): PullState {
  return { origin, provider, items, cursor: null, generation: 1, loading: null, itemLoads: [], page: 0, at: '' };
}

/** Items whose rights have changed come first: what may not be held any more is held no longer than it must. */
export function nextFeed({ items, cursor, itemLoads: [load] }: PullState): Feed {
  return load === undefined ? { load: null, items, after: cursor } : { load, items: [load.item], after: load.cursor };
}

/** Takes a page of the feed into account. */
export function afterPage(before: PullState, feed: Feed, page: ProviderPage, at: string): Step {
  const state = { ...before, page: before.page + 1, at };
  return feed.load === null ? afterMainPage(state, page) : afterItemPage(state, feed.load, page);
}

/**
 * Everything is loaded afresh, since the cursor has ended. What is held stays until that is complete, and what it did not bring is
 * swept then.
 */
export function loadedAfresh(state: PullState): PullState {
  const generation = state.generation + 1;
  return { ...state, cursor: null, generation, loading: generation, itemLoads: [] };
}

/** The items are loaded afresh beside the pull of all, each before whatever it was in the middle of. */
export function withItemLoads(state: PullState, items: readonly string[]): PullState {
  if (items.length === 0) return state;
  const generation = state.generation + 1;
  const others = state.itemLoads.filter(({ item }) => !items.includes(item));
  const loads = [...new Set(items)].sort().map((item) => ({ item, cursor: null, generation }));
  return { ...state, generation, itemLoads: [...loads, ...others] };
}

function afterMainPage(state: PullState, { endCursor, hasNextPage, rightsChanged }: ProviderPage): Step {
  const isComplete = state.loading !== null && !hasNextPage;
  const sweep = isComplete && state.loading !== null ? { item: null, below: state.loading } : null;
  const moved = { ...state, cursor: endCursor, loading: isComplete ? null : state.loading };
  return { state: withItemLoads(moved, rightsChanged), sweep, hasNextPage: hasNextPage && rightsChanged.length === 0 };
}

function afterItemPage(
  state: PullState,
  load: ItemLoad,
  { endCursor, hasNextPage, rightsChanged }: ProviderPage,
): Step {
  // Pages before this one came under other rights.
  if (rightsChanged.length > 0) return { state: withItemLoads(state, [load.item]), sweep: null, hasNextPage: false };
  const [, ...others] = state.itemLoads;
  if (!hasNextPage) {
    const sweep = { item: load.item, below: load.generation };
    return { state: { ...state, itemLoads: others }, sweep, hasNextPage: false };
  }
  return {
    state: { ...state, itemLoads: [{ ...load, cursor: endCursor }, ...others] },
    sweep: null,
    hasNextPage: true,
  };
}
