import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validate } from 'graphql';
import { comparedErrors } from '../../harness/compared-errors.ts';
import { composed } from '../../harness/federated-example.ts';
import { FIXED_RUNS } from '../../harness/fixed-runs.ts';
import { randomOperation } from '../../harness/random-operation/random-operation.ts';
import { referenceAnswer } from '../../harness/reference-answer.ts';
import { answerOf, servedExample } from '../../harness/served-example.ts';
import { stockGateway } from '../../harness/stock-gateway.ts';
import { abstractTypes } from './examples/abstract-types.ts';
import { entityKeys } from './examples/entity-keys.ts';
import { hiddenAndMoved } from './examples/hidden-and-moved.ts';
import { interfaceObjects } from './examples/interface-objects.ts';
import { mutations } from './examples/mutations.ts';
import { nullsAndErrors } from './examples/nulls-and-errors.ts';
import { requiredFields } from './examples/required-fields.ts';
import { sharedValues } from './examples/shared-values.ts';

const EXAMPLES = [
  entityKeys,
  requiredFields,
  sharedValues,
  abstractTypes,
  interfaceObjects,
  nullsAndErrors,
  hiddenAndMoved,
  mutations,
];

describe.each(EXAMPLES)('over a graph of $name', (example) => {
  test('random operations are answered as the stock gateway answers them', async () => {
    const graph = composed(example);
    const stock = await stockGateway(graph);
    const served = servedExample(graph, stock);
    const setting = { schema: stock.schema, values: example.values ?? {}, depth: 4 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const { document, variables, text } = randomOperation(gen, setting);
        expect({ text, invalid: validate(stock.schema, document) }).toEqual({ text, invalid: [] });
        example.reset?.();
        const theirs = await referenceAnswer(stock, document, variables);
        const asked = example.reset?.();
        const ours = await answerOf(served, document, variables);
        // As text, because the order of keys counts.
        const answer = { data: JSON.stringify(ours.data), asked: example.reset?.(), ...comparedErrors(ours, theirs) };
        const expected = { data: JSON.stringify(theirs.data), asked, lost: [], added: [] };
        expect({ text, variables, ...answer }).toEqual({ text, variables, ...expected });
      }),
      FIXED_RUNS,
    );
    await stock.stop();
  });
});
