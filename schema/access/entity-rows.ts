import type { Row } from './grant.ts';

/**
 * What a gateway is told of a graph's entities, so that it can hold its callers' grants against the subjects that these are about
 * before it asks a department. It leaves to the departments, which look again in any case, whatever is not told here.
 */
export interface EntityRows {
  /** How references to entities of the type name their subject; undefined where only a department knows whom they are about. */
  ofType(typeName: string): SubjectReferences | undefined;
  /**
   * Areas (GB/T 2260, six digits) of subjects by id; those of which none is known are left out. Undefined where nobody can be
   * asked: departments then decide alone wherever a grant depends on areas.
   */
  readonly areasOf: ((ids: readonly string[]) => Promise<ReadonlyMap<string, string>>) | undefined;
}

/** How references to entities of one type name their subject. */
export interface SubjectReferences {
  /** Without its area, which a reference does not tell; undefined where the reference names no subject. */
  subjectOf(reference: Readonly<Record<string, unknown>>): Row | undefined;
  /**
   * Names of the subgraphs that answer such an entity as a whole or not at all. In all others the fields of catalogue items are
   * closed one by one.
   */
  readonly keepers: ReadonlySet<string>;
}
