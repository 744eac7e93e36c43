import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Collection } from 'mongodb';
import { HubError } from '../../schema/errors.ts';
import { keyCheck } from '../key-check.ts';
import type { KeyRing } from '../key-ring.ts';
import { CALL, isDuplicateKey } from './connection.ts';

/** Version of the documents; a store of another version is refused. */
const FORMAT = '1';

/** A load shows with every beat that it goes on; one without a beat for `LAPSE_MS` was cut off. */
const BEAT_MS = 500;
const LAPSE_MS = 5_000;

/** What stands over the whole store. A place without it holds no store. */
export interface StateDocument {
  readonly _id: 'store';
  /** `loading` until a bulk load is complete. */
  readonly state: 'ready' | 'loading';
  readonly format: string;
  readonly keyCheck: string;
  /** The load that goes on. */
  readonly loader: string | null;
  readonly beat: number;
}

/** Who may fill a place, and whether it is filled. */
export class StoreState {
  readonly #meta: Collection<StateDocument>;
  readonly #keys: KeyRing;
  readonly #name: string;

  constructor(meta: Collection<StateDocument>, keys: KeyRing, name: string) {
    this.#meta = meta;
    this.#keys = keys;
    this.#name = name;
  }

  read(): Promise<StateDocument | null> {
    return this.#meta.findOne({ _id: 'store' }, CALL);
  }

  /**
   * A lease on a place that holds no complete store; null where it does.
   *
   * @throws HubError STORE_UNAVAILABLE while another process loads it.
   */
  async lease(): Promise<LoadLease | null> {
    const known = await this.read();
    if (known?.state === 'ready') return null;
    const loader = randomUUID();
    const taken = known === null ? await this.#begin(loader) : await this.#takeOver(known, loader);
    return taken ? new LoadLease(this.#meta, loader) : this.lease();
  }

  /** Refuses a store of another format or other keys. */
  check(known: StateDocument): void {
    if (known.format !== FORMAT) {
      const problem = `it has format ${known.format}, this hub writes format ${FORMAT}.`;
      throw new HubError('STORE_DAMAGED', { details: { file: this.#name, problem } });
    }
    if (known.keyCheck !== keyCheck(this.#keys)) {
      throw new HubError('STORE_WRONG_KEYS', { details: { store: this.#name } });
    }
  }

  async #begin(loader: string): Promise<boolean> {
    try {
      const check = keyCheck(this.#keys);
      await this.#meta.insertOne(
        { _id: 'store', state: 'loading', format: FORMAT, keyCheck: check, loader, beat: 0 },
        CALL,
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Takes the place of a load that has stopped. Watches the beat, so that no two clocks need agree. */
  async #takeOver({ loader: stopped, beat }: StateDocument, loader: string): Promise<boolean> {
    for (let waitedMs = 0; waitedMs < LAPSE_MS; waitedMs += BEAT_MS) {
      await wait(BEAT_MS);
      const now = await this.read();
      if (now?.loader !== stopped) return false;
      if (now.beat !== beat) {
        throw new HubError('STORE_UNAVAILABLE', { cause: new Error(`${this.#name} is being loaded`) });
      }
    }
    const { matchedCount } = await this.#meta.updateOne(
      { _id: 'store', state: 'loading', loader: stopped, beat },
      { $set: { format: FORMAT, keyCheck: keyCheck(this.#keys), loader, beat: 0 } },
      CALL,
    );
    return matchedCount === 1;
  }
}

/** The right to fill an empty place, kept alive by its beat. */
export class LoadLease {
  readonly #meta: Collection<StateDocument>;
  readonly #loader: string;
  readonly #timer: NodeJS.Timeout;
  #lost: unknown = null;

  constructor(meta: Collection<StateDocument>, loader: string) {
    this.#meta = meta;
    this.#loader = loader;
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS);
  }

  /** @throws HubError STORE_UNAVAILABLE where the load counts as cut off, and another may have begun. */
  confirm(): void {
    if (this.#lost !== null) throw new HubError('STORE_UNAVAILABLE', { cause: this.#lost });
  }

  /** The place is filled: from now on it is a store. */
  async complete(): Promise<void> {
    clearInterval(this.#timer);
    const ready = { $set: { state: 'ready', loader: null } } as const;
    const { matchedCount } = await this.#meta.updateOne({ _id: 'store', loader: this.#loader }, ready, CALL);
    if (matchedCount === 0) this.#lost = lost();
    this.confirm();
  }

  /** The place has been cleared: others may fill it at once. */
  async abandon(): Promise<void> {
    await this.#meta.deleteOne({ _id: 'store', state: 'loading', loader: this.#loader }, CALL);
  }

  /** Ends the beat. */
  stop(): void {
    clearInterval(this.#timer);
  }

  async #beat(): Promise<void> {
    try {
      const { matchedCount } = await this.#meta.updateOne(
        { _id: 'store', loader: this.#loader },
        { $inc: { beat: 1 } },
        CALL,
      );
      if (matchedCount === 0) this.#lost = lost();
    } catch (error) {
      this.#lost = error;
    }
  }
}

function lost(): Error {
  return new Error('the load paused for so long that another one has begun');
}
