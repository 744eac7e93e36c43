import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../schema/errors.ts';
import { KeyRing } from '../storage/key-ring.ts';
import { storeAdapter } from '../storage/open-adapter.ts';
import type { HubStore, StoreAdapter } from '../storage/port.ts';

/** Where data lies unless told otherwise. */
export const DATA_FOLDER = './data';

export interface StoreOptions {
  readonly data: string;
  readonly store?: string;
}

/** Names the file with the store's keys; without it, they lie in the data folder. */
const KEYS_VARIABLE = 'CREDIT_HUB_KEYS_FILE';

/** A store's adapter with its keys. */
export interface KeyedAdapter {
  readonly adapter: StoreAdapter;
  readonly keys: KeyRing;
}

/**
 * The adapter for the options. Keys come from the file that CREDIT_HUB_KEYS_FILE names, else from the data folder, where
 * `makeKeys` lets new ones be made: only the demo and `seed` do so.
 *
 * @throws HubError CONFIG_INVALID, STORE_NOT_WRITABLE
 */
export async function keyedAdapter(options: StoreOptions, makeKeys: boolean): Promise<KeyedAdapter> {
  const keys = new KeyRing(readKeys(options.data, makeKeys));
  return { adapter: await storeAdapter(options.store, options.data, keys), keys };
}

/**
 * Opens a store that must be there already.
 *
 * @param cacheMiB as of `StoreAdapter.open`
 * @throws HubError CONFIG_INVALID when there is none.
 */
export async function openExistingStore(options: StoreOptions, cacheMiB?: number): Promise<HubStore> {
  const { adapter } = await keyedAdapter(options, false);
  if (await adapter.exists()) return adapter.open(cacheMiB);
  const problem = `there is no ${adapter.description}; fill one with "credit-hub seed", or name it with --data or --store.`;
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}

function readKeys(folder: string, makeKeys: boolean): string {
  const named = process.env[KEYS_VARIABLE];
  const file = named ?? join(folder, 'keys.json');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (named !== undefined || !makeKeys) {
    const problem = `there is no key file ${file}; name it with ${KEYS_VARIABLE}, or run "credit-hub seed" to make a new store.`;
    throw new HubError('CONFIG_INVALID', { details: { problem } });
  }
  return writeNewKeys(folder, file);
}

function writeNewKeys(folder: string, file: string): string {
  const text = KeyRing.generate();
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    const { code } = cause as { code?: unknown };
    const problem = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file.' : 'access is denied.';
    throw new HubError('STORE_NOT_WRITABLE', { cause, details: { folder, problem } });
  }
  return text;
}
