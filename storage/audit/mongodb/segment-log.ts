import { CALL, isDuplicateKey } from '../../mongodb/connection.ts';
import type { AuditReceiptPlace, SealedSegment } from '../port.ts';
import { dueSegment, type SealingRule, sealed } from '../sealing-rule.ts';
import { type SegmentDocument, seqKey, type TrailCollections } from './trail-collections.ts';

/** Reads places of the chain, from one number to another. */
type PlacesOf = (from: number, to: number) => Promise<readonly AuditReceiptPlace[]>;

/** The sealed segments. Whoever finds that one is due seals it: the same entries give the same segment. */
export class SegmentLog {
  readonly #segments: TrailCollections['segments'];
  readonly #rule: SealingRule;
  readonly #placesOf: PlacesOf;
  /** Number of the last entry that is known to be sealed. */
  #sealedTo = 0;

  constructor(segments: TrailCollections['segments'], rule: SealingRule, placesOf: PlacesOf) {
    this.#segments = segments;
    this.#rule = rule;
    this.#placesOf = placesOf;
  }

  async all(): Promise<readonly SealedSegment[]> {
    return (await this.#segments.find({}, { ...CALL, sort: { _id: 1 } }).toArray()).map(toSegment);
  }

  /** Seals what is due when the last entry has this number. */
  async sealDue(head: number): Promise<void> {
    if (dueSegment(this.#rule, this.#sealedTo, head) === null) return; // the usual case, without a call
    this.#sealedTo = await this.#lastSealed();
    const due = dueSegment(this.#rule, this.#sealedTo, head);
    if (due === null) return;
    await this.#seal(due.from, due.to);
    await this.sealDue(head);
  }

  /** Seals all entries to this one that are not sealed; null where there are none. */
  async sealUpTo(head: number): Promise<SealedSegment | null> {
    const from = (await this.#lastSealed()) + 1;
    return from > head ? null : this.#seal(from, head);
  }

  /** The segment that begins there afterwards: this one, or another writer's. */
  async #seal(from: number, to: number): Promise<SealedSegment | null> {
    const segment = sealed(this.#rule.algorithm, await this.#placesOf(from, to));
    if (segment === null) return null;
    try {
      await this.#segments.insertOne({ _id: seqKey(from), ...segment }, CALL);
      return segment;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const other = await this.#segments.findOne({ _id: seqKey(from) }, CALL);
    return other === null ? null : toSegment(other);
  }

  async #lastSealed(): Promise<number> {
    const last = await this.#segments.findOne({}, { ...CALL, sort: { _id: -1 } });
    return last?.to ?? 0;
  }
}

function toSegment({ from, to, root, algorithm, head }: SegmentDocument): SealedSegment {
  // cast: verification compares it with the rule's
  return { from, to, root, algorithm: algorithm as SealedSegment['algorithm'], head };
}
