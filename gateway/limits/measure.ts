import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { QueryDocument } from './query-document.ts';

/** A figure of selections, put together from the figures of their parts. */
export interface Measure<T> {
  /** Of no selection at all. */
  readonly empty: T;
  /** Of a field, when that of its own selections is known. */
  field(node: FieldNode, below: T): T;
  /** Of a fragment, inline or spread. */
  fragment(below: T): T;
  /** Of selections beside one another. */
  beside(left: T, right: T): T;
}

/**
 * The figure of each operation, as if fragments were written out where they are spread. Every selection of the text is looked
 * at once, so the work grows with the text and not with what it expands to.
 */
export function measured<T>({ operations, fragments }: QueryDocument, measure: Measure<T>): readonly T[] {
  const known = new Map<string, T>();
  for (const [name, { selectionSet }] of fragments) known.set(name, ofSelections(selectionSet, measure, known));
  return operations.map(({ selectionSet }) => ofSelections(selectionSet, measure, known));
}

/** The largest figure of an operation. */
export function largest(query: QueryDocument, measure: Measure<number>): number {
  return measured(query, measure).reduce((one, other) => Math.max(one, other), 0);
}

function ofSelections<T>(
  selectionSet: SelectionSetNode | undefined,
  measure: Measure<T>,
  known: ReadonlyMap<string, T>,
): T {
  let all = measure.empty;
  for (const selection of selectionSet?.selections ?? []) all = measure.beside(all, ofOne(selection, measure, known));
  return all;
}

function ofOne<T>(selection: SelectionNode, measure: Measure<T>, known: ReadonlyMap<string, T>): T {
  switch (selection.kind) {
    case Kind.FIELD:
      return measure.field(selection, ofSelections(selection.selectionSet, measure, known));
    case Kind.INLINE_FRAGMENT:
      return measure.fragment(ofSelections(selection.selectionSet, measure, known));
    case Kind.FRAGMENT_SPREAD:
      return measure.fragment(known.get(selection.name.value) ?? measure.empty); // unknown ones fail validation
  }
}
