import { LRUCache } from 'lru-cache';
import { checkCitizenId } from '../../schema/codes/citizen-id.ts';
import { isUscc } from '../../schema/codes/uscc.ts';
import type { KeyRing } from '../../storage/key-ring.ts';
import type { HubStore, Subject, SubjectKind } from '../../storage/port.ts';
import { kindOfSubjectId, organizationId, personId } from '../../storage/subject-id.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import type { ProviderSubject } from './read-page.ts';

/** Subjects that are remembered, by the ids that their providers give them. */
const MAX_KNOWN = 200_000;

/** A subject of this hub. */
export interface LocalSubject {
  readonly id: string;
  readonly kind: SubjectKind;
}

/** Who the subjects of other platforms are at this hub. */
export class LocalSubjects {
  readonly #origin: string;
  readonly #store: Pick<HubStore, 'subjectsById' | 'subjectsByNumber' | 'saveSubjects'>;
  readonly #keys: KeyRing;
  readonly #known = new LRUCache<string, LocalSubject>({ max: MAX_KNOWN });

  constructor(
    origin: string,
    store: Pick<HubStore, 'subjectsById' | 'subjectsByNumber' | 'saveSubjects'>,
    keys: KeyRing,
  ) {
    this.#origin = origin;
    this.#store = store;
    this.#keys = keys;
  }

  /**
   * The subject of each id. Those that are not known here come into being, as far as their provider tells who they are; those that
   * are stay as they are, since their own registry knows better. An id that is none is missing.
   */
  async of(subjects: readonly ProviderSubject[], now: Date): Promise<ReadonlyMap<string, LocalSubject>> {
    const found = new Map<string, LocalSubject>();
    const open = new Map<string, Subject>();
    for (const subject of subjects) {
      const known = this.#known.get(subject.id);
      if (known !== undefined) found.set(subject.id, known);
      else if (!open.has(subject.id)) {
        const own = ownSubject(subject, this.#origin, this.#keys, cityDay(now));
        if (own !== null) open.set(subject.id, own);
      }
    }
    if (open.size === 0) return found;
    for (const [id, local] of await this.#registered(open)) {
      this.#known.set(id, local);
      found.set(id, local);
    }
    return found;
  }

  async #registered(open: ReadonlyMap<string, Subject>): Promise<ReadonlyMap<string, LocalSubject>> {
    const all = [...open.values()];
    const byNumber = await this.#store.subjectsByNumber(all.flatMap(({ uscc }) => uscc ?? []));
    const byId = await this.#store.subjectsById(all.map(({ id }) => id));
    const fresh = new Map<string, Subject>();
    const local = [...open].map(([id, subject]) => {
      const bearer = bearerOf(subject, byNumber);
      if (bearer === undefined && !byId.has(subject.id)) fresh.set(subject.id, subject);
      return [id, { id: bearer?.id ?? subject.id, kind: subject.kind }] as const;
    });
    if (fresh.size > 0) await this.#store.saveSubjects([...fresh.values()]);
    return new Map(local);
  }
}

/** The one of its kind that carries its code. */
function bearerOf({ uscc, kind }: Subject, byNumber: ReadonlyMap<string, readonly Subject[]>): Subject | undefined {
  const bearers = uscc === null ? [] : (byNumber.get(uscc) ?? []).filter((one) => one.kind === kind);
  return bearers.find((one) => one.uscc === uscc) ?? bearers[0];
}

/**
 * The subject that this hub would make of it; null where its id is none. Whoever carries a code is known by it everywhere. The id
 * of a natural person is made with the keys of the hub that gives it, so that it says nothing here: with a number, the person is
 * the one whom this hub knows by the number; without one it is somebody whom nobody but this origin knows.
 */
export function ownSubject(subject: ProviderSubject, origin: string, keys: KeyRing, today: string): Subject | null {
  const kind = kindOfSubjectId(subject.id);
  if (kind === null) return null;
  const own = { kind, name: subject.name ?? '', areaCode: areaIn(subject), formerNumbers: [] };
  if (kind === 'NATURAL_PERSON') {
    const number = citizenIdIn(subject, today);
    const id = number === null ? strangerId(subject, origin, keys) : personId(keys, 'CITIZEN_ID', number);
    return { ...own, id, uscc: null, sealed: number === null ? {} : { identityNo: number } };
  }
  const uscc = subject.uscc !== null && isUscc(subject.uscc) ? subject.uscc : null;
  if (uscc === null && !OLD_NUMBER_ID.test(subject.id)) return null;
  const id = uscc === null ? subject.id : organizationId(kind, uscc);
  return { ...own, id, uscc, sealed: {} };
}

/** Made of an old number, which is the same everywhere too. */
const OLD_NUMBER_ID = /^[ot]\.[0-9A-Z-]{6,30}$/;

function areaIn({ areaCode }: ProviderSubject): string | null {
  return areaCode !== null && /^\d{6}$/.test(areaCode) ? areaCode : null;
}

/** Null also for a masked one. */
function citizenIdIn({ identityNo }: ProviderSubject, today: string): string | null {
  if (identityNo === null) return null;
  const checked = checkCitizenId(identityNo, today);
  return checked.kind === 'valid' ? checked.citizenId : null;
}

function strangerId({ id }: ProviderSubject, origin: string, keys: KeyRing): string {
  return personId(keys, `of ${origin}`, id);
}
