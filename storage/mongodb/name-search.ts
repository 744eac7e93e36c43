import type { Collection, Filter } from 'mongodb';
import { HubError } from '../../schema/errors.ts';
import { comparableName, searchGrams } from '../name-grams.ts';
import type { SubjectHit, SubjectPage, SubjectSearch } from '../port.ts';
import { CALL } from './connection.ts';
import { type SubjectDocument, toSubject } from './subject-document.ts';

/** Names that begin with the text come in the first part of the results, all others in the second. */
const PARTS = ['start', 'inside'] as const;

/** Documents of one answer of the server; a page is rarely larger. */
const BATCH = 101;

/** One search for names. No text of the search ever becomes a pattern. */
export class NameSearch {
  readonly #subjects: Collection<SubjectDocument>;
  readonly #search: SubjectSearch;
  readonly #text: string;

  constructor(subjects: Collection<SubjectDocument>, search: SubjectSearch) {
    this.#subjects = subjects;
    this.#search = search;
    this.#text = comparableName(search.text);
  }

  async page(): Promise<SubjectPage> {
    const { first, after } = this.#search;
    const from = parseCursor(after);
    const hits: SubjectHit[] = [];
    for (let part = from.part; part < PARTS.length && hits.length <= first; part += 1) {
      const afterId = part === from.part ? from.id : null;
      await this.#collect(part, afterId, first + 1, hits);
    }
    return { hits: hits.slice(0, first), hasNextPage: hits.length > first };
  }

  /** Adds hits of the part until there are `wanted`. */
  async #collect(part: number, afterId: string | null, wanted: number, hits: SubjectHit[]): Promise<void> {
    const grams = searchGrams(this.#text, PARTS[part] === 'start');
    if (grams.length === 0) return; // too short for this part
    const filter = this.#filter(part, grams, afterId);
    const options = { ...CALL, sort: { _id: 1 }, batchSize: Math.min(wanted, BATCH) } as const;
    for await (const document of this.#subjects.find(filter, options)) {
      // A name may hold all pairs of the text in another order.
      if (!document.comparableName?.includes(this.#text)) continue;
      hits.push({ subject: toSubject(document), cursor: toCursor(part, document._id) });
      if (hits.length === wanted) return;
    }
  }

  #filter(part: number, grams: readonly string[], afterId: string | null): Filter<SubjectDocument> {
    const { kind, areaCodes } = this.#search;
    return {
      $and: [
        { grams: { $all: [...grams] } },
        PARTS[part] === 'start' ? startsWith(this.#text) : startsOtherwise(this.#text),
        ...(kind === undefined ? [] : [{ kind }]),
        ...(areaCodes === undefined ? [] : [{ areaCode: { $in: [...areaCodes] } }]),
        ...(afterId === null ? [] : [{ _id: { $gt: afterId } }]),
      ],
    };
  }
}

function startsWith(text: string): Filter<SubjectDocument> {
  const end = endOfPrefix(text);
  return { comparableName: { $gte: text, ...(end === null ? {} : { $lt: end }) } };
}

function startsOtherwise(text: string): Filter<SubjectDocument> {
  const end = endOfPrefix(text);
  const before = { comparableName: { $lt: text } };
  return end === null ? before : { $or: [before, { comparableName: { $gte: end } }] };
}

/** The first text, in the order of code points, after all that begin with the prefix; null where there is none. */
export function endOfPrefix(prefix: string): string | null {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  const next = last === 0xd7ff ? 0xe000 : last + 1; // what lies between them are no characters
  return String.fromCodePoint(...points, next);
}

function toCursor(part: number, id: string): string {
  return Buffer.from(`${part}${id}`).toString('base64url');
}

function parseCursor(cursor: string | undefined): { readonly part: number; readonly id: string | null } {
  if (cursor === undefined) return { part: 0, id: null };
  const text = Buffer.from(cursor, 'base64url').toString();
  const part = Number(text[0]);
  const id = text.slice(1);
  if (!(part in PARTS) || id === '' || toCursor(part, id) !== cursor) throw new HubError('INVALID_CURSOR');
  return { part, id };
}
