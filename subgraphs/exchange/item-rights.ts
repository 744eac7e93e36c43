import { createHash } from 'node:crypto';
import type { Rights } from '../../schema/access/sight.ts';
import { accessFor } from '../_runtime/access/access.ts';
import { relevantRights } from '../_runtime/access/relevant-rights.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { Feed } from './feed.ts';

/**
 * What a reader's rights to items were on its way through a feed: a mark each that is another one under other rights, by a mark of
 * the item. Short, because cursors carry it for every item; by accident two are alike once in some ten billion times.
 */
export interface RightsMarks {
  /** Rights as they are; items of which nothing is open are missing. */
  readonly now: Readonly<Record<string, string>>;
  /** Items whose rights were others at an earlier place. */
  readonly changed: readonly string[];
}

/** Rights of a page. */
export interface ItemRights {
  readonly marks: RightsMarks;
  /** Codes of items whose rights are others than where the reader went on from; sorted. */
  readonly justChanged: readonly string[];
  /** Whether the rights to the item were others at any earlier place. */
  hasChanged(item: ExchangedItem): boolean;
}

/** The caller's rights to the items of a feed, and what has become of them since the place where it goes on. */
export function itemRights(feed: Feed, before: RightsMarks | null, context: SubgraphContext): ItemRights {
  const items = [...feed.items.values()];
  const now = Object.fromEntries(items.flatMap((item) => markedRights(item, context)));
  const isOther = (item: ExchangedItem) => before !== null && before.now[itemMark(item)] !== now[itemMark(item)];
  const justChanged = items.filter(isOther);
  const changed = new Set([...(before?.changed ?? []), ...justChanged.map(itemMark)]);
  return {
    marks: { now, changed: [...changed] },
    justChanged: justChanged.map(({ type }) => type.entry.code).sort(),
    hasChanged: (item) => changed.has(itemMark(item)),
  };
}

function markedRights(item: ExchangedItem, { passport }: SubgraphContext): readonly (readonly [string, string])[] {
  const { guard, name } = item.type;
  if (accessFor(item.subgraph, passport).of(name).isClosed) return [];
  return [[itemMark(item), mark(rightsText(relevantRights(guard, passport.rights)))]];
}

/** The same for the same rights, whichever agreements they come from: a renewed one changes nothing. */
function rightsText({ authenticated, grants }: Rights): string {
  const texts = grants.map(({ source, ...terms }) => JSON.stringify([source === 'owner', terms]));
  return JSON.stringify([authenticated, [...new Set(texts)].sort()]);
}

function itemMark({ type }: ExchangedItem): string {
  return mark(type.entry.code);
}

/** 36 bits. */
function mark(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 6);
}
