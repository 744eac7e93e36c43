import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, type TypeNode } from 'graphql';
import { namedType } from '../../schema/ast.ts';
import { HubError } from '../../schema/errors.ts';

/** Longest schema that is read, in tokens: some ten times a city's. */
const MAX_TOKENS = 1_000_000;

/** The union of all that a change may be about. */
const RECORDS = 'ChangedRecord';

/** What every record says of itself beside what is asked for; without it nothing could be filed. */
const ENVELOPE = ['state', 'decisionDate', 'publicityStartDate', 'publicityEndDate'];

/** Fields that the change says already. */
const TOLD = new Set(['id', 'catalogueItem', 'subject']);

/** A field as it is asked for. */
export interface AskedField {
  readonly name: string;
  /** Its type as SDL, which tells whether two fields of one name can be asked for under that name. */
  readonly type: string;
  /** Fields of the objects that it holds; null for plain values. */
  readonly below: readonly string[] | null;
}

/** A record type of the provider. */
export interface ProviderType {
  readonly name: string;
  readonly fields: readonly AskedField[];
}

/**
 * The record types that the provider's schema shows, with all that can be asked of them.
 *
 * @throws HubError PROVIDER_ANSWER_INVALID where it is not the schema of a hub that gives changes out
 */
export function providerTypes(sdl: string, provider: string): ReadonlyMap<string, ProviderType> {
  const document = parsedSchema(sdl, provider);
  const objects = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const union = document.definitions.find(
    (node) => node.kind === Kind.UNION_TYPE_DEFINITION && node.name.value === RECORDS,
  );
  const members = union?.kind === Kind.UNION_TYPE_DEFINITION ? (union.types ?? []) : [];
  const types = members.flatMap(({ name }) => {
    const node = objects.get(name.value);
    return node === undefined ? [] : [[name.value, { name: name.value, fields: fieldsOf(node, objects) }] as const];
  });
  if (types.length === 0) throw invalid(provider, 'its schema has no records that could be pulled.');
  return new Map(types);
}

/** Those of the type that are wanted, and the few that it is filed by. */
export function askedFields({ fields }: ProviderType, wanted: ReadonlySet<string>): readonly AskedField[] {
  return fields.filter(({ name }) => wanted.has(name) || ENVELOPE.includes(name));
}

function fieldsOf(
  { fields = [] }: ObjectTypeDefinitionNode,
  objects: ReadonlyMap<string, ObjectTypeDefinitionNode>,
): readonly AskedField[] {
  return fields.flatMap(({ name: { value: name }, type, arguments: args = [] }) => {
    if (TOLD.has(name) || args.length > 0) return [];
    const object = objects.get(namedType(type).name.value);
    const below = object === undefined ? null : plainFields(object, objects);
    return below?.length === 0 ? [] : [{ name, type: typeText(type), below }];
  });
}

/** Records hold objects of their own one level deep. */
function plainFields(
  { fields = [] }: ObjectTypeDefinitionNode,
  objects: ReadonlyMap<string, ObjectTypeDefinitionNode>,
): readonly string[] {
  const plain = fields.filter(({ type, arguments: args = [] }) => {
    return args.length === 0 && !objects.has(namedType(type).name.value);
  });
  return plain.map(({ name }) => name.value);
}

function typeText(type: TypeNode): string {
  switch (type.kind) {
    case Kind.NAMED_TYPE:
      return type.name.value;
    case Kind.LIST_TYPE:
      return `[${typeText(type.type)}]`;
    case Kind.NON_NULL_TYPE:
      return `${typeText(type.type)}!`;
  }
}

function parsedSchema(sdl: string, provider: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch {
    throw invalid(provider, 'its schema cannot be read.');
  }
}

function invalid(provider: string, problem: string): HubError {
  return new HubError('PROVIDER_ANSWER_INVALID', { details: { provider, problem } });
}
