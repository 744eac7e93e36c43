import {
  type FieldNode,
  type InlineFragmentNode,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { Rights } from '../../schema/access/sight.ts';
import { Denials } from './denials.ts';
import type { FieldPolicy } from './field-policy.ts';
import { type GivenInputs, givenTo } from './given-inputs.ts';
import { isNowhereNullable, isNullThroughout, type LostPlace, objectsWhere } from './lost-places.ts';
import type { Policy } from './policy.ts';
import type { Pruned } from './pruned.ts';
import { readingOf } from './reading.ts';
import type { Scope } from './scope.ts';
import { Sights } from './sights.ts';
import { variablesOf } from './variables.ts';

/**
 * What of an operation is open to a caller. The operation is an executed one: its conditions are decided, its fragments
 * inline. What is closed leaves it, so that it is neither planned nor fetched; in the answer each place of the asked
 * operation that is not in the pruned one is null, as Apollo Router answers it
 * (https://www.apollographql.com/docs/graphos/routing/security/authorization).
 * - A closed field leaves with everything below it. So does a field to which a closed argument or input field is given.
 * - A field of whose content nothing is left leaves too: the topmost one that may be null, without asking anybody. One
 *   that must not be null stays, asked for its `__typename` alone, because its null would take open neighbours with it.
 * - Where nothing is left but such fields, nothing is asked at all.
 * - A closed field that must not be null takes the nearest thing above it that may be, and nothing below that is asked.
 *   On one object type of several, that only shows when such an object comes.
 * - `__typename` of objects of which all types are closed leaves. On an interface or union with open and closed types it
 *   stays, and names closed ones too: the object is there, without its fields.
 * - A mutation of which any part is closed is rejected whole.
 */
export function prune(operation: OperationDefinitionNode, policy: Policy, rights: Rights, given: GivenInputs): Pruned {
  const sights = new Sights(rights);
  const pruning: Pruning = { policy, sights, given, denials: new Denials(), path: [] };
  const left = pruneObject(operation.selectionSet.selections, policy.rootScope(operation.operation), pruning);
  const denials = pruning.denials.all;
  if (operation.operation !== 'query' && denials.length > 0) return { kind: 'rejected', denials };
  const open = denials.length === 0 ? operation : openPart(operation, left);
  return {
    kind: 'pruned',
    operation: open,
    isUntouched: open === operation,
    denials,
    ...readingOf(open, policy, sights),
  };
}

/** One operation on its way through the rules. */
interface Pruning {
  readonly policy: Policy;
  readonly sights: Sights;
  readonly given: GivenInputs;
  readonly denials: Denials;
  /** Response keys down to where the pruning is. */
  readonly path: string[];
}

/** What is left of selections. */
interface Left {
  readonly selections: readonly SelectionNode[];
  /** False where nothing is left that was asked, but at most what holds places. */
  readonly isAsked: boolean;
}

/** What is left of the selections on an object. */
interface LeftOfObject extends Left {
  /** Such an object lacks a value that must not be null, whatever its type. */
  readonly isNull: boolean;
}

interface LeftOfOne {
  readonly selection: SelectionNode | undefined;
  readonly isAsked: boolean;
}

const NOTHING: LeftOfOne = { selection: undefined, isAsked: false };

const TYPENAME: readonly FieldNode[] = [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }];

function openPart(operation: OperationDefinitionNode, left: LeftOfObject): OperationDefinitionNode | null {
  if (isEmpty(left)) return null;
  const open = withSelections(operation, left.selections);
  const used = variablesOf(left.selections);
  const variableDefinitions = (open.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  return { ...open, variableDefinitions };
}

function pruneObject(selections: readonly SelectionNode[], scope: Scope, pruning: Pruning): LeftOfObject {
  const lost: LostPlace[] = [];
  const left = pruneSelections(selections, scope, lost, pruning);
  return { ...left, isNull: isNullThroughout(scope, lost, left.selections, pruning.policy.scopes) };
}

function pruneSelections(
  selections: readonly SelectionNode[],
  scope: Scope,
  lost: LostPlace[],
  pruning: Pruning,
): Left {
  const left = selections.map((selection) => {
    if (selection.kind === Kind.FIELD) return pruneField(selection, scope, lost, pruning);
    if (selection.kind === Kind.INLINE_FRAGMENT) return pruneFragment(selection, scope, lost, pruning);
    throw new Error(`The fragment ${selection.name.value} should have been put in its place.`);
  });
  // To select nothing, where the conditions of all selections say so, asks whether there is an object.
  const isAsked = selections.length === 0 || left.some((one) => one.isAsked);
  const isSame = left.every(({ selection }, index) => selection === selections[index]);
  return { selections: isSame ? selections : left.flatMap(({ selection }) => selection ?? []), isAsked };
}

function pruneFragment(fragment: InlineFragmentNode, scope: Scope, lost: LostPlace[], pruning: Pruning): LeftOfOne {
  const { selections } = fragment.selectionSet;
  const inner = pruning.policy.scopes.narrowed(scope, fragment.typeCondition?.name.value);
  const left = pruneSelections(selections, inner, lost, pruning);
  if (left.selections.length === 0) return NOTHING;
  return { selection: withSelections(fragment, left.selections), isAsked: left.isAsked };
}

function pruneField(node: FieldNode, scope: Scope, lost: LostPlace[], pruning: Pruning): LeftOfOne {
  const { policy, path } = pruning;
  const [name, key] = [node.name.value, (node.alias ?? node.name).value];
  const field = policy.field(scope, name);
  path.push(key);
  const isClosed = field === undefined ? isMetaClosed(name, scope, pruning) : isFieldClosed(node, field, pruning);
  const below = isClosed ? undefined : field?.below;
  const content = below && node.selectionSet && pruneObject(node.selectionSet.selections, below, pruning);
  path.pop();
  if (isClosed) {
    lost.push({ key, objects: objectsWhere(isNonNullType, scope, name, policy) });
    return NOTHING;
  }
  if (content === undefined) return { selection: node, isAsked: true };
  if (isEmpty(content)) return placeOf(node, scope, content, lost, policy);
  return { selection: withSelections(node, content.selections), isAsked: true };
}

function isEmpty(left: LeftOfObject): boolean {
  return left.isNull || !left.isAsked;
}

/** What stands for a field of whose content nothing is left. */
function placeOf(
  field: FieldNode,
  scope: Scope,
  { selections, isNull }: LeftOfObject,
  lost: LostPlace[],
  policy: Policy,
): LeftOfOne {
  const name = field.name.value;
  if (objectsWhere(isNonNullType, scope, name, policy).length === 0) return NOTHING;
  if (!isNull)
    return { selection: withSelections(field, selections.length > 0 ? selections : TYPENAME), isAsked: false };
  const objects = objectsWhere(isNowhereNullable, scope, name, policy);
  lost.push({ key: (field.alias ?? field.name).value, objects });
  return objects.length === scope.objects.length
    ? NOTHING
    : { selection: withSelections(field, TYPENAME), isAsked: false };
}

function isFieldClosed(node: FieldNode, field: FieldPolicy, { sights, given, denials, path }: Pruning): boolean {
  const unmet = sights.unmet(field);
  if (unmet.length > 0) denials.add('field', path, field, unmet);
  let isClosed = unmet.length > 0;
  for (const { coordinate, requires } of givenTo(node.arguments ?? [], field.inputs, given)) {
    // Who sees a value masked would find it out by asking for it.
    const notClear = requires.filter((requirement) => sights.best([requirement]) !== 'clear');
    if (notClear.length === 0) continue;
    denials.add('argument', path, { ...field, coordinate, requires }, notClear);
    isClosed = true;
  }
  return isClosed;
}

/** Introspection is answered from what the caller may see. A name tells of objects that are there. */
function isMetaClosed(name: string, scope: Scope, { policy, sights, denials, path }: Pruning): boolean {
  const isOpen = (object: string) => sights.best(policy.ofType(object)) !== 'denied';
  if (!name.startsWith('__')) throw new Error(`${scope.type}.${name} is no field.`);
  if (name !== '__typename' || scope.objects.some(isOpen)) return false;
  const [object = scope.type, ...others] = scope.objects;
  const coordinate = others.length === 0 ? object : scope.type;
  const unmet = [...new Set(scope.objects.flatMap(policy.ofType))];
  denials.add('field', path, { coordinate, requires: [], item: undefined, owner: undefined }, unmet);
  return true;
}

/** The node with these selections instead; itself where they are its own. */
function withSelections<T extends OperationDefinitionNode | FieldNode | InlineFragmentNode>(
  node: T,
  selections: readonly SelectionNode[],
): T {
  if (selections === node.selectionSet?.selections) return node;
  return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}
