import type { KeyRing } from './key-ring.ts';
import type { SubjectKind } from './port.ts';

const PREFIX: Readonly<Record<SubjectKind, string>> = { ORGANIZATION: 'o', SOLE_TRADER: 't', NATURAL_PERSON: 'p' };

/** Id of an organisation or sole trader: its kind and its first unified social credit code or registration number. */
export function organizationId(kind: 'ORGANIZATION' | 'SOLE_TRADER', code: string): string {
  return `${PREFIX[kind]}.${code}`;
}

/** Id of a natural person: a keyed hash of type and number of the document, so that the number is in no key, URL or log. */
export function personId(keys: KeyRing, documentType: string, documentNo: string): string {
  return `${PREFIX.NATURAL_PERSON}.${keys.lookupHash(`person ${documentType}`, documentNo)}`;
}

/** Kind of subject that an id tells; null for a text that is no id. */
export function kindOfSubjectId(id: string): SubjectKind | null {
  return KINDS.get(id.slice(0, 2)) ?? null;
}

/** By what an id begins with: lists ask for many. */
const KINDS: ReadonlyMap<string, SubjectKind> = new Map(
  (Object.entries(PREFIX) as [SubjectKind, string][]).map(([kind, prefix]) => [`${prefix}.`, kind]), // cast: its own keys
);
