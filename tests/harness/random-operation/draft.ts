import type fc from 'fast-check';
import type { FragmentDefinitionNode, GraphQLSchema, VariableDefinitionNode } from 'graphql';
import { type Choices, choicesOf } from '../choices.ts';
import type { ArgumentValues } from '../federated-example.ts';
import { type ResponseNames, responseNames } from './response-names.ts';

/** An operation that is being written. */
export interface Draft {
  readonly schema: GraphQLSchema;
  readonly choices: Choices;
  readonly values: ArgumentValues;
  readonly names: ResponseNames;
  readonly variables: DraftVariable[];
  readonly fragments: FragmentDefinitionNode[];
  /** Fields that may still be asked. */
  budget: number;
  /** Makes names that nothing else has. */
  counter: number;
}

export interface DraftVariable {
  readonly definition: VariableDefinitionNode;
  /** Printed type of the places where the variable may stand. */
  readonly type: string;
  /** Undefined where the variable is left out. */
  readonly value: unknown;
}

export function draft(schema: GraphQLSchema, values: ArgumentValues, gen: fc.GeneratorValue): Draft {
  return {
    schema,
    choices: choicesOf(gen),
    values,
    names: responseNames(),
    variables: [],
    fragments: [],
    budget: 30,
    counter: 0,
  };
}
