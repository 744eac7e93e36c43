import { isCompositeType, isListType, isNonNullType, type Type } from '@apollo/federation-internals';
import type { FieldNode, SelectionNode } from 'graphql';
import { selectedFields, subselections } from '../../schema/selected-fields.ts';
import type { GraphTypes } from './graph-types.ts';
import { leafCheck } from './leaf-check.ts';
import { isNode, ResultNode } from './result-node.ts';

/** Takes note of what is wrong with an answer. Names elements of the schema, never values. */
export type Fault = (problem: string) => void;

/** Merges the fields of an answer's object into a node. */
export type ObjectReader = (raw: ResultNode, into: ResultNode, fault: Fault) => void;

/** Reader by runtime type; null where an object of the type was not asked for. */
export type ReaderOf = (runtimeType: string) => ObjectReader | null;

/**
 * Value to put in the place of `present`, from what a department answered. What is wrong leaves nothing there, not even null,
 * so that no other department is asked for what requires it.
 */
type ValueReader = (raw: unknown, present: unknown, fault: Fault) => unknown;

/** What answers of one department are held against. */
export interface ReaderTypes {
  readonly subgraph: GraphTypes;
  /** True for names of object types of the supergraph: an object that has such a type keeps it. */
  isFinal(typeName: string): boolean;
  /** Where the value of a response name stands in the tree: plans give fields names of their own where types differ. */
  treeKey(responseName: string): string;
}

/**
 * Readers of what a selection asks of a type. They copy exactly what was asked, where it has the type that the department's
 * schema promises; whatever else an answer holds stays outside of the tree.
 */
export function objectReaders(selections: readonly SelectionNode[], typeName: string, types: ReaderTypes): ReaderOf {
  const possible = types.subgraph.runtimeTypes(typeName);
  const readers = new Map<string, ObjectReader>();
  return (runtimeType) => {
    if (runtimeType !== typeName && !possible.has(runtimeType)) return null;
    const known = readers.get(runtimeType) ?? objectReader(selections, runtimeType, types);
    readers.set(runtimeType, known);
    return known;
  };
}

function objectReader(selections: readonly SelectionNode[], runtimeType: string, types: ReaderTypes): ObjectReader {
  const selected = selectedFields(selections, (condition) => types.subgraph.fulfils(runtimeType, condition));
  const fields = [...selected].map(([name, nodes]) => ({
    name,
    key: types.treeKey(name),
    read: fieldReader(nodes, runtimeType, types),
  }));
  return (raw, into, fault) => {
    for (const { name, key, read } of fields) {
      const value = read(raw[name], into[key], fault);
      if (value !== undefined) into[key] = value;
    }
  };
}

function fieldReader(nodes: readonly FieldNode[], parent: string, types: ReaderTypes): ValueReader {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') return typenameReader(parent, types);
  const type = types.subgraph.fieldType(parent, name);
  if (type === undefined || name.startsWith('__'))
    throw new Error(`The plan asks for ${parent}.${name}, which is no field.`);
  return valueReader(type, subselections(nodes), `${parent}.${name}`, types);
}

function typenameReader(runtimeType: string, types: ReaderTypes): ValueReader {
  return (raw, present, fault) => {
    if (raw !== runtimeType || !types.subgraph.isObject(runtimeType)) {
      fault(`an object should be a ${runtimeType}`);
      return undefined;
    }
    if (typeof present !== 'string' || present === raw || !types.isFinal(present)) return raw;
    // A department that knows an interface as one object type calls everything by its name; that is no other type.
    if (types.isFinal(raw)) fault(`a ${present} became a ${raw}`);
    return undefined;
  };
}

function valueReader(type: Type, selections: readonly SelectionNode[], place: string, types: ReaderTypes): ValueReader {
  const inner = isNonNullType(type) ? type.ofType : type;
  const read = isListType(inner)
    ? listReader(valueReader(inner.ofType, selections, place, types), place)
    : isCompositeType(inner)
      ? compositeReader(selections, inner.name, place, types)
      : leafReader(inner, place);
  return (raw, present, fault) => {
    if (raw === null) return present ?? null;
    if (raw !== undefined) return read(raw, present, fault);
    fault(`${place} is missing`);
    return present;
  };
}

function listReader(item: ValueReader, place: string): ValueReader {
  return (raw, present, fault) => {
    if (!Array.isArray(raw)) {
      fault(`${place} is not a list`);
      return present;
    }
    if (!Array.isArray(present)) return raw.map((value) => item(value, undefined, fault));
    if (present.length === raw.length) return raw.map((value, index) => item(value, present[index], fault));
    fault(`${place} has another length than before`);
    return present;
  };
}

function compositeReader(
  selections: readonly SelectionNode[],
  typeName: string,
  place: string,
  types: ReaderTypes,
): ValueReader {
  const readers = objectReaders(selections, typeName, types);
  const isAbstract = !types.subgraph.isObject(typeName);
  return (raw, present, fault) => {
    const typename = isAbstract && isNode(raw) && typeof raw.__typename === 'string' ? raw.__typename : typeName;
    const reader = isNode(raw) ? readers(typename) : null;
    if (reader === null) {
      fault(`${place} is not a ${typeName}`);
      return present;
    }
    const node = isNode(present) ? present : new ResultNode();
    reader(raw as ResultNode, node, fault); // cast: a reader was found for a node only
    return node;
  };
}

function leafReader(type: Type, place: string): ValueReader {
  const fits = leafCheck(type);
  return (raw, present, fault) => {
    if (!fits(raw)) {
      fault(`${place} is not a ${type.toString()}`);
      return present;
    }
    if (present === undefined || present === null) return raw;
    // Plans ask for some keys again. Whoever answers another one would put its entity in the place of this one.
    if (typeof raw !== 'object' && String(raw) !== String(present)) fault(`${place} has another value than before`);
    return present;
  };
}
