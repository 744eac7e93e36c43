import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import type { AccessRule, AccessRules } from '../../../schema/access/access-rule.ts';
import { argumentsOf, directiveOn } from '../../../schema/ast.ts';
import { catalogueEntry } from '../../../schema/expansion/record-type.ts';

/** A field whose value not everybody sees, or not as it is. */
export interface GuardedField {
  readonly name: string;
  /** `Type.field`. */
  readonly coordinate: string;
  /** Undefined where only the type's rule holds for it. */
  readonly rule: AccessRule | undefined;
  /** Mask rule; undefined where it has none. */
  readonly mask: string | undefined;
}

/** What access needs to know of an object type. */
export interface GuardedType {
  readonly name: string;
  readonly rule: AccessRule | undefined;
  /** Code of the catalogue item; undefined for types that are no records. */
  readonly item: string | undefined;
  /** Whether its records are public in their publicity period; others have no publicity. */
  readonly isPublished: boolean;
  /** The position of a field in here is how its sight is found. */
  readonly fields: readonly GuardedField[];
}

/** The object types that the document defines, by name. */
export function guardedTypes(document: DocumentNode, rules: AccessRules): ReadonlyMap<string, GuardedType> {
  const types = document.definitions.filter(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
  );
  return new Map(types.map((node) => [node.name.value, guardedType(node, rules)]));
}

function guardedType(node: ObjectTypeDefinitionNode, rules: AccessRules): GuardedType {
  const name = node.name.value;
  const entry = catalogueEntry(node);
  const fields = (node.fields ?? []).map((field): GuardedField => {
    const mask = directiveOn(field, 'mask');
    const coordinate = `${name}.${field.name.value}`;
    const maskRule = mask === undefined ? undefined : String(argumentsOf(mask).rule);
    return { name: field.name.value, coordinate, rule: rules.get(coordinate), mask: maskRule };
  });
  return {
    name,
    rule: rules.get(name),
    item: entry?.code,
    isPublished: entry?.class === 'PUBLIC',
    fields: fields.filter(({ rule, mask }) => rule !== undefined || mask !== undefined),
  };
}
