import { type GraphQLSchema, isAbstractType, isCompositeType } from 'graphql';

/** The objects that a selection is about. */
export interface Scope {
  /** Type that the selection names. */
  readonly type: string;
  /** Object types that the objects can be of. */
  readonly objects: readonly string[];
}

/** Finds out which objects a selection is about. */
export interface Scopes {
  /** All objects of the type; undefined where clients see no composite type of that name. */
  of(typeName: string): Scope | undefined;
  /** The objects of a scope that fulfil a type condition; all of them where there is none. */
  narrowed(scope: Scope, condition: string | undefined): Scope;
}

/** Scopes of a schema. */
export function scopesOf(schema: GraphQLSchema): Scopes {
  const whole = new Map<string, Scope>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isCompositeType(type)) continue;
    const objects = isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
    whole.set(type.name, { type: type.name, objects });
  }
  return {
    of: (typeName) => whole.get(typeName),
    narrowed: (scope, condition) => {
      if (condition === undefined || scope.type === condition) return scope;
      const all = whole.get(condition);
      if (all === undefined) throw new Error(`${condition} is no type that objects can be of.`);
      const both = all.objects.filter((name) => scope.objects.includes(name));
      // No object fulfils conditions that exclude each other; what stands there is still held against the last one's rules.
      return both.length === 0 || both.length === all.objects.length ? all : { type: condition, objects: both };
    },
  };
}
