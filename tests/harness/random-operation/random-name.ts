import { type GraphQLCompositeType, isUnionType } from 'graphql';
import type { Draft } from './draft.ts';
import type { NamedField } from './response-names.ts';

/** Takes a response name for a field: mostly the field's own, or else an alias. */
export function randomName(draft: Draft, path: string, field: NamedField): string {
  const wish = draft.choices.chance(30) ? randomAlias(draft, field.parent) : field.field;
  draft.counter += 1;
  const name = draft.names.fits(path, wish, field) ? wish : `u${draft.counter}`;
  draft.names.take(path, name, field);
  return name;
}

/** An alias: one of nobody's, one that is the name of another field, or one that means something else. */
export function randomAlias({ choices }: Draft, parent: GraphQLCompositeType): string {
  const kind = choices.upTo(2);
  if (kind === 0) return `a${choices.upTo(4)}`;
  if (kind === 1 && !isUnionType(parent)) return choices.oneOf(Object.keys(parent.getFields()));
  return choices.oneOf(SPECIAL_NAMES);
}

/** Names that mean something to somebody on the way: to JavaScript, to planners, to the hub's own executor. */
const SPECIAL_NAMES = ['id', 'constructor', 'toString', 'f0', 'f1', 'fk0', '_entities', 'representations'];
