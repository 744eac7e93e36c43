import { hash } from 'node:crypto';
import { HubError } from '../../../schema/errors.ts';
import { type IntakeRule, intakeRules } from '../../../seeds/reference/intake-rules.ts';
import type { Finding, MatchingQueue, RowProblem, UnmatchedRow } from '../../../storage/collection/port.ts';
import type { KeyRing } from '../../../storage/key-ring.ts';
import { comparableName } from '../../../storage/name-grams.ts';
import type { RecordChange, Subject, SubjectStore } from '../../../storage/port.ts';
import { type Intake, recordIntake } from '../record-intake.ts';
import type { RecordType } from '../record-type.ts';
import type { Subgraph } from '../subgraph.ts';
import { cityDay } from '../subgraph-context.ts';
import type { Candidate, RowReading } from './candidate.ts';
import { type FoundSubject, SubjectMatcher } from './matching/subject-matcher.ts';
import type { PreparedChunk, SettledRow } from './prepared-chunk.ts';
import type { ReportedRow } from './reported-table.ts';
import { rowsText } from './rows-text.ts';

/** What the rules make of the cells of a row. */
export type ReadRow = (values: readonly string[]) => RowReading;

/** Rules that need to know whom a row is about; the rows are in their order. */
export type SubjectRules = (
  rows: readonly { readonly candidate: Candidate; readonly subject: Subject }[],
) => Promise<readonly (readonly Finding[])[]>;

/** What rows of a catalogue item are worked out with. */
export interface IntakeSetting {
  readonly subgraph: Subgraph;
  readonly type: RecordType;
  readonly store: Pick<SubjectStore, 'subjectsById' | 'subjectsByNumber'>;
  readonly keys: KeyRing;
  readonly subjectRules: SubjectRules;
  /** Where rows wait, and what officers have decided about them. */
  readonly queue: Pick<MatchingQueue, 'waitingRow' | 'waitingRows' | 'waitingAbout'>;
}

/** Where some rows of a batch stand. */
export interface ChunkPlace {
  readonly batchId: string;
  /** From 1. */
  readonly number: number;
  readonly receivedAt: Date;
}

/** Works out what rows of a catalogue item come to. Reads the store, and writes nothing. */
export class ChunkIntake {
  /** Whether rows see what rows before them have said of who is who. */
  readonly registersSubjects: boolean;
  readonly #setting: IntakeSetting;
  readonly #intake: Intake;
  readonly #matcher: SubjectMatcher;

  constructor(setting: IntakeSetting) {
    const { subgraph, type, store, keys } = setting;
    this.#setting = setting;
    this.#intake = recordIntake(subgraph);
    const { registers, succeeds } = subgraph.department.records?.[type.name] ?? {};
    this.registersSubjects = registers !== undefined || succeeds !== undefined;
    this.#matcher = new SubjectMatcher(store, keys, registers);
  }

  async prepare(rows: readonly ReportedRow[], read: ReadRow, place: ChunkPlace): Promise<PreparedChunk> {
    const readings = rows.map(({ values }) => read(values));
    const candidates = readings.flatMap((reading) => (reading.kind === 'accepted' ? [reading.candidate] : []));
    const found = new Map(zip(candidates, await this.#decided(candidates, await this.#matcher.match(candidates))));
    const findings = await this.#findingsOfSubjects(found);
    const rules = intakeRules(cityDay(place.receivedAt));
    const chunk = new ChunkBuilder(place);
    const accepted = new Map<Candidate, Subject>();
    for (const [row, reading] of zip(rows, readings)) {
      if (reading.kind === 'refused') {
        chunk.refuse(row.number, reading.findings);
        continue;
      }
      const { candidate, warnings } = reading;
      const ofSubject = findings.get(candidate) ?? [];
      const said = [...warnings, ...ofSubject];
      if (ofSubject.some(({ rule }) => rules.get(rule)?.severity === 'E')) chunk.refuse(row.number, said);
      else {
        const subject = this.#take(candidate, found.get(candidate), row.number, said, chunk);
        if (subject !== null) accepted.set(candidate, subject);
      }
    }
    const built = chunk.built();
    return { ...built, settled: await this.#settledBy(accepted, built) };
  }

  /**
   * Rows that wait, of this chunk or from before, and say the same as one that has found its subject. Of natural persons none is
   * taken for another by a name.
   */
  async #settledBy(
    accepted: ReadonlyMap<Candidate, Subject>,
    { waiting }: Pick<PreparedChunk, 'waiting'>,
  ): Promise<readonly SettledRow[]> {
    const { subgraph, type, queue } = this.#setting;
    const place = { department: subgraph.department.code, item: type.entry.code, state: 'WAITING' } as const;
    const isEmpty = waiting.length === 0 && (await queue.waitingRows({ ...place, first: 1 })).rows.length === 0;
    if (isEmpty) return [];
    const subjects = new Map<string, string>();
    for (const [candidate, { id }] of accepted) {
      const about = this.#aboutOf(candidate);
      if (about !== null) subjects.set(about, id);
    }
    const open = new Map((await queue.waitingAbout([...subjects.keys()])).map(({ id, about }) => [id, about]));
    for (const { id, about } of waiting) if (about !== null) open.set(id, about);
    return [...open].flatMap(([id, about]) => {
      const subjectId = subjects.get(about);
      return subjectId === undefined ? [] : [{ id, subjectId }];
    });
  }

  /** Keyed, since numbers of persons are among the cells; the same for the same rows, whatever the order of their columns. */
  digestOf(header: readonly string[], rows: readonly ReportedRow[]): string {
    return this.#setting.keys.lookupHash('reported rows', rowsText(header, rows));
  }

  /** The subject as the candidate leaves it: another one only where its records register subjects. */
  asRegistered(candidate: Candidate, subject: Subject): Subject {
    return this.#matcher.asRegistered(candidate, subject);
  }

  /** The rule by which the candidate may not be about the subject; null where there is none. */
  async refusal(candidate: Candidate, subject: Subject, receivedAt: Date): Promise<IntakeRule | null> {
    const [findings = []] = await this.#setting.subjectRules([{ candidate, subject }]);
    const rules = intakeRules(cityDay(receivedAt));
    return findings.map(({ rule }) => rules.get(rule)).find((rule) => rule?.severity === 'E') ?? null;
  }

  /** The record that a candidate makes of a subject; null where it does not fit its type in the graph. */
  recordOf(candidate: Candidate, subject: Pick<Subject, 'id' | 'kind'>, receivedAt: string): RecordChange | null {
    const { type, fields } = candidate;
    try {
      return this.#intake({ type, fields, subject, reason: 'REPORTED', reportedAt: receivedAt });
    } catch (error) {
      if (error instanceof HubError && error.code === 'RECORD_INVALID') return null;
      throw error;
    }
  }

  /** The subject of the record that the row makes; null where it makes none. */
  #take(
    candidate: Candidate,
    found: FoundSubject | undefined,
    row: number,
    findings: readonly Finding[],
    chunk: ChunkBuilder,
  ): Subject | null {
    if (found?.kind !== 'matched') {
      const id = this.#waitingId(candidate);
      const about = this.#aboutOf(candidate);
      chunk.wait(row, findings, { ...this.#waitingRow(candidate, found?.reasons ?? []), id, about });
      return null;
    }
    const change = this.recordOf(candidate, found.subject, chunk.receivedAt);
    if (change === null) {
      chunk.refuse(row, [...findings, UNFIT]);
      return null;
    }
    chunk.accept(row, findings, change, found.isChanged ? found.subject : null);
    return found.subject;
  }

  /** The same, with what officers have decided about rows that match nothing. */
  async #decided(candidates: readonly Candidate[], found: readonly FoundSubject[]): Promise<readonly FoundSubject[]> {
    const decidedIds = await Promise.all(
      zip(candidates, found).map(([candidate, one]) => (one.kind === 'matched' ? null : this.#decidedId(candidate))),
    );
    const asked = decidedIds.filter((id) => id !== null);
    if (asked.length === 0) return found;
    const subjects = await this.#setting.store.subjectsById([...new Set(asked)]);
    return zip(found, decidedIds).map(([one, id]) => {
      const subject = id === null ? undefined : subjects.get(id);
      return subject === undefined ? one : { kind: 'matched', subject, by: 'DECISION', isChanged: false };
    });
  }

  /** Id of the subject that an officer chose for the row; null where none has. */
  async #decidedId(candidate: Candidate): Promise<string | null> {
    const decision = await this.#setting.queue.waitingRow(this.#waitingId(candidate));
    return decision?.state === 'MATCHED' ? decision.subjectId : null;
  }

  async #findingsOfSubjects(found: ReadonlyMap<Candidate, FoundSubject>) {
    const matched = [...found].flatMap(([candidate, one]) =>
      one.kind === 'matched' ? [{ candidate, subject: one.subject }] : [],
    );
    const findings = await this.#setting.subjectRules(matched);
    return new Map(matched.map(({ candidate }, index) => [candidate, findings[index] ?? []]));
  }

  #waitingRow(candidate: Candidate, reasons: readonly string[]) {
    const { subgraph, type } = this.#setting;
    const { code: department } = subgraph.department;
    const text = JSON.stringify(candidate);
    return { department, item: type.entry.code, type: type.name, candidate: text, reasons };
  }

  /** The same for rows about the same act and the same name, whatever numbers they give; null for natural persons. */
  #aboutOf({ type, fields, clues }: Candidate): string | null {
    if (clues.kind === 'NATURAL_PERSON' || clues.name === null) return null;
    const { documentNo, decidingOrgCode, decisionDate } = fields;
    const text = JSON.stringify([type, documentNo, decidingOrgCode, decisionDate, comparableName(clues.name)]);
    return hash('sha256', text, 'base64url');
  }

  /** The same for the same row, whenever it is reported; a keyed hash, since numbers of persons are among what it is made of. */
  #waitingId({ type, fields, clues }: Candidate): string {
    const { documentNo, decidingOrgCode, decisionDate } = fields;
    const text = JSON.stringify([type, documentNo, decidingOrgCode, decisionDate, clues]);
    return this.#setting.keys.lookupHash('waiting row', text);
  }
}

/** A later row of the same rows is about the same record, and is the one that counts. */
const SUPERSEDED: Finding = { rule: 'R11', field: null };

/** A value that the standard lets pass and the graph does not. */
const UNFIT: Finding = { rule: 'R08', field: null };

/**
 * Gathers what rows come to. Of a record, and of a row that waits, only what was said last counts within a chunk, and the rows
 * before it are told so: a chunk can be written twice with the same end, where a version before the last would come again after it.
 */
class ChunkBuilder {
  readonly receivedAt: string;
  readonly #place: ChunkPlace;
  readonly #subjects = new Map<string, Subject>();
  readonly #changes = new Map<string, RecordChange>();
  readonly #waiting = new Map<string, UnmatchedRow>();
  readonly #outcomes: RowProblem[] = [];
  /** Place of the last outcome about a record or a waiting row, by its id. */
  readonly #last = new Map<string, number>();

  constructor(place: ChunkPlace) {
    this.#place = place;
    this.receivedAt = place.receivedAt.toISOString();
  }

  accept(row: number, findings: readonly Finding[], change: RecordChange, subject: Subject | null): void {
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

  built(): Omit<PreparedChunk, 'settled'> {
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

function zip<A, B>(left: readonly A[], right: readonly B[]): readonly (readonly [A, B])[] {
  return left.map((one, index) => [one, right[index] as B]); // cast: callers give as many of each
}
