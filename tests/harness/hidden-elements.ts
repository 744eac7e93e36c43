import { type DefinitionNode, type DocumentNode, type FieldDefinitionNode, Kind, visit } from 'graphql';
import {
  argumentsOf,
  directiveOn,
  type FieldsNode,
  hasFields,
  isInterface,
  isObject,
  namedType,
} from '../../schema/ast.ts';
import { localName } from '../../schema/composition/links.ts';
import { SPECS } from '../../schema/specs.ts';
import { coordinateAt } from '../../schema/supergraph/coordinate-at.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';

/**
 * Coordinates of everything that is not public: types (`T`), fields (`T.f`) and arguments (`T.f(a:)`) that a rule
 * protects, and those that would be left without content or would tell about what is protected.
 */
export function hiddenElements(supergraph: Supergraph): ReadonlySet<string> {
  const hidden = new Set<string>(supergraph.rules.keys());
  const types = supergraph.document.definitions;
  const implementations = implementationsByInterface(types.filter(hasFields));
  const filters = filterTargets(supergraph);
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const type of types) hideInType(type, hidden, implementations);
    for (const [input, target] of filters) if (hidden.has(target)) hidden.add(input);
  }
  return hidden;
}

type Implementations = ReadonlyMap<string, readonly FieldsNode[]>;

/** What follows within one type from what is hidden already. */
function hideInType(type: DefinitionNode, hidden: Set<string>, implementations: Implementations): void {
  if (type.kind === Kind.UNION_TYPE_DEFINITION) {
    if ((type.types ?? []).every((member) => hidden.has(member.name.value))) hidden.add(type.name.value);
    return;
  }
  if (!hasFields(type)) return;
  const name = type.name.value;
  for (const field of type.fields ?? []) {
    if (hidesField(type, field, hidden, implementations)) hidden.add(`${name}.${field.name.value}`);
  }
  if (isEmpty(type, hidden, implementations)) hidden.add(name);
}

function hidesField(
  type: FieldsNode,
  field: FieldDefinitionNode,
  hidden: ReadonlySet<string>,
  implementations: Implementations,
): boolean {
  if (hidden.has(type.name.value) || hidden.has(namedType(field.type).name.value)) return true;
  // Asked through an interface, a field would need the rule of every visible implementation.
  return (
    isInterface(type) &&
    (implementations.get(type.name.value) ?? [])
      .filter((object) => !hidden.has(object.name.value))
      .some((object) => hidden.has(`${object.name.value}.${field.name.value}`))
  );
}

function isEmpty(type: FieldsNode, hidden: ReadonlySet<string>, implementations: Implementations): boolean {
  const fields = type.fields ?? [];
  if (isObject(type)) return fields.every((field) => hidden.has(`${type.name.value}.${field.name.value}`));
  const objects = implementations.get(type.name.value) ?? [];
  return objects.length > 0 && objects.every((object) => hidden.has(object.name.value));
}

function implementationsByInterface(types: readonly FieldsNode[]): Implementations {
  const found = new Map<string, FieldsNode[]>();
  for (const type of types) {
    for (const { name } of type.interfaces ?? []) found.set(name.value, [...(found.get(name.value) ?? []), type]);
  }
  return found;
}

/** Arguments and input fields with `@filtersOn`: their coordinate → the coordinate that they filter on. */
function filterTargets({ document, links }: { readonly document: DocumentNode; readonly links: Supergraph['links'] }) {
  const directive = localName(links, SPECS.credit, 'filtersOn');
  const targets = new Map<string, string>();
  if (directive === undefined) return targets;
  visit(document, {
    InputValueDefinition(node, _key, _parent, _path, ancestors) {
      const use = directiveOn(node, directive);
      if (use !== undefined) targets.set(coordinateAt(node, ancestors), String(argumentsOf(use).coordinate));
    },
  });
  return targets;
}
