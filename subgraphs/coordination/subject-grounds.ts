import { signalSources } from '../../seeds/reference/incentive-signals.ts';
import type { JsonValue, StoredRecord } from '../../storage/port.ts';
import { accessFor } from '../_runtime/access/access.ts';
import { kindOf, rowOf } from '../_runtime/access/row-of.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinatedList } from './coordinated-list.ts';
import { coordinationOf } from './coordination-context.ts';
import type { AdverseGround, FavourableGround, Grounds } from './ground.ts';
import { isInForceOn } from './listing.ts';
import { listingsOfSubjects } from './listing-book.ts';
import type { StoredListing } from './listing-case.ts';
import { isList, recordGrounds } from './record-ground.ts';
import { maySeeSubject } from './subject-sight.ts';

/**
 * What is in force about the subject, of entries that were coordinated here and of departments' own records of their lists, as far
 * as it is a ground for measures or incentives. Null where the caller may not see some of what could be against the subject:
 * then nothing is known, and least of all that there is nothing. Signals of integrity that it may not see are left out.
 */
export async function groundsOf(subjectId: string, context: SubgraphContext): Promise<Grounds | null> {
  if (!maySeeSubject(subjectId, context)) return null;
  const { items } = coordinationOf(context);
  const lists = [...items.values()].filter(({ type }) => isList(type));
  const [listings, ...records] = await Promise.all([
    listingsOfSubjects([subjectId], context),
    ...lists.map((item) => recordsInForce(item, subjectId, context)),
  ]);
  if (records.includes(null)) return null;
  const own = (listings.get(subjectId) ?? []).filter((listing) => isInForceOn(listing, context.today));
  const adverse = eachDecisionOnce([
    ...own.filter(({ nature }) => nature === 'DISHONESTY').map((listing) => ofListing(listing, subjectId)),
    ...lists.flatMap((item, index) => (records[index] ?? []).map((record) => ofRecord(record, item))),
  ]);
  context.disclosed.ofItems(lists.map(({ type }) => type.entry.code));
  // Incentives are for whom nothing is in force against, so that of others nothing more is read.
  const favourable = adverse.length > 0 ? [] : [...signalsOf(own), ...(await recordedSignals(subjectId, context))];
  return { adverse, favourable };
}

/** Records of the subject that count on the day; null where the caller may see none of them. */
async function recordsInForce(
  { subgraph, type }: ExchangedItem,
  subjectId: string,
  context: SubgraphContext,
): Promise<readonly StoredRecord[] | null> {
  const access = accessFor(subgraph, context.passport).of(type.name);
  if (access.isClosed) return null;
  const row = access.of(await rowOf(subjectId, kindOf(subjectId), access, context));
  if (row.current.row === 'denied') return null;
  return recordGrounds({ type }, subjectId, context);
}

/**
 * A decision that was coordinated here and is reported by its department as well is one ground: the entry, and disputed where either
 * is.
 */
function eachDecisionOnce(grounds: readonly AdverseGround[]): readonly AdverseGround[] {
  const byDecision = new Map<string, AdverseGround>();
  for (const ground of grounds) {
    const key = JSON.stringify([ground.list, ground.documentNo, ground.isResponsible]);
    const known = byDecision.get(key);
    const underObjection = ground.underObjection || (known?.underObjection ?? false);
    byDecision.set(key, { ...(known ?? ground), underObjection });
  }
  return [...byDecision.values()];
}

function ofListing(listing: StoredListing, subjectId: string): AdverseGround {
  const { id, list, subjectKind, documentNo, decidedOn, endsOn, underObjection } = listing;
  return {
    source: 'LISTING',
    id,
    item: null,
    list,
    enteredKind: subjectKind,
    isResponsible: listing.subjectId !== subjectId,
    documentNo,
    decidedOn,
    until: endsOn,
    underObjection,
  };
}

function ofRecord(record: StoredRecord, { type }: ExchangedItem): AdverseGround {
  const { listKind, plannedRemovalDate } = record.fields;
  return {
    source: 'RECORD',
    id: record.id,
    item: type.entry.code,
    list: String(listKind),
    enteredKind: record.subjectKind,
    isResponsible: false,
    documentNo: record.documentNo,
    decidedOn: record.decisionDate,
    until: textOrNull(plannedRemovalDate) ?? record.publicityEndDate,
    underObjection: record.state === 'UNDER_OBJECTION',
  };
}

function signalsOf(listings: readonly StoredListing[]): readonly FavourableGround[] {
  return listings.flatMap(({ id, list, endsOn, underObjection }) => {
    const signal = coordinatedList(list)?.signal ?? null;
    return signal === null || underObjection ? [] : [{ source: 'LISTING', id, item: null, signal, until: endsOn }];
  });
}

async function recordedSignals(subjectId: string, context: SubgraphContext): Promise<readonly FavourableGround[]> {
  const { items } = coordinationOf(context);
  const found = await Promise.all(
    signalSources().map(async ({ signal, item: code, field, values }) => {
      const item = items.get(code);
      const records = item === undefined ? null : await recordsInForce(item, subjectId, context);
      const signs = (records ?? []).filter(
        ({ state, fields }) => state === 'EFFECTIVE' && (field === null || values.includes(String(fields[field]))),
      );
      if (signs.length > 0) context.disclosed.ofItems([code]);
      return signs.map(({ id, fields }): FavourableGround => {
        return { source: 'RECORD', id, item: code, signal, until: textOrNull(fields.validTo) };
      });
    }),
  );
  return found.flat();
}

function textOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
