import { type DefinitionNode, type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, visit } from 'graphql';
import { directiveOn } from '../ast.ts';
import { readLinks } from '../composition/links.ts';
import { ACCESS_DIRECTIVES, CREDIT_DIRECTIVES, CREDIT_URL, FEDERATION_URL, SPECS } from '../specs.ts';
import { derivedTypes } from './derived-types.ts';
import { inheritStandard } from './inherit-standard.ts';
import { catalogueEntry, isRecordType } from './record-type.ts';
import { type Standards, standards } from './standards.ts';

const FEDERATION_IMPORTS = [
  'key',
  'shareable',
  'external',
  'requires',
  'provides',
  'override',
  'inaccessible',
  'tag',
  'composeDirective',
  'interfaceObject',
  ...ACCESS_DIRECTIVES,
];

/**
 * Turns the SDL that a department writes into its whole subgraph: standard fields inherited, lists and connections
 * derived, shared definitions added, specifications linked. The same text always gives the same result.
 *
 * @throws GraphQLError with the place in the text when it is not valid SDL.
 */
export function expandSubgraph(sdl: string, all: Standards = standards()): DocumentNode {
  const source = parse(sdl, { noLocation: true });
  const own = source.definitions.map((node) => withStandardFields(node, all));
  const derived = own.filter(isObjectDefinition).flatMap(deriveFrom);
  const merged = mergeObjects([...own, ...derived]);
  const complete = [...merged, ...missingDefinitions(merged, all)];
  const header = readLinks(source).some((link) => link.identity === SPECS.federation) ? [] : schemaHeader();
  return { kind: Kind.DOCUMENT, definitions: [...header, ...complete] };
}

function withStandardFields(node: DefinitionNode, all: Standards): DefinitionNode {
  if (node.kind === Kind.OBJECT_TYPE_DEFINITION) return withKey(inheritStandard(node, all));
  return node.kind === Kind.INTERFACE_TYPE_DEFINITION ? inheritStandard(node, all) : node;
}

function withKey(type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  if (!isRecordType(type) || directiveOn(type, 'key') !== undefined) return type;
  const key = parse('type T @key(fields: "id")', { noLocation: true }).definitions[0] as ObjectTypeDefinitionNode;
  return { ...type, directives: [...(key.directives ?? []), ...(type.directives ?? [])] };
}

function deriveFrom(type: ObjectTypeDefinitionNode): readonly DefinitionNode[] {
  const entry = catalogueEntry(type);
  return isRecordType(type) && entry !== undefined ? derivedTypes(type, entry) : [];
}

/** One definition per object type: a department and its derived lists both speak of CreditSubject and Query. */
function mergeObjects(nodes: readonly DefinitionNode[]): DefinitionNode[] {
  const merged = new Map<string, DefinitionNode>();
  for (const node of nodes) {
    const name =
      'name' in node && node.name !== undefined ? `${node.kind} ${node.name.value}` : `anonymous ${merged.size}`;
    const known = merged.get(name);
    merged.set(name, known && isObjectDefinition(known) && isObjectDefinition(node) ? mergeTwo(known, node) : node);
  }
  return [...merged.values()];
}

function mergeTwo(first: ObjectTypeDefinitionNode, second: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const known = new Set((first.fields ?? []).map((field) => field.name.value));
  const description = first.description ?? second.description;
  return {
    ...first,
    ...(description === undefined ? {} : { description }),
    fields: [...(first.fields ?? []), ...(second.fields ?? []).filter((field) => !known.has(field.name.value))],
  };
}

/** Standard definitions that are named somewhere, and those that these name in turn. */
function missingDefinitions(nodes: readonly DefinitionNode[], all: Standards): DefinitionNode[] {
  const defined = new Set(nodes.flatMap((node) => definedName(node) ?? []));
  const missing: DefinitionNode[] = [];
  const queue = [...nodes];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const name of namesIn(node)) {
      const standard = defined.has(name) ? undefined : all.get(name);
      if (standard === undefined) continue;
      defined.add(name);
      const complete = withStandardFields(standard, all);
      missing.push(complete);
      queue.push(complete);
    }
  }
  return missing.sort((a, b) => (definedName(a) ?? '').localeCompare(definedName(b) ?? '', 'en'));
}

function definedName(node: DefinitionNode): string | undefined {
  if (!('name' in node) || node.name === undefined) return undefined;
  return node.kind === Kind.DIRECTIVE_DEFINITION ? `@${node.name.value}` : node.name.value;
}

function namesIn(node: DefinitionNode): Set<string> {
  const names = new Set<string>(CREDIT_DIRECTIVES.map((name) => `@${name}`));
  visit(node, {
    NamedType: (type) => void names.add(type.name.value),
    Directive: (directive) => void names.add(`@${directive.name.value}`),
  });
  return names;
}

function isObjectDefinition(node: DefinitionNode): node is ObjectTypeDefinitionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION;
}

function schemaHeader(): readonly DefinitionNode[] {
  const list = (names: readonly string[]) => JSON.stringify(names.map((name) => `@${name}`));
  const composed = CREDIT_DIRECTIVES.map((name) => `@composeDirective(name: "@${name}")`).join(' ');
  return parse(
    `extend schema
      @link(url: "${FEDERATION_URL}", import: ${list(FEDERATION_IMPORTS)})
      @link(url: "${CREDIT_URL}", import: ${list(CREDIT_DIRECTIVES)})
      ${composed}`,
    { noLocation: true },
  ).definitions;
}
