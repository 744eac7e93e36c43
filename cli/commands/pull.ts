import { HubError } from '../../schema/errors.ts';
import type { HubStore } from '../../storage/port.ts';
import { openReceived } from '../../storage/received/open-received.ts';
import { isOrigin } from '../../storage/received/origin.ts';
import type { PullState, ReceivedStore } from '../../storage/received/port.ts';
import { keyedAdapter, openExistingStore, type StoreOptions } from '../open-store.ts';
import { LocalSubjects } from '../pull/local-subjects.ts';
import { openProvider, type Provider } from '../pull/provider.ts';
import { providerAddress } from '../pull/provider-address.ts';
import { ProviderCatalogue } from '../pull/provider-catalogue.ts';
import { providerToken } from '../pull/provider-token.ts';
import { Pull } from '../pull/pull.ts';
import { loadedAfresh, newPull } from '../pull/pull-course.ts';
import { type PullProgress, pullProgress } from '../pull/pull-progress.ts';
import { reconcileAll } from '../pull/reconcile-all.ts';
import { reconciliationLines } from '../pull/reconciliation-lines.ts';
import { readGivenBytes } from '../read-given-file.ts';
import { stopSignal } from '../stop-signal.ts';
import { keepHeapsTight } from '../tight-heap.ts';

export interface PullOptions extends StoreOptions {
  /** Address of the provider. */
  readonly from: string;
  /** Origin of what is pulled. */
  readonly as: string;
  readonly tokenFile?: string;
  readonly ca?: string;
  /** Codes of catalogue items; all that there are unless given. */
  readonly items?: readonly string[];
  readonly pageSize: number;
  readonly retries: number;
  readonly follow?: boolean;
  /** Whether to load everything afresh. */
  readonly again?: boolean;
}

/** Exit codes: both sides hold the same, some months differ still, it was stopped before the end. 1 is for errors. */
const EQUAL = 0;
const DIFFERENT = 2;
const STOPPED = 3;

/** For pages of the hub's own store, in MiB: each subject is looked for once. */
const CACHE_MIB = 8;

/**
 * Pulls what has changed at another hub, and keeps it beside the hub's own records.
 *
 * @throws HubError CONFIG_INVALID, PROVIDER_*, PULL_CONFLICT, STORE_*
 */
export async function pull(options: PullOptions): Promise<number> {
  keepHeapsTight();
  const address = providerAddress(options.from);
  if (!isOrigin(options.as))
    throw invalid('--as takes upstream, downstream:<area> or peer:<area>, the area in six digits.');
  const token = providerToken(options.tokenFile, process.env);
  const stop = stopSignal();
  const progress = pullProgress(options.as);
  const provider = openProvider({
    address,
    token,
    ...(options.ca === undefined ? {} : { ca: readGivenBytes(options.ca).toString('utf8') }),
    retries: options.follow === true ? Number.MAX_SAFE_INTEGER : options.retries,
    signal: stop.signal,
    onRetry: progress.note,
  });
  try {
    return await usingStores(options, (stores) => run(options, { ...stores, provider, signal: stop.signal, progress }));
  } catch (error) {
    progress.abandon();
    if (!stop.signal.aborted) throw error;
    console.log('Stopped between two pages; the next pull goes on from there.');
    return STOPPED;
  } finally {
    stop.release();
    await provider.close();
  }
}

interface Stores {
  readonly received: ReceivedStore;
  readonly subjects: LocalSubjects;
}

async function usingStores(options: PullOptions, work: (stores: Stores) => Promise<number>): Promise<number> {
  const { keys } = await keyedAdapter(options, false);
  const store: HubStore = await openExistingStore(options, CACHE_MIB);
  try {
    const received = await openReceived(options.store, options.data, keys);
    try {
      return await work({ received, subjects: new LocalSubjects(options.as, store, keys) });
    } finally {
      await received.close();
    }
  } finally {
    await store.close();
  }
}

interface Running extends Stores {
  readonly provider: Provider;
  readonly signal: AbortSignal;
  readonly progress: PullProgress;
}

async function run(options: PullOptions, { provider, received, subjects, signal, progress }: Running): Promise<number> {
  const state = await stateOf(options, provider.address, received);
  const catalogue = await ProviderCatalogue.read(provider, state.items);
  const onPage = (changes: number) => {
    progress.page(changes);
    // It goes beside the pages; where it fails, the pages tell.
    pulling.acknowledge(LAG_MS).then(progress.lag, () => undefined);
  };
  const parts = { provider, catalogue, received, subjects, signal, onPage, now: () => new Date() };
  const pulling = new Pull(state, { ...parts, first: options.pageSize });
  if (!(await pulling.catchUp())) return stopped(pulling);
  await pulling.acknowledge();
  progress.end();
  for (;;) {
    const reconciled = await reconcileAll(catalogue.items, pulling, parts);
    if (reconciled === null) return stopped(pulling);
    for (const line of reconciliationLines(reconciled)) console.log(line);
    if (options.follow !== true) return reconciled.remaining.length === 0 ? EQUAL : DIFFERENT;
    console.log('Following …');
    await pulling.follow(RECONCILE_MS);
    if (!signal.aborted) continue;
    console.log(`Stopped at page ${pulling.state.page}.`);
    return EQUAL;
  }
}

/** A pull that follows reconciles each day: with a day, publicity periods end, of which no change tells. */
const RECONCILE_MS = 24 * 3_600_000;

/** How often a long pull asks how far it is behind, in milliseconds. */
const LAG_MS = 1_000;

async function stateOf(options: PullOptions, address: string, received: ReceivedStore): Promise<PullState> {
  const items = options.items === undefined ? null : [...new Set(options.items)].sort();
  const known = await received.pullState(options.as);
  if (known === null) return newPull(options.as, address, items);
  if (options.again === true) return { ...loadedAfresh(known), provider: address, items };
  if (JSON.stringify(known.items) === JSON.stringify(items)) return { ...known, provider: address };
  throw invalid('--items is not what it was. Give the items of before, or load everything afresh with --again.');
}

function stopped(pulling: Pull): number {
  console.log(`Stopped at page ${pulling.state.page}; the next pull goes on from there.`);
  return STOPPED;
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
