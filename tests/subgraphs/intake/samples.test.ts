import { beforeAll, describe, expect, test } from '@jest/globals';
import { type RowReader, rowReader } from '../../../subgraphs/_runtime/intake/row-reader.ts';
import { loadSubgraph } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { recordIntake } from '../../../subgraphs/_runtime/record-intake.ts';
import type { Subgraph } from '../../../subgraphs/_runtime/subgraph.ts';
import { fieldsOf, findingsOf, RECEIVED_ON, sample } from './reading.ts';

let subgraph: Subgraph;
beforeAll(async () => {
  subgraph = await loadSubgraph('market');
});

function readAll(file: string, type: string) {
  const { header, rows } = sample(file);
  const read: RowReader = rowReader({ subgraph, type, header, receivedOn: RECEIVED_ON });
  return rows.map((row) => ({ row, reading: read(row) }));
}

test.each([
  ['penalties-2018.csv', 'MarketPenalty'],
  ['penalties-2015.csv', 'MarketPenalty'],
  ['permits-2018.csv', 'MarketPermit'],
  ['permits-2015.csv', 'MarketPermit'],
])('every row of %s becomes a record without a warning', (file, type) => {
  const intake = recordIntake(subgraph);
  for (const { reading } of readAll(file, type)) {
    expect(findingsOf(reading)).toEqual([]);
    if (reading.kind !== 'accepted') throw new Error('refused');
    const { fields, clues } = reading.candidate;
    const subject = { id: 'x', kind: clues.kind };
    const change = intake({ type, subject, fields, reason: 'REPORTED', reportedAt: '2026-11-25T00:00:00Z' });
    expect(JSON.stringify(change.content?.fields)).not.toMatch(/190001010/);
  }
});

test('each row of the broken report breaks the rule that its remark names, and no other', () => {
  const read = readAll('penalties-broken.csv', 'MarketPenalty');
  expect(read.map(({ reading }) => findingsOf(reading).map((finding) => finding.split(' ')[0]))).toEqual(
    read.map(({ row }) => [row.at(-1)]),
  );
  const warned = read.filter(({ reading }) => reading.kind === 'accepted').map(({ row }) => row.at(-1));
  expect(warned).toEqual(['R03', 'R07W', 'R10W', 'R14']);
});

describe('a penalty', () => {
  test('in its present form keeps every cell in its field', () => {
    const [, trader] = readAll('penalties-2018.csv', 'MarketPenalty').map(({ reading }) => fieldsOf(reading));
    expect(trader).toMatchObject({
      counterpartyName: '平桂区样例小吃店',
      counterpartyCategory: 'SOLE_TRADER',
      counterpartyUscc: '92451103MA5T000290',
      penaltyKinds: ['WARNING', 'CONFISCATION_OF_GAINS'],
      confiscatedAmountWan: '0.12',
      decisionDate: '2026-11-19',
      penaltyValidTo: null,
      publicityStartDate: '2026-11-19',
      publicityEndDate: '2027-05-19',
    });
  });

  test('of the older standard is told apart by its texts, and its body by an old name', () => {
    const read = readAll('penalties-2015.csv', 'MarketPenalty').map(({ reading }) => fieldsOf(reading));
    expect(read.map(({ penaltyKinds }) => penaltyKinds)).toEqual([
      ['FINE'],
      ['CONFISCATION_OF_PROPERTY', 'FINE'],
      ['CLOSURE_ORDER'],
    ]);
    expect(read[0]).toMatchObject({ decidingOrgName: '贺州市工商行政管理局', decidingOrgCode: '11451100MB0T010261' });
    expect(read.map(({ state }) => state)).toEqual(['EFFECTIVE', undefined, 'WITHDRAWN']);
  });

  test('of the older standard on a person has the number in the sealed field alone', () => {
    const reading = readAll('penalties-2015.csv', 'MarketPenalty')[1]?.reading;
    if (reading?.kind !== 'accepted') throw new Error('refused');
    const { fields, clues } = reading.candidate;
    expect(clues).toMatchObject({ kind: 'NATURAL_PERSON', idType: 'CITIZEN_ID', idNo: '452402190001010033' });
    const holding = Object.entries(fields).filter(([, value]) => String(value).includes('19000101'));
    expect(holding.map(([name]) => name)).toEqual(['counterpartyIdNo']);
  });
});

test('permits rest on the law of the catalogue, and say what their other kind is', () => {
  const read = readAll('permits-2018.csv', 'MarketPermit').map(({ reading }) => fieldsOf(reading));
  expect(read[0]).toMatchObject({
    legalBasis: '《中华人民共和国行政许可法》第四十条',
    permitStatus: 'VALID',
    publicityEndDate: '2031-11-17',
  });
  expect(read[1]).toMatchObject({ permitKind: 'OTHER', permitKindNote: '告知承诺备案', validTo: null });
  expect(read[2]).toMatchObject({ publicityStartDate: null, publicityEndDate: null });
  const old = readAll('permits-2015.csv', 'MarketPermit').map(({ reading }) => fieldsOf(reading));
  expect(old[0]).toMatchObject({ validFrom: '2017-03-01', permitStatus: 'INVALID' });
});
