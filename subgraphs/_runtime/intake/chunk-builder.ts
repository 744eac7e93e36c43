import type { Finding, RowProblem, UnmatchedRow } from '../../../storage/collection/port.ts';
import type { PreparedChange, Subject } from '../../../storage/port.ts';
import { cityDay } from '../subgraph-context.ts';
import type { PreparedChunk } from './prepared-chunk.ts';

/** Where some rows of a batch stand. */
export interface ChunkPlace {
  readonly batchId: string;
  /** From 1. */
  readonly number: number;
  readonly receivedAt: Date;
}

/**
 * Gathers what rows come to. Of a record, and of a row that waits, only what was said last counts within a chunk, and the rows
 * before it are told so: a chunk can be written twice with the same end, where a version before the last would come again after it.
 */
export class ChunkBuilder {
  readonly receivedAt: string;
  readonly #place: ChunkPlace;
  readonly #subjects = new Map<string, Subject>();
  readonly #changes = new Map<string, PreparedChange>();
  readonly #waiting = new Map<string, UnmatchedRow>();
  readonly #outcomes: RowProblem[] = [];
  /** Place of the last outcome about a record or a waiting row, by its id. */
  readonly #last = new Map<string, number>();

  constructor(place: ChunkPlace) {
    this.#place = place;
    this.receivedAt = place.receivedAt.toISOString();
  }

  accept(row: number, findings: readonly Finding[], change: PreparedChange, subject: Subject | null): void {
    if (subject !== null) this.#subjects.set(subject.id, subject);
    this.#changes.set(change.id, change);
    this.#supersede(change.id);
    this.#outcomes.push({ row, outcome: 'accepted', findings });
  }

  refuse(row: number, findings: readonly Finding[]): void {
    this.#outcomes.push({ row, outcome: 'refused', findings });
  }

  wait(row: number, findings: readonly Finding[], waiting: Omit<UnmatchedRow, 'batchId' | 'row' | 'receivedAt'>): void {
    this.#waiting.set(waiting.id, { ...waiting, batchId: this.#place.batchId, row, receivedAt: this.receivedAt });
    this.#supersede(waiting.id);
    this.#outcomes.push({ row, outcome: 'waiting', findings });
  }

  /** To be called before the outcome of another row about the same is noted. */
  #supersede(id: string): void {
    const place = this.#last.get(id);
    const before = place === undefined ? undefined : this.#outcomes[place];
    if (place !== undefined && before !== undefined) {
      this.#outcomes[place] = { ...before, findings: [...before.findings, SUPERSEDED] };
    }
    this.#last.set(id, this.#outcomes.length);
  }

  built(): Omit<PreparedChunk, 'identified'> {
    return {
      number: this.#place.number,
      receivedAt: this.receivedAt,
      month: cityDay(this.#place.receivedAt).slice(0, 7),
      subjects: [...this.#subjects.values()],
      changes: [...this.#changes.values()],
      waiting: [...this.#waiting.values()],
      outcomes: this.#outcomes,
    };
  }
}

/** A later row of the same rows is about the same record, and is the one that counts. */
const SUPERSEDED: Finding = { rule: 'R11', field: null };
