import type { Caller } from '../../schema/access/passport.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { type FeedFilter, filterText } from '../_runtime/exchange/feed-filter.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { exchangeOf } from './exchange-context.ts';

/** What platforms pull for. */
const PURPOSE = 'platform-exchange';

/** Changes that one caller reads. */
export interface Feed {
  /** Who reads, and what for: its cursors are nobody else's. */
  readonly reader: string;
  /** The filter as a text, equal for equal filters. */
  readonly filter: string;
  /** By name of their record type. */
  readonly items: ReadonlyMap<string, ExchangedItem>;
  /** Codes, sorted: the departments whose journals are read. */
  readonly departments: readonly string[];
}

/**
 * The feed for the caller: everybody's changes for a platform under its purpose, those of its own department for an officer. Null
 * for all others.
 *
 * @throws HubError INVALID_ARGUMENT for departments and items that there are not
 */
export function feedFor(filter: FeedFilter, context: SubgraphContext): Feed | null {
  const { items } = exchangeOf(context);
  const caller = authenticatedCaller(context);
  const own = caller === null ? null : readableDepartments(caller, context.passport.purpose, items);
  if (caller === null || own === null) return null;
  const departments = named('departments', filter.departments, new Set(allDepartments(items)));
  const codes = named('items', filter.items, new Set(items.keys()));
  const wanted = [...items].filter(([code, { subgraph }]) => {
    const department = subgraph.department.code;
    return own.includes(department) && (departments?.includes(department) ?? true) && (codes?.includes(code) ?? true);
  });
  return {
    reader: JSON.stringify([caller.kind, caller.id, caller.department, context.passport.purpose]),
    filter: filterText({ departments, items: codes }),
    items: new Map(wanted.map(([, item]) => [item.type.name, item])),
    departments: allDepartments(new Map(wanted)),
  };
}

function readableDepartments(
  { kind, department }: Caller,
  purpose: string | null,
  items: ReadonlyMap<string, ExchangedItem>,
): readonly string[] | null {
  if (kind === 'platform' && purpose === PURPOSE) return allDepartments(items);
  return kind === 'officer' && department !== null ? [department] : null;
}

function allDepartments(items: ReadonlyMap<string, ExchangedItem>): readonly string[] {
  return [...new Set([...items.values()].map(({ subgraph }) => subgraph.department.code))].sort();
}

function named(
  argument: string,
  asked: readonly string[] | null,
  known: ReadonlySet<string>,
): readonly string[] | null {
  if (asked === null) return null;
  if (asked.every((code) => known.has(code))) return [...new Set(asked)].sort();
  throw invalidArgument(argument, 'it names something that is not in the catalogue; see "catalogue" for what is.');
}
