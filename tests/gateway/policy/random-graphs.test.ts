import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DocumentNode,
  executeSync,
  type GraphQLObjectType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  validate,
} from 'graphql';
import { clientOperation, executedOperation } from '../../../gateway/execution/executed-operation.ts';
import { givenInputs, guardedVariables } from '../../../gateway/policy/given-inputs.ts';
import { prune } from '../../../gateway/policy/prune.ts';
import type { PrunedOperation } from '../../../gateway/policy/pruned.ts';
import type { Rights } from '../../../schema/access/sight.ts';
import { type Choices, choicesOf } from '../../harness/choices.ts';
import { FIXED_RUNS } from '../../harness/fixed-runs.ts';
import { randomOperation } from '../../harness/random-operation/random-operation.ts';
import { grant } from './policy-example.ts';
import { type RandomGraph, randomGraph } from './random-graph.ts';
import { leavesOf, mayReadValue, type SimpleCaller } from './slow-reader.ts';

interface Case {
  readonly graph: RandomGraph;
  readonly caller: SimpleCaller;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

function randomCase(gen: fc.GeneratorValue, strict: boolean): Case {
  const choices = choicesOf(gen);
  const graph = randomGraph(choices, strict);
  const setting = { schema: graph.schema, values: {}, depth: 4 };
  const { document, variables } = randomOperation(gen, setting);
  const client = clientOperation(document, undefined);
  if (client === undefined) throw new Error('there is no operation');
  const { operation } = executedOperation(client, variables);
  return { graph, caller: randomCaller(choices), operation, variables };
}

function randomCaller(choices: Choices): SimpleCaller {
  const some = () => ['x', 'y', 'z'].filter(() => choices.chance(50));
  return { token: choices.chance(70), scopes: some(), policies: some() };
}

function rightsOf({ token, scopes, policies }: SimpleCaller): Rights {
  return { authenticated: token, grants: [grant({ clear: scopes, policies })] };
}

function prunedFor({ graph, caller, operation, variables }: Case): PrunedOperation {
  const given = givenInputs(guardedVariables(operation, graph.policy), variables);
  const result = prune(operation, graph.policy, rightsOf(caller), given);
  if (result.kind === 'rejected') throw new Error('only mutations are rejected');
  return result;
}

function openLeaves(operation: OperationDefinitionNode | null, { graph, caller, variables }: Case): string[] {
  const leaves = operation === null ? [] : leavesOf(operation, graph, caller, variables);
  return leaves.filter(({ isOpen }) => isOpen).map(({ place }) => place);
}

function documentOf(operation: OperationDefinitionNode): DocumentNode {
  return { kind: Kind.DOCUMENT, definitions: [operation] };
}

function property(strict: boolean, check: (one: Case, gen: fc.GeneratorValue) => void): void {
  fc.assert(
    fc.property(fc.gen(), (gen) => {
      const one = randomCase(gen, strict);
      try {
        check(one, gen);
      } catch (error) {
        const { graph, caller, operation, variables } = one;
        throw new Error([graph.sdl, JSON.stringify({ caller, variables }), print(operation)].join('\n'), {
          cause: error,
        });
      }
    }),
    FIXED_RUNS,
  );
}

describe.each([
  ['where everything protected may be null', false],
  ['where what is protected may have to be there', true],
])('of random operations on random graphs, %s,', (_, strict) => {
  test('nothing is left that a slow reader of the rules finds closed', () => {
    let closed = 0;
    property(strict, (one) => {
      const { operation, denials } = prunedFor(one);
      const leaves = operation === null ? [] : leavesOf(operation, one.graph, one.caller, one.variables);
      expect(leaves.filter(({ isOpen }) => !isOpen)).toEqual([]);
      closed += denials.length;
    });
    expect(closed).toBeGreaterThan(100);
  });

  test('what is left is valid, and left as it is when it is pruned again', () => {
    property(strict, (one) => {
      const { operation, isUntouched, denials } = prunedFor(one);
      expect(isUntouched).toBe(operation === one.operation);
      if (operation === null) return;
      const isEmptied = /{\s*}/.test(print(one.operation)) || one.operation.selectionSet.selections.length === 0;
      if (!isEmptied && !isWithoutSelection(one.operation)) {
        expect(validate(one.graph.schema, documentOf(operation))).toEqual([]);
      }
      expect(prunedFor({ ...one, operation })).toMatchObject({ isUntouched: true, denials: [] });
      expect(denials.length > 0).toBe(!isUntouched);
    });
  });

  test('more rights close nothing, and leave as much at least', () => {
    property(strict, (one, gen) => {
      const more = randomCaller(choicesOf(gen));
      const caller: SimpleCaller = {
        token: one.caller.token || more.token,
        scopes: [...one.caller.scopes, ...more.scopes],
        policies: [...one.caller.policies, ...more.policies],
      };
      const [before, after] = [prunedFor(one), prunedFor({ ...one, caller })];
      const places = before.denials.map(({ coordinate, path }) => `${coordinate} ${path}`);
      const added = after.denials.filter(({ coordinate, path }) => !places.includes(`${coordinate} ${path}`));
      // What could not be reached before may be closed itself.
      expect(added.filter(({ path }) => !isBelow(path, before))).toEqual([]);
      const left = openLeaves(after.operation, { ...one, caller });
      const asked = new Set(leavesOf(one.operation, one.graph, one.caller, one.variables).map(({ place }) => place));
      expect(openLeaves(before.operation, one).filter((place) => asked.has(place) && !left.includes(place))).toEqual(
        [],
      );
    });
  });

  test('no value of a closed coordinate is fetched, whatever types the objects are of', () => {
    property(strict, (one) => {
      const { operation } = prunedFor(one);
      if (operation === null || operation.selectionSet.selections.length === 0) return;
      for (let turn = 0; turn < 4; turn += 1) {
        for (const canary of canariesOf(one.graph, operation, one.variables, turn)) {
          expect([canary, mayReadValue(one.graph, one.caller, canary)]).toEqual([canary, true]);
        }
      }
    });
  });
});

describe('of random operations on random graphs where everything protected may be null', () => {
  test('everything is left that a slow reader of the rules finds open', () => {
    property(false, (one) => {
      expect(openLeaves(prunedFor(one).operation, one)).toEqual(openLeaves(one.operation, one));
    });
  });
});

function isBelow(path: readonly string[], { denials }: PrunedOperation): boolean {
  return denials.some((denial) => denial.path.every((key, index) => path[index] === key));
}

function isWithoutSelection(operation: OperationDefinitionNode): boolean {
  return JSON.stringify(operation).includes('"selections":[]');
}

/** Coordinates whose values an execution of the operation gives out. */
function canariesOf(
  { schema }: RandomGraph,
  operation: OperationDefinitionNode,
  variableValues: Readonly<Record<string, unknown>>,
  turn: number,
): ReadonlySet<string> {
  const read = new Set<string>();
  let objects = turn;
  executeSync({
    schema,
    document: documentOf(operation),
    variableValues,
    typeResolver: (_value, _context, _info, type) => {
      const possible = schema.getPossibleTypes(type);
      objects += 1;
      return possible[objects % possible.length]?.name;
    },
    fieldResolver: (_source, _args, _context, info) => {
      read.add(`${(info.parentType as GraphQLObjectType).name}.${info.fieldName}`);
      return canaryOf(info.returnType);
    },
  });
  return read;
}

function canaryOf(type: unknown): unknown {
  if (isNonNullType(type)) return canaryOf(type.ofType);
  if (isListType(type)) return [canaryOf(type.ofType), canaryOf(type.ofType), canaryOf(type.ofType)];
  if (isObjectType(type) || isAbstractType(type)) return {};
  return isEnumType(type) ? type.getValues()[0]?.value : 'canary';
}
