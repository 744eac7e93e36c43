import { type Comparing, compareItem, type ItemComparison } from './compare-item.ts';
import type { Pull } from './pull.ts';

/** How often all is compared anew since a cursor has ended meanwhile. */
const MAX_ROUNDS = 3;

/** What came of holding all items against what their provider says. */
export interface Reconciliation {
  /** As it was found at first. */
  readonly found: readonly ItemComparison[];
  /** What is different still, after items with differences were pulled again; none where both sides hold the same. */
  readonly remaining: readonly ItemComparison[];
}

/** Compares the items, and pulls those again that differ. Null where it was stopped before the end. */
export async function reconcileAll(
  items: readonly string[],
  pull: Pull,
  parts: Pick<Comparing, 'provider' | 'received'>,
): Promise<Reconciliation | null> {
  const found = await compareAll(items, pull, parts);
  if (found === null) return null;
  const differing = found.filter(isDifferent).map(({ item }) => item);
  if (differing.length === 0) return { found, remaining: [] };
  await pull.loadAgain(differing);
  if (!(await pull.catchUp())) return null;
  const again = await compareAll(differing, pull, parts);
  return again === null ? null : { found, remaining: again.filter(isDifferent) };
}

async function compareAll(
  items: readonly string[],
  pull: Pull,
  parts: Pick<Comparing, 'provider' | 'received'>,
): Promise<readonly ItemComparison[] | null> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { origin, cursor } = pull.state;
    if (cursor === null) return [];
    const compared = await comparedItems(items, { ...parts, origin, cursor });
    if (compared !== null) return compared;
    if (!(await pull.catchUp())) return null;
  }
  return null;
}

/** Null where the cursor has ended. */
async function comparedItems(
  items: readonly string[],
  comparing: Comparing,
): Promise<readonly ItemComparison[] | null> {
  const compared: ItemComparison[] = [];
  for (const item of items) {
    const one = await compareItem(item, comparing);
    if (one === null) return null;
    compared.push(one);
  }
  return compared;
}

function isDifferent({ differences }: ItemComparison): boolean {
  return differences.length > 0;
}
