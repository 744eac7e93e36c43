import { HubError } from '../../schema/errors.ts';
import type { ReceivedStore } from '../../storage/received/port.ts';
import { RecordSum } from '../../subgraphs/_runtime/record-sum.ts';
import { type Provider, refusal } from './provider.ts';

/** What one side holds of an item, of one month. */
export interface MonthSum {
  readonly count: number;
  readonly checksum: string;
}

/** Both sides of a month that are not alike; null where a side holds nothing. */
export interface MonthDifference {
  /** YYYY-MM; `unknown` for records that came without content. */
  readonly month: string;
  readonly here: MonthSum | null;
  readonly there: MonthSum | null;
}

/** What came of comparing an item. */
export interface ItemComparison {
  readonly item: string;
  /** Records that are held here. */
  readonly count: number;
  /** The months that differ, the first one first; none where both sides hold the same. */
  readonly differences: readonly MonthDifference[];
}

type Sums = ReadonlyMap<string, MonthSum>;

const DIGEST = `query ($item: String!, $upTo: String!) {
  digest(item: $item, upTo: $upTo) { month count checksum }
}`;

const UNKNOWN = 'unknown';

/** What is compared, and with whom. */
export interface Comparing {
  readonly provider: Provider;
  readonly received: ReceivedStore;
  readonly origin: string;
  /** Up to where everything was taken. */
  readonly cursor: string;
}

/**
 * Compares what is held of an item with what its provider says that is held, by month of decision. Null where the cursor has ended
 * meanwhile.
 *
 * @throws HubError PROVIDER_*, STORE_*
 */
export async function compareItem(
  item: string,
  { provider, received, origin, cursor }: Comparing,
): Promise<ItemComparison | null> {
  const answer = await provider.ask(DIGEST, { item, upTo: cursor });
  if (answer.kind === 'refused') {
    if (['CURSOR_STALE', 'CURSOR_EXPIRED'].includes(answer.code)) return null;
    throw refusal(provider.address, answer.code, 'it does not say what the pull should hold.');
  }
  const there = sumsIn(answer.data.digest, provider.address);
  const here = await heldSums(item, origin, received);
  const count = [...here.values()].reduce((sum, month) => sum + month.count, 0);
  return { item, count, differences: differencesOf(here, there) };
}

async function heldSums(item: string, origin: string, received: ReceivedStore): Promise<Sums> {
  const sums = new Map<string, RecordSum>();
  for await (const versions of received.heldVersions(origin, item)) {
    for (const { recordId, version, month } of versions) {
      const key = month ?? UNKNOWN;
      const sum = sums.get(key) ?? new RecordSum();
      sums.set(key, sum);
      sum.add(recordId, version);
    }
  }
  return new Map([...sums].map(([month, { count, checksum }]) => [month, { count, checksum }]));
}

function differencesOf(here: Sums, there: Sums): readonly MonthDifference[] {
  return [...new Set([...here.keys(), ...there.keys()])].sort().flatMap((month) => {
    const [own, other] = [here.get(month) ?? null, there.get(month) ?? null];
    return own?.count === other?.count && own?.checksum === other?.checksum ? [] : [{ month, here: own, there: other }];
  });
}

function sumsIn(digest: unknown, provider: string): Sums {
  if (!Array.isArray(digest)) throw invalid(provider);
  return new Map(
    digest.map((value: unknown) => {
      const { month, count, checksum } = (value ?? {}) as Readonly<Record<string, unknown>>; // cast: checked on the next line
      if (typeof month !== 'string' || !/^\d{4}-\d{2}$/.test(month)) throw invalid(provider);
      if (typeof count !== 'number' || typeof checksum !== 'string') throw invalid(provider);
      return [month, { count, checksum }] as const;
    }),
  );
}

function invalid(provider: string): HubError {
  return new HubError('PROVIDER_ANSWER_INVALID', { details: { provider, problem: 'its digest is none.' } });
}
