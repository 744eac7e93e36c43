import type { JoinedField, JoinedType, Joins } from '../../schema/supergraph/joins.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import { catalogueItems } from './catalogue-items.ts';
import type { GuardedInput, GuardedInputs } from './guarded-inputs.ts';
import { type Owner, readOwners } from './owners.ts';
import { type Requirement, requirementTable } from './requirement.ts';
import type { Scope, Scopes } from './scope.ts';

/** What is known of one field, as it is selected on the objects of a scope. */
export interface FieldPolicy {
  /** On the object type where there is only one, on the named type otherwise. */
  readonly coordinate: string;
  /** Each of them is necessary; none for what is public. */
  readonly requires: readonly Requirement[];
  /** Those of them that masked scopes do not meet: the field's own, where the owner gave no mask to show it by. */
  readonly requiresClear: readonly Requirement[];
  /** Of each list one is necessary. */
  readonly requiresOneOf: readonly (readonly Requirement[])[];
  /** Code of the catalogue item; undefined where it is none, or several. */
  readonly item: string | undefined;
  /** Undefined where it is no department, or several. */
  readonly owner: Owner | undefined;
  /** Rule by which its value is masked. */
  readonly mask: string | undefined;
  /** Arguments that are guarded, or that can hold guarded input fields. */
  readonly inputs: GuardedInputs;
  /** The objects that it leads to; undefined for scalars and enums. */
  readonly below: Scope | undefined;
}

/** Fields of one type, by name. */
export type FieldPolicies = ReadonlyMap<string, FieldPolicy>;

/** Fields of every type by itself, arguments left out, and what types require. */
export interface TypePolicies {
  readonly fields: ReadonlyMap<string, FieldPolicies>;
  readonly ofType: (typeName: string) => readonly Requirement[];
}

const NO_INPUTS: GuardedInputs = new Map();

/** What the rules of the supergraph say of each type and field. */
export function typePolicies(supergraph: Supergraph, joins: Joins, scopes: Scopes): TypePolicies {
  const { rules, masks } = supergraph;
  const owners = readOwners(supergraph, joins);
  const itemOf = catalogueItems(supergraph, joins);
  const table = requirementTable();
  const ofType = (name: string) => table(rules.get(name), itemOf(name), owners.ofType(name));
  const fieldPolicy = (type: string, field: JoinedField): FieldPolicy => {
    const item = itemOf(field.type) ?? itemOf(type);
    const owner = owners.ofField(type, field);
    const own = table(rules.get(field.coordinate), item, owner);
    // A scalar or enum belongs to whatever has it.
    const returned = table(rules.get(field.type), item, owners.ofType(field.type) ?? owner);
    return {
      coordinate: field.coordinate,
      requires: distinct([...ofType(type), ...own, ...returned]),
      requiresClear: masks.has(field.coordinate) ? [] : own,
      requiresOneOf: openObject(scopes.of(field.type), ofType),
      item,
      owner,
      mask: masks.get(field.coordinate),
      inputs: NO_INPUTS,
      below: scopes.of(field.type),
    };
  };
  const fieldsOf = ({ name, fields }: JoinedType) =>
    new Map([...fields].map(([fieldName, field]) => [fieldName, fieldPolicy(name, field)] as const));
  return { fields: new Map([...joins.types].map(([name, type]) => [name, fieldsOf(type)])), ofType };
}

/** Where every object of an interface or union is protected, one of them has to be open. */
function openObject(below: Scope | undefined, ofType: TypePolicies['ofType']): FieldPolicy['requiresOneOf'] {
  const { type, objects } = below ?? { type: '', objects: [] };
  if (objects.length === 0 || objects[0] === type) return [];
  const required = objects.map(ofType);
  return required.every((one) => one.length > 0) ? [distinct(required.flat())] : [];
}

/** Finds fields on scopes: on objects of one type, that type's; on several, what all of them require. */
export function fieldFinder(fields: TypePolicies['fields']): (scope: Scope, name: string) => FieldPolicy | undefined {
  const known = new WeakMap<Scope, Map<string, FieldPolicy | undefined>>();
  return (scope, name) => {
    const [object, ...others] = scope.objects;
    if (object !== undefined && others.length === 0) return fields.get(object)?.get(name);
    const found = known.get(scope) ?? new Map<string, FieldPolicy | undefined>();
    known.set(scope, found);
    if (!found.has(name)) found.set(name, together(scope, name, fields));
    return found.get(name);
  };
}

function together({ type, objects }: Scope, name: string, fields: TypePolicies['fields']): FieldPolicy | undefined {
  const own = fields.get(type)?.get(name);
  if (own === undefined) return undefined;
  const implementations = objects.flatMap((object) => fields.get(object)?.get(name) ?? []);
  const all = [own, ...implementations];
  return {
    coordinate: own.coordinate,
    requires: distinct(all.flatMap(({ requires }) => requires)),
    requiresClear: distinct(all.flatMap(({ requiresClear }) => requiresClear)),
    requiresOneOf: distinct(all.flatMap(({ requiresOneOf }) => requiresOneOf)),
    item: only(implementations.map(({ item }) => item)),
    owner: only(implementations.map(({ owner }) => owner)),
    mask: all.find(({ mask }) => mask !== undefined)?.mask,
    below: own.below,
    inputs: mergedInputs(all.map(({ inputs }) => inputs)),
  };
}

/** An argument that filters on one implementation's field is guarded by that field's rule wherever it is given. */
function mergedInputs(all: readonly GuardedInputs[]): GuardedInputs {
  const merged = new Map<string, GuardedInput>();
  for (const [name, input] of all.flatMap((inputs) => [...inputs])) {
    const known = merged.get(name);
    const requires = distinct([...(known?.requires ?? []), ...input.requires]);
    merged.set(name, known === undefined ? input : { ...known, requires });
  }
  return merged;
}

function only<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Set(values)];
}
