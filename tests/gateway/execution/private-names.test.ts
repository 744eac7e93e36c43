import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse, print } from 'graphql';
import {
  type PrivateNames,
  plannedOperation,
  privateNames,
  privatePrefix,
} from '../../../gateway/execution/private-names.ts';

describe('the prefix of private names', () => {
  test.each([
    [['id', 'name'], 'f'],
    [['f', 'f1'], 'f_'],
    [['f12', 'f_7'], 'f__'],
    [['fk0'], 'f_'],
    [['f1x', 'F1', 'g1', 'k0', 'f_k3', 'fk'], 'f'],
  ])('beside the fields %j is %s', (fields, prefix) => {
    expect(privatePrefix(fields)).toBe(prefix);
  });

  test('makes no name that a field has, neither of clients nor of keys that are asked back', () => {
    const name = fc.stringMatching(/^[fk_]{1,4}[0-9]{0,2}$/);
    fc.assert(
      fc.property(fc.array(name), fc.nat({ max: 99 }), (fields, number) => {
        const prefix = privatePrefix(fields);
        expect(fields).not.toContain(`${prefix}${number}`);
        expect(fields).not.toContain(`${prefix}k${number}`);
      }),
    );
  });
});

const PLAIN = new Set(['id', 'name', 'owner']);

function planned(
  text: string,
  names: PrivateNames = privateNames({ prefix: 'f', plainFields: PLAIN }),
): string | undefined {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not an operation');
  const result = plannedOperation(operation, names);
  return result === undefined ? undefined : print(result).replace(/\s+/g, ' ');
}

describe('an operation as it is planned', () => {
  test.each([
    [
      'calls a field by its own name where the client does so and it has no arguments',
      '{ owner { id } }',
      '{ owner { id } }',
    ],
    ['hides an alias', '{ owner { x: id } }', '{ owner { f0: id } }'],
    [
      'hides an alias that is the name of another field',
      '{ owner { id: name name: id } }',
      '{ owner { f0: name f1: id } }',
    ],
    ['hides fields that have arguments', '{ list(first: 1) { id } }', '{ f0: list(first: 1) { id } }'],
    ['takes an alias that says nothing for none', '{ owner { id: id } }', '{ owner { id } }'],
    [
      'has one name for what merges',
      '{ x: owner { y: id } x: owner { y: id } }',
      '{ f0: owner { f1: id } f0: owner { f1: id } }',
    ],
    [
      'has one name for a response key at every place',
      '{ x: owner { x: owner { x: id } } }',
      '{ f0: owner { f0: owner { f0: id } } }',
    ],
    [
      'asks a type name once, by its own name',
      '{ owner { a: __typename id __typename } }',
      '{ owner { __typename id } }',
    ],
    [
      'asks whether an object is there of which nothing is wanted',
      '{ owner { a: __typename } }',
      '{ owner { __typename } }',
    ],
    ['keeps type conditions', '{ owner { ... on T { x: id } } }', '{ owner { ... on T { f0: id } } }'],
    [
      'brings a type name that a fragment asks',
      '{ owner { ... on T { __typename } } }',
      '{ owner { ... on T { __typename } } }',
    ],
    [
      'takes root fields out of their fragments, in their order',
      'mutation { ... on M { a: id } b: id ... on M { ... on N { c: id } } }',
      'mutation { f0: id f1: id f2: id }',
    ],
    [
      'asks nobody for the schema',
      '{ __schema { types { name } } owner { id } t: __type(name: "T") { name } }',
      '{ owner { id } }',
    ],
  ])('%s', (_, text, expected) => {
    expect(planned(text)).toBe(expected);
  });

  test.each([
    '{ __typename }',
    '{ __schema { types { name } } }',
    '{ ... on Query { a: __typename __type(name: "T") { name } } }',
  ])('is not there where nothing is left of it: %s', (text) => {
    expect(planned(text)).toBeUndefined();
  });

  test('tells the client’s names of private ones, and of no others', () => {
    const names = privateNames({ prefix: 'f', plainFields: PLAIN });
    planned('{ x: owner { id y(n: 1) } }', names);
    expect(
      ['f0', 'f1', 'id', 'f2', 'owner', 'fk0', 'constructor', '__proto__'].map((name) => names.responseKey(name)),
    ).toEqual(['x', 'y', 'id', ...Array(5).fill(undefined)]);
  });
});
