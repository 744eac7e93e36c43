import type { DenialReason, Disclosure, RowDenial } from '../../schema/access/passport.ts';

/** A record, as far as it tells whom it is about. */
interface AboutSubject {
  readonly subjectId: string;
}

/**
 * What one answer gives out, noted while it is made. Lists are noted as they are and looked through when somebody asks, so
 * that noting costs the same for a list of any length.
 */
export class Disclosed implements Disclosure {
  // Made when they are needed: most answers need one of them, with one entry.
  #ids: (readonly string[])[] | undefined;
  #records: (readonly AboutSubject[])[] | undefined;
  #denials: Map<string, RowDenial> | undefined;
  #items: Set<string> | undefined;

  /** Something was said about these subjects, if only that there is nothing to say. */
  about(ids: readonly string[]): void {
    if (this.#ids === undefined) this.#ids = [ids];
    else this.#ids.push(ids);
  }

  /** These records were given out. */
  gave(records: readonly AboutSubject[]): void {
    if (this.#records === undefined) this.#records = [records];
    else this.#records.push(records);
  }

  /** A row of the coordinate (`Type.field`, or `Type` for whole rows) was left out or emptied. */
  denied(coordinate: string, reason: DenialReason): void {
    this.#denials ??= new Map();
    this.#denials.set(`${coordinate} ${reason}`, { coordinate, reason });
  }

  /** Something was told of records of these catalogue items, by other types than their own. */
  ofItems(codes: Iterable<string>): void {
    this.#items = new Set([...(this.#items ?? []), ...codes]);
  }

  get items(): readonly string[] | undefined {
    return this.#items && [...this.#items];
  }

  /** Each once, sorted. */
  get subjects(): readonly string[] {
    const subjects = new Set(this.#ids?.flat());
    for (const records of this.#records ?? []) for (const { subjectId } of records) subjects.add(subjectId);
    return [...subjects].sort();
  }

  get denials(): readonly RowDenial[] {
    return [...(this.#denials?.values() ?? [])];
  }

  toJSON(): Disclosure {
    const { subjects, denials, items } = this;
    return items === undefined ? { subjects, denials } : { subjects, denials, items };
  }
}
