import { federationMetadata, isInterfaceType, isObjectType, type Schema } from '@apollo/federation-internals';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type NameNode, type OperationDefinitionNode, parse, type SelectionNode } from 'graphql';
import type { GraphTypes } from './graph-types.ts';
import { isNode, type ResultNode } from './result-node.ts';

/** Holds representations and answers against the key of their type. */
export interface KeyCheck {
  /** Whether the representation names an entity: plans make some that do not, of objects of which they want nothing. */
  isKeyed(representation: ResultNode): boolean;
  /** Whether an answered entity carries the key of the representation that it should answer. */
  isSame(answered: ResultNode, representation: ResultNode): boolean;
}

/** What key echoes are made against. */
export interface EchoSetting {
  /** Schema of the subgraph that is asked. */
  readonly schema: Schema;
  /** Types of the supergraph. */
  readonly types: GraphTypes;
  /** Of names that are nobody's field. */
  readonly prefix: string;
}

/** An entity fetch that asks for keys back, and the check of what comes. */
export interface KeyEcho {
  readonly operation: OperationDefinitionNode;
  /** By `__typename` of the representation. */
  readonly checks: ReadonlyMap<string, KeyCheck>;
}

/**
 * Lets a fetch ask for the keys of the entities that it names. Departments answer entities by position only, so that nothing
 * but an echoed key tells a reversed, shifted or wrong answer from a right one.
 */
export function withKeyEcho(
  fetch: FetchNode,
  operation: OperationDefinitionNode,
  { schema, types, prefix }: EchoSetting,
): KeyEcho {
  const checks = new Map<string, KeyCheck>();
  const echoes: SelectionNode[] = [];
  const names = (index: number): NameNode => ({ kind: Kind.NAME, value: `${prefix}k${index}` });
  for (const [typeName, available] of representedTypes(fetch, types)) {
    const fields = keysOf(schema, typeName)
      .filter((key) => covers(available, key))
      .flat();
    if (fields.length === 0)
      throw new Error(`The plan names a ${typeName} for ${fetch.serviceName} without any of its keys.`);
    const echoed = fields.filter((field) => !isExternal(schema, typeName, field));
    const selections = echoed.map((field, index): FieldNode => ({ ...field, alias: names(index) }));
    if (selections.length > 0) echoes.push(onType(typeName, selections));
    checks.set(typeName, {
      isKeyed: (representation) => fields.every(({ name }) => representation[name.value] !== undefined),
      isSame: (answered, representation) =>
        echoed.every((field, index) => sameKey(field, answered[names(index).value], representation[field.name.value])),
    });
  }
  return { operation: addToEntities(operation, echoes), checks };
}

function onType(typeName: string, selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

/** What the fetch's representations hold, by the type name that they carry. */
function representedTypes(fetch: FetchNode, types: GraphTypes): Map<string, QueryPlanSelectionNode[]> {
  const represented = new Map<string, QueryPlanSelectionNode[]>();
  for (const selection of fetch.requires ?? []) {
    if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) continue;
    const name = sentTypename(fetch, selection.typeCondition, types);
    represented.set(name, [...(represented.get(name) ?? []), ...selection.selections]);
  }
  return represented;
}

/** A subgraph that knows an interface as one object type is sent the interface's name, for whatever fulfils it. */
function sentTypename(fetch: FetchNode, condition: string, types: GraphTypes): string {
  const rewrite = (fetch.inputRewrites ?? []).find(({ kind, path: [fragment = '', field] }) => {
    const isTypename = kind === 'ValueSetter' && field === '__typename';
    return isTypename && types.fulfils(condition, fragment.replace('... on ', ''));
  });
  return rewrite?.kind === 'ValueSetter' ? String(rewrite.setValueTo) : condition;
}

/** Selections of the type's keys by which the subgraph finds entities. */
function keysOf(schema: Schema, typeName: string): FieldNode[][] {
  const type = schema.type(typeName);
  const directive = federationMetadata(schema)?.keyDirective();
  if (type === undefined || directive === undefined) return [];
  return type
    .appliedDirectivesOf(directive)
    .map((applied) => applied.arguments())
    .filter(({ resolvable }) => resolvable !== false)
    .map(({ fields }) => keyFields(String(fields)));
}

/** A field that is external in the subgraph is known to it from representations only, and cannot be asked back. */
function isExternal(schema: Schema, typeName: string, { name }: FieldNode): boolean {
  const type = schema.type(typeName);
  if (type === undefined || !(isObjectType(type) || isInterfaceType(type))) return false;
  const field = type.field(name.value);
  return field !== undefined && (federationMetadata(schema)?.isFieldExternal(field) ?? false);
}

function keyFields(fieldSet: string): FieldNode[] {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  return definition.selectionSet.selections.filter(
    (selection): selection is FieldNode => selection.kind === Kind.FIELD,
  );
}

function covers(available: readonly QueryPlanSelectionNode[], key: readonly FieldNode[]): boolean {
  return key.every((field) =>
    available.some((given) => {
      if (given.kind === 'InlineFragment') return covers(given.selections, [field]);
      if (given.name !== field.name.value || given.alias !== undefined) return false;
      return field.selectionSet === undefined || covers(given.selections ?? [], fieldsIn(field));
    }),
  );
}

function fieldsIn(field: FieldNode): FieldNode[] {
  return (field.selectionSet?.selections ?? []).filter(
    (selection): selection is FieldNode => selection.kind === Kind.FIELD,
  );
}

/** Scalars are the same when their text is: some servers write an id that is a number as a number. */
function sameKey(field: FieldNode, answered: unknown, sent: unknown): boolean {
  if (Array.isArray(sent)) {
    return (
      Array.isArray(answered) &&
      answered.length === sent.length &&
      sent.every((item, index) => sameKey(field, answered[index], item))
    );
  }
  if (isNode(sent) && field.selectionSet === undefined) return JSON.stringify(answered) === JSON.stringify(sent);
  if (isNode(sent)) {
    return (
      isNode(answered) &&
      fieldsIn(field).every((inner) => sameKey(inner, answered[inner.name.value], sent[inner.name.value]))
    );
  }
  return answered === sent || (isText(answered) && isText(sent) && String(answered) === String(sent));
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function addToEntities(operation: OperationDefinitionNode, echoes: readonly SelectionNode[]): OperationDefinitionNode {
  const selections = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD && selection.selectionSet !== undefined
      ? {
          ...selection,
          selectionSet: { ...selection.selectionSet, selections: [...echoes, ...selection.selectionSet.selections] },
        }
      : selection,
  );
  return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
}
