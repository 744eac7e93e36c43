import type { Choices } from './choices.ts';

/**
 * A department's answer, wrong in some places such that it can be told: entities out of their places, values of other types,
 * names that nobody asked. What a department says of its own records in the right form is its own affair.
 */
export function spoiltAnswer(data: unknown, choices: Choices): unknown {
  const root = { data: structuredClone(data) };
  const places = placesIn(root);
  for (let times = choices.upTo(2); times >= 0; times -= 1) spoilOne(choices.oneOf(places), choices);
  return root.data;
}

/** An honest value and where it stands. */
interface Place {
  readonly parent: Record<string | number, unknown>;
  readonly key: string | number;
  readonly value: unknown;
}

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string | number, unknown>; // cast: objects and lists alike
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [{ parent, key, value: parent[key] }, ...placesIn(parent[key])]);
}

function spoilOne({ parent, key, value }: Place, choices: Choices): void {
  if (parent[key] !== value) return; // spoilt before; another change could make it right again
  if (key === '_entities' && Array.isArray(value) && choices.chance(60)) {
    parent[key] = outOfPlace(value, choices);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && choices.chance(60)) {
    addNames(value as Record<string, unknown>, choices); // cast: an object on the line before
  } else if (value !== null && key !== '__typename') {
    parent[key] = choices.oneOf(OTHERS[kindOf(value)] ?? []);
  }
}

function outOfPlace(entities: readonly unknown[], choices: Choices): unknown {
  const [first, ...others] = entities;
  const { chance } = choices;
  return choices.oneOf([
    entities.toReversed(),
    [...others, first],
    others,
    [...entities, first],
    entities.flatMap((entity) => [entity, entity]),
    entities.map(() => first),
    entities.map((entity) => (chance(50) ? entity : first)),
  ]);
}

/** Names of fields of everybody, and of what JavaScript has on every object. */
const NAMES = [
  ...[
    'idNumber',
    'displayName',
    'kind',
    'taxIncome',
    'score',
    'band',
    'adviser',
    'owner',
    'debts',
    'subjects',
    '_entities',
  ],
  ...['f0', 'f1', 'f2', 'f3', 'f4', 'fk0', 'fk1', 'f0__alias_0', '__typename'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
];

const STOLEN: readonly unknown[] = ['stolen', 666, { stolen: true }, [{ stolen: true }], null, 'Clerk'];

function addNames(node: Record<string, unknown>, choices: Choices): void {
  const free = NAMES.filter((name) => !Object.hasOwn(node, name));
  for (let times = choices.upTo(3); times >= 0; times -= 1) {
    // As JSON.parse does: an own member, even of the name __proto__.
    const value = choices.oneOf(STOLEN);
    Object.defineProperty(node, choices.oneOf(free), { value, enumerable: true, configurable: true, writable: true });
  }
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

/** Values that fit no field which holds values of the kind. */
const OTHERS: Readonly<Record<string, readonly unknown[]>> = {
  string: [4.5, true, { stolen: true }, ['stolen'], []],
  number: ['7', true, { stolen: 1 }, [1]],
  boolean: ['true', 1, 0, {}, [true]],
  object: ['stolen', 1, false, [], [{ stolen: true }]],
  list: ['stolen', 1, {}, { length: 1, 0: 'stolen' }],
};
