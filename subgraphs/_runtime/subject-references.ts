import type { EntityRows, SubjectReferences } from '../../schema/access/entity-rows.ts';
import { SECTION_TYPES } from '../../schema/expansion/record-type.ts';
import type { HubStore } from '../../storage/port.ts';
import { kindOfSubjectId } from '../../storage/subject-id.ts';

/** Code of the subgraph that keeps the subjects themselves. */
const SUBJECT_INDEX = 'subjects';

/**
 * Whom the graph's entities are about, as far as their references tell: subjects, and sections of a subject's report. Whom a
 * record is about, only the department knows that has it.
 *
 * @param store with the subjects' areas; without one, what depends on areas is left to the departments
 */
export function subjectReferences(store?: HubStore): EntityRows {
  return { ofType: (typeName) => REFERENCES.get(typeName), areasOf: store && ((ids) => areasOf(ids, store)) };
}

const REFERENCES: ReadonlyMap<string, SubjectReferences> = new Map([
  ['CreditSubject', referencesBy('id', [SUBJECT_INDEX])],
  ...Object.values(SECTION_TYPES).map((section) => [section, referencesBy('subjectId', [])] as const),
]);

function referencesBy(key: string, keepers: readonly string[]): SubjectReferences {
  return {
    subjectOf: (reference) => {
      const id = reference[key];
      const kind = typeof id === 'string' ? kindOfSubjectId(id) : null;
      return typeof id === 'string' && kind !== null ? { id, kind, area: null } : undefined;
    },
    keepers: new Set(keepers),
  };
}

async function areasOf(ids: readonly string[], store: HubStore): Promise<ReadonlyMap<string, string>> {
  const areas = new Map<string, string>();
  for (const [id, { areaCode }] of await store.subjectsById(ids)) if (areaCode !== null) areas.set(id, areaCode);
  return areas;
}
