import { type AskedField, askedFields, type ProviderType } from './asked-types.ts';

/** The question for a page of changes, and how its answer is read. */
export interface ChangesQuery {
  readonly text: string;
  /** Of each type that is asked for, the fields that come under another name; by that name. */
  readonly renamed: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The same types where all their fields come under their own names, as they do in exports. */
  readonly unrenamed: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Asks for the fields that are wanted of each type. Fields of one name and of different types, as records of different departments
 * have them, cannot be asked for under one name in one place.
 *
 * @param wanted names of fields by the name of their type; other types are not asked for
 * @param withNumbers whether numbers of natural persons are asked for
 */
export function changesQuery(
  types: ReadonlyMap<string, ProviderType>,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  withNumbers: boolean,
): ChangesQuery {
  const names = new ResponseNames();
  const renamed = new Map<string, ReadonlyMap<string, string>>();
  const fragments: string[] = [];
  for (const [name, fields] of wanted) {
    const type = types.get(name);
    if (type === undefined) continue;
    const asked = askedFields(type, fields).map((field) => ({ field, as: names.of(field) }));
    fragments.push(`... on ${name} { ${asked.map(selection).join(' ')} }`);
    const others = asked.filter(({ field, as }) => as !== field.name);
    renamed.set(name, new Map(others.map(({ field, as }) => [as, field.name])));
  }
  const unrenamed = new Map([...renamed.keys()].map((type) => [type, NONE] as const));
  return { text: queryText(fragments, withNumbers), renamed, unrenamed };
}

const NONE: ReadonlyMap<string, string> = new Map();

/** One name for fields that are alike. */
class ResponseNames {
  readonly #types = new Map<string, string[]>();

  of({ name, type }: AskedField): string {
    const known = this.#types.get(name) ?? [];
    this.#types.set(name, known);
    if (!known.includes(type)) known.push(type);
    const position = known.indexOf(type);
    return position === 0 ? name : `${name}_${position}`;
  }
}

function selection({ field, as }: { readonly field: AskedField; readonly as: string }): string {
  const { name, below } = field;
  return `${as === name ? name : `${as}: ${name}`}${below === null ? '' : ` { ${below.join(' ')} }`}`;
}

function queryText(fragments: readonly string[], withNumbers: boolean): string {
  return `query Pull($after: String, $first: Int, $items: [String!]) {
  changes(after: $after, first: $first, items: $items) {
    nodes {
      operation item recordId version
      subject { id name uscc area { code }${withNumbers ? ' identityNo' : ''} }
      record { __typename ${fragments.join('\n        ')} }
    }
    rightsChanged
    pageInfo { hasNextPage endCursor }
  }
}`;
}
