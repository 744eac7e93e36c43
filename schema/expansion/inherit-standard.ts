import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parseConstValue,
} from 'graphql';
import { argumentsOf, directiveOn } from '../ast.ts';
import { catalogueEntry } from './record-type.ts';
import { type Standards, standardInterface } from './standards.ts';

/** In the standards only: the implementing field requires the scope `<catalogue code>:<scope>`. */
const RESTRICTED = 'restricted';

/**
 * Gives a type every field of the standard interfaces that it implements and does not declare itself, so that one
 * definition serves all departments. Interfaces above interfaces are followed.
 */
export function inheritStandard<T extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(
  type: T,
  all: Standards,
): T {
  const parents = ancestors(type.interfaces ?? [], all);
  const own = new Set((type.fields ?? []).map((field) => field.name.value));
  const fields: FieldDefinitionNode[] = [];
  for (const parent of parents) {
    for (const field of parent.fields ?? []) {
      if (own.has(field.name.value)) continue;
      own.add(field.name.value);
      fields.push(inheritField(field, type));
    }
  }
  return {
    ...type,
    interfaces: interfaceNames(type.interfaces ?? [], parents),
    fields: [...fields, ...(type.fields ?? []).map((field) => inheritField(field, type))],
  };
}

/** Base interfaces first, so that common fields lead in every type. */
function ancestors(names: readonly NamedTypeNode[], all: Standards): InterfaceTypeDefinitionNode[] {
  const found: InterfaceTypeDefinitionNode[] = [];
  for (const { name } of names) {
    const parent = standardInterface(all, name.value);
    if (parent === undefined) continue;
    found.push(...ancestors(parent.interfaces ?? [], all), parent);
  }
  return [...new Set(found)];
}

function interfaceNames(
  own: readonly NamedTypeNode[],
  parents: readonly InterfaceTypeDefinitionNode[],
): NamedTypeNode[] {
  const names = new Set([...own.map((node) => node.name.value), ...parents.map((node) => node.name.value)]);
  return [...names].map((value) => ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value } }));
}

function inheritField(
  field: FieldDefinitionNode,
  type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
): FieldDefinitionNode {
  const restricted = directiveOn(field, RESTRICTED);
  const kept = (field.directives ?? []).filter((directive) => directive !== restricted);
  // The federation specification does not accept access directives on interface fields; the rule is the objects'.
  if (type.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    return { ...field, directives: kept.filter((directive) => directive.name.value !== 'mask') };
  }
  if (restricted === undefined) return { ...field, directives: kept };
  const scope = `${catalogueEntry(type)?.code ?? type.name.value}:${String(argumentsOf(restricted).scope)}`;
  return { ...field, directives: [requiresScope(scope), ...kept] };
}

function requiresScope(scope: string): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'requiresScopes' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'scopes' },
        value: parseConstValue(JSON.stringify([[scope]])),
      },
    ],
  };
}
