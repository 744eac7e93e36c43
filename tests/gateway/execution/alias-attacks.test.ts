import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { answerOf } from '../../harness/served-example.ts';
import { type CreditGraph, creditGraph, publicName } from './examples/credit-graph.ts';

let graph: CreditGraph;

beforeAll(async () => {
  graph = await creditGraph();
});
beforeEach(() => {
  graph.received.length = 0;
});

/** What a department was sent to answer for. */
function representationsOf(department: string): unknown {
  const fetches = graph.received.filter((fetch) => fetch.department === publicName(department));
  return fetches.map(({ variables }) => variables.representations);
}

const SUBJECT = { __typename: 'Subject', idNumber: '2' };
const TAXED_SUBJECT = { ...SUBJECT, taxIncome: 200 };

describe('a client that calls a field by the name of another', () => {
  test.each<[string, string, object, string, object]>([
    [
      'a key that it asks nowhere else',
      '{ subject(idNumber: "2") { idNumber: displayName score } }',
      { idNumber: 'name of 2', score: 20 },
      'courts',
      SUBJECT,
    ],
    [
      'a key that it asks as well',
      '{ subject(idNumber: "2") { idNumber: taxIncome displayName: idNumber score: displayName points: score } }',
      { idNumber: 200, displayName: '2', score: 'name of 2', points: 20 },
      'courts',
      SUBJECT,
    ],
    [
      'a field that another requires',
      '{ subject(idNumber: "2") { taxIncome: displayName band } }',
      { taxIncome: 'name of 2', band: 'band of 2 with 200' },
      'tax',
      TAXED_SUBJECT,
    ],
    [
      'a field that another requires, in a fragment',
      '{ subject(idNumber: "2") { ...F } } fragment F on Subject { ... { taxIncome: score } band idNumber: band }',
      { taxIncome: 20, band: 'band of 2 with 200', idNumber: 'band of 2 with 200' },
      'tax',
      TAXED_SUBJECT,
    ],
    [
      'what the executor uses itself',
      '{ subject(idNumber: "2") { fk0: displayName f0: kind f1: taxIncome _entities: __typename score } }',
      { fk0: 'name of 2', f0: 'ORGANIZATION', f1: 200, _entities: 'Subject', score: 20 },
      'courts',
      SUBJECT,
    ],
    [
      'what JavaScript has on every object',
      '{ subject(idNumber: "2") { constructor: displayName toString: score hasOwnProperty: kind valueOf: idNumber } }',
      { constructor: 'name of 2', toString: 20, hasOwnProperty: 'ORGANIZATION', valueOf: '2' },
      'courts',
      SUBJECT,
    ],
  ])('(%s) gets what it asked, and departments are told the truth', async (_, query, subject, department, sent) => {
    expect(await answerOf(graph.honest, query)).toEqual({ data: { subject } });
    expect(representationsOf(department)).toEqual([[sent]]);
  });

  test('of a list gives each of its elements what is theirs', async () => {
    const { data } = await answerOf(
      graph.honest,
      '{ subjects { idNumber: kind owner { idNumber: displayName score } } }',
    );
    expect(data).toEqual({
      subjects: [
        { idNumber: 'ORGANIZATION', owner: { idNumber: 'name of 2', score: 20 } },
        { idNumber: 'ORGANIZATION', owner: { idNumber: 'name of 3', score: 30 } },
        { idNumber: 'ORGANIZATION', owner: { idNumber: 'name of 4', score: 40 } },
        { idNumber: 'PERSON', owner: { idNumber: 'name of 1', score: 10 } },
      ],
    });
    expect(representationsOf('courts')).toEqual([['2', '3', '4', '1'].map((idNumber) => ({ ...SUBJECT, idNumber }))]);
  });
});

test('a client that calls its variable as entity fetches call theirs does not choose whom they are about', async () => {
  const query = `query ($representations: Json, $representations_: Int) {
    subject(idNumber: "2") { band(hint: $representations) debts(first: $representations_) { no } }
  }`;
  const variables = { representations: [{ ...SUBJECT, taxIncome: 999_999 }], representations_: 1 };
  expect(await answerOf(graph.honest, query, variables)).toEqual({
    data: { subject: { band: 'band of 2 with 200', debts: [{ no: 'debt 0 of 2' }] } },
  });
  expect(representationsOf('tax')).toEqual([[TAXED_SUBJECT]]);
});
