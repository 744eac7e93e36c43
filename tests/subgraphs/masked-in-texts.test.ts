import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType, isObjectType, isScalarType } from 'graphql';
import type { Passport } from '../../schema/access/passport.ts';
import { recordId } from '../../storage/record-id.ts';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { aboutSubjects, askDepartment, references } from './department-ask.ts';
import { passportWith } from './passports.ts';
import { type SmallTown, smallTown, TOWN } from './small-town.ts';

const NAME = '欧阳小明';
const NUMBER = '451102199003071230';
const ITEM = 'market.administrative-penalty';
/** Fields with a mask, of which the words would be the values, and those that take other values. */
const OTHERS = [
  ...['counterpartyName', 'counterpartyIdNo', 'legalRepresentative', 'legalRepresentativeIdNo'],
  ...['catalogueItem', 'decidingOrgCode'],
];
const WORDS = `当事人${NAME}（证件 451102 19900307 1230、${NUMBER}）无照经营。`;

let town: SmallTown;
let market: Subgraph;
/** Fields of a penalty that hold words, by their names in the graph. */
let texts: readonly string[];

beforeAll(async () => {
  town = await smallTown();
  market = await loadSubgraph('market');
  const type = market.schema().getType('MarketPenalty');
  if (!isObjectType(type)) throw new Error('there are no penalties');
  texts = Object.values(type.getFields())
    .filter((field) => isScalarType(getNamedType(field.type)) && getNamedType(field.type).name === 'String')
    .map(({ name }) => name)
    .filter((name) => !OTHERS.includes(name));
  const { id: subjectId, kind: subjectKind } = TOWN.person;
  const fields = Object.fromEntries(texts.map((name) => [name, WORDS]));
  await town.store.write('market', [
    {
      id: recordId('MarketPenalty', ['words']),
      operation: 'UPSERT',
      reason: 'REPORTED',
      reportedAt: '2026-02-02T01:00:00Z',
      content: {
        type: 'MarketPenalty',
        subjectId,
        subjectKind,
        state: 'EFFECTIVE',
        documentNo: WORDS,
        decidingOrgCode: '11451100MB0T010261',
        decisionDate: '2026-03-01',
        publicityStartDate: '2026-03-01',
        publicityEndDate: null,
        fields: { ...fields, counterpartyName: NAME },
        sealed: { counterpartyIdNo: NUMBER },
      },
    },
  ]);
});
afterAll(() => town[Symbol.asyncDispose]());

/** The record's fields; the order in which they are asked for is the order in which they are read. */
async function seen(passport: Passport, fields: readonly string[]): Promise<Record<string, string | null>> {
  const query = aboutSubjects(`marketPenalties(first: 1) { nodes { ${fields.join(' ')} } }`);
  const { data, errors } = await askDepartment(market, town.store, passport, query, references(TOWN.person.id));
  expect(errors).toBeUndefined();
  return data._entities[0].marketPenalties.nodes[0];
}

const MASKED = passportWith({ masked: ['subjects.person:read', `${ITEM}:identity`] });
const CLEAR = passportWith({ clear: ['subjects.person:read', `${ITEM}:identity`] });

test('texts of a record say nothing of it that is masked in it', async () => {
  expect(texts).toEqual(expect.arrayContaining(['facts', 'documentNo', 'legalBasis']));
  for (const fields of [texts, [...texts, 'counterpartyName', 'counterpartyIdNo'], ['counterpartyName', ...texts]]) {
    const record = await seen(MASKED, fields);
    for (const field of texts) {
      if (record[field] === null) continue;
      expect([field, record[field]]).not.toEqual([field, expect.stringMatching(/欧阳小明|19900307/)]);
    }
    expect(record.facts).toBe('当事人欧阳**（证件 451102********1230、451102********1230）无照经营。');
  }
});

test('texts of a record are as they were written for who sees all of it in clear', async () => {
  const record = await seen(CLEAR, [...texts, 'counterpartyName', 'counterpartyIdNo']);
  expect(record).toMatchObject({ facts: WORDS, documentNo: WORDS, counterpartyName: NAME, counterpartyIdNo: NUMBER });
});
