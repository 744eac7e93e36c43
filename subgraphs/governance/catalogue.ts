import type { AccessRule } from '../../schema/access/access-rule.ts';
import { ruleText } from '../../schema/access/access-rule.ts';
import { PERSON_BULK_SCOPE, PERSON_SCOPE } from '../../schema/access/sight.ts';
import type { CatalogueEntry, SharingClass } from '../../schema/expansion/record-type.ts';
import { holders, type JoinedField, type Joins, readJoins } from '../../schema/supergraph/joins.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';

/** The credit information catalogue (信用信息目录): what departments have, and under which rules. */
export interface Catalogue {
  /** By code. */
  readonly items: readonly CatalogueItem[];
  /** Everything that an agreement can grant, sorted. A scope begins with the code of the department that owns it. */
  readonly scopes: readonly string[];
  /** Names of departments by their code. */
  readonly departments: ReadonlyMap<string, string>;
}

/** One catalogue item: a record type of one department. */
export interface CatalogueItem extends Omit<CatalogueEntry, 'section'> {
  readonly owner: CatalogueOwner;
  readonly section: string | null;
  /** Name of the type in the graph. */
  readonly type: string;
  /** What the records as such require; undefined where they are public. */
  readonly rule: AccessRule | undefined;
  readonly fields: readonly CatalogueField[];
}

export interface CatalogueOwner {
  readonly code: string;
  readonly name: string;
}

/** One field of a catalogue item. */
export interface CatalogueField {
  readonly name: string;
  /** Rules that all have to be met, those of the type among them; none for a public field. */
  readonly rules: readonly AccessRule[];
  readonly class: SharingClass;
  /** The rules as text; null for a public field. */
  readonly requires: string | null;
  /** Scopes that the rules name, sorted. */
  readonly scopes: readonly string[];
  /** How it is masked; null where it never is. */
  readonly mask: string | null;
}

const known = new WeakMap<Supergraph, Catalogue>();

/** The catalogue that the supergraph states; worked out once for each supergraph. */
export function catalogueOf(supergraph: Supergraph): Catalogue {
  const catalogue = known.get(supergraph) ?? readCatalogue(supergraph);
  known.set(supergraph, catalogue);
  return catalogue;
}

function readCatalogue(supergraph: Supergraph): Catalogue {
  const joins = readJoins(supergraph.document);
  const items = [...supergraph.catalogue]
    .map(([type, entry]) => catalogueItem(type, entry, supergraph, joins))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
  const named = [...supergraph.rules.values()].flatMap(({ scopes }) => scopes.flat());
  const pasts = items.map(({ code }) => `${code}:history`);
  return {
    items,
    scopes: [...new Set([...named, ...pasts, PERSON_SCOPE, PERSON_BULK_SCOPE])].sort(),
    departments: new Map([...supergraph.subgraphs.keys()].map((code) => [code, nameOf(code, supergraph)])),
  };
}

function catalogueItem(type: string, entry: CatalogueEntry, supergraph: Supergraph, joins: Joins): CatalogueItem {
  const joined = joins.types.get(type);
  const [graph = ''] = joined === undefined ? [] : holders(joined);
  const owner = joins.subgraphs.get(graph) ?? graph;
  return {
    ...entry,
    section: entry.section ?? null,
    owner: { code: owner, name: nameOf(owner, supergraph) },
    type,
    rule: supergraph.rules.get(type),
    fields: [...(joined?.fields.values() ?? [])].map((field) => catalogueField(type, field, supergraph)),
  };
}

function catalogueField(type: string, field: JoinedField, { rules, masks }: Supergraph): CatalogueField {
  const all = [type, field.coordinate, field.type].flatMap((coordinate) => rules.get(coordinate) ?? []);
  return {
    name: field.name,
    rules: all,
    class: classOf(all),
    requires: all.length === 0 ? null : all.map(ruleText).join(' and '),
    scopes: [...new Set(all.flatMap(({ scopes }) => scopes.flat()))].sort(),
    mask: masks.get(field.coordinate) ?? null,
  };
}

/** The strictest of what the rules mean. */
function classOf(rules: readonly AccessRule[]): SharingClass {
  if (rules.some(({ policies }) => policies.length > 0)) return 'AUTHORIZED';
  if (rules.some(({ scopes }) => scopes.length > 0)) return 'CONDITIONAL';
  return rules.length > 0 ? 'UNCONDITIONAL' : 'PUBLIC';
}

function nameOf(code: string, { departments }: Supergraph): string {
  return departments.get(code)?.name ?? code;
}
