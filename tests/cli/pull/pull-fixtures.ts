import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoIssuer } from '../../../cli/demo/issuer.ts';
import { personas } from '../../../cli/demo/personas.ts';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { LocalSubjects } from '../../../cli/pull/local-subjects.ts';
import { openProvider, type Provider } from '../../../cli/pull/provider.ts';
import { ProviderCatalogue } from '../../../cli/pull/provider-catalogue.ts';
import { Pull, type PullParts } from '../../../cli/pull/pull.ts';
import { newPull } from '../../../cli/pull/pull-course.ts';
import type { KeyRing } from '../../../storage/key-ring.ts';
import type { HubStore } from '../../../storage/port.ts';
import { openReceived } from '../../../storage/received/open-received.ts';
import type { HeldVersion, ReceivedStore } from '../../../storage/received/port.ts';

export const CITY = 'downstream:451100';

/** A hub that pulls, in a folder of its own, which goes when it does. */
export interface PullingHub extends AsyncDisposable {
  readonly folder: string;
  readonly keys: KeyRing;
  readonly store: HubStore;
  readonly received: ReceivedStore;
}

export async function pullingHub(): Promise<PullingHub> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const { adapter, keys } = await keyedAdapter({ data: folder }, true);
  await adapter.load([], () => undefined);
  const store = await adapter.open();
  const received = await openReceived(undefined, folder, keys);
  return {
    folder,
    keys,
    store,
    received,
    [Symbol.asyncDispose]: async () => {
      await received.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A token of the regional platform, for a hub with that data folder. */
export function platformToken(folder: string, claims: object = {}): Promise<string> {
  const platform = personas.find(({ name }) => name === 'regional-platform');
  return demoIssuer(folder).issue({ ...platform?.claims, ...claims }, 3_600);
}

export interface PullSetting extends Partial<Pick<PullParts, 'first' | 'onPage' | 'maxEmptyPages'>> {
  readonly url: string;
  readonly token: string;
  readonly items?: readonly string[];
  readonly retries?: number;
  readonly signal?: AbortSignal;
}

/** A pull that can be let go of. */
export interface OpenPull extends AsyncDisposable {
  readonly pull: Pull;
  readonly provider: Provider;
  readonly catalogue: ProviderCatalogue;
}

/** Goes on where the last pull of the hub has ended. */
export async function openPull(into: PullingHub, setting: PullSetting): Promise<OpenPull> {
  const { url, token, items, retries = 0, signal = new AbortController().signal, first = 1_000, ...rest } = setting;
  const provider = openProvider({ address: url, token: { text: token, renew: () => false }, retries, signal });
  const wanted = items === undefined ? null : [...items].sort();
  try {
    const catalogue = await ProviderCatalogue.read(provider, wanted);
    const state = (await into.received.pullState(CITY)) ?? newPull(CITY, url, wanted);
    const subjects = new LocalSubjects(CITY, into.store, into.keys);
    const parts = { provider, catalogue, received: into.received, subjects, signal, now: () => new Date() };
    const pull = new Pull(state, { ...parts, first, ...rest });
    return { pull, provider, catalogue, [Symbol.asyncDispose]: () => provider.close() };
  } catch (error) {
    await provider.close();
    throw error;
  }
}

/** All that is held of an item, by id. */
export async function heldOf(received: ReceivedStore, item: string): Promise<ReadonlyMap<string, HeldVersion>> {
  const held = new Map<string, HeldVersion>();
  for await (const some of received.heldVersions(CITY, item)) for (const one of some) held.set(one.recordId, one);
  return held;
}
