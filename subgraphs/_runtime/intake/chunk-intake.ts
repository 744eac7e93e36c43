import { hash } from 'node:crypto';
import { HubError } from '../../../schema/errors.ts';
import { type IntakeRule, intakeRules } from '../../../seeds/reference/intake-rules.ts';
import type { Finding, MatchingQueue } from '../../../storage/collection/port.ts';
import type { KeyRing } from '../../../storage/key-ring.ts';
import { comparableName } from '../../../storage/name-grams.ts';
import type { HubStore, RecordChange, Subject } from '../../../storage/port.ts';
import { type Intake, recordIntake } from '../record-intake.ts';
import type { RecordType } from '../record-type.ts';
import type { Subgraph } from '../subgraph.ts';
import { cityDay } from '../subgraph-context.ts';
import type { Candidate, RowReading } from './candidate.ts';
import { ChunkBuilder, type ChunkPlace } from './chunk-builder.ts';
import { type FoundSubject, SubjectMatcher } from './matching/subject-matcher.ts';
import type { IdentifiedRow, PreparedChunk } from './prepared-chunk.ts';
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
  readonly store: Pick<HubStore, 'subjectsById' | 'subjectsByNumber' | 'prepareChange'>;
  readonly keys: KeyRing;
  readonly subjectRules: SubjectRules;
  /** Where rows wait, and what officers have decided about them. */
  readonly queue: Pick<MatchingQueue, 'waitingRow' | 'waitingRows'>;
}

/** Works out what rows of a catalogue item come to. Reads the store, and writes nothing. */
export class ChunkIntake {
  /** Whether rows see what rows before them have said of who is who. */
  readonly registersSubjects: boolean;
  readonly #setting: IntakeSetting;
  readonly #intake: Intake;
  readonly #matcher: SubjectMatcher;
  #someWaited = false;

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
    return { ...built, identified: (await this.#mayWait(built)) ? this.#identified(accepted) : [] };
  }

  /** Whether any row of the item may wait when the chunk is written, which may be after others that are not written yet. */
  async #mayWait({ waiting }: Pick<PreparedChunk, 'waiting'>): Promise<boolean> {
    const { subgraph, type, queue } = this.#setting;
    const place = { department: subgraph.department.code, item: type.entry.code, state: 'WAITING' } as const;
    this.#someWaited ||= waiting.length > 0 || (await queue.waitingRows({ ...place, first: 1 })).rows.length > 0;
    return this.#someWaited;
  }

  /** What is known now of whom rows are about. Of natural persons none is taken for another by a name. */
  #identified(accepted: ReadonlyMap<Candidate, Subject>): readonly IdentifiedRow[] {
    return [...accepted].flatMap(([candidate, { id: subjectId }]) => {
      const about = this.#aboutOf(candidate);
      return about === null ? [] : [{ about, subjectId }];
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
    return fitting(() => this.#intake({ type, fields, subject, reason: 'REPORTED', reportedAt: receivedAt }));
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
    const record = this.recordOf(candidate, found.subject, chunk.receivedAt);
    const change = record && fitting(() => this.#setting.store.prepareChange(record));
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

/** A value that the standard lets pass and the graph does not. */
const UNFIT: Finding = { rule: 'R08', field: null };

/** Null where the record is refused: values of its own do that, and are said to be unfit. */
function fitting<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof HubError && error.code === 'RECORD_INVALID') return null;
    throw error;
  }
}

function zip<A, B>(left: readonly A[], right: readonly B[]): readonly (readonly [A, B])[] {
  return left.map((one, index) => [one, right[index] as B]); // cast: callers give as many of each
}
