import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Intake } from '../../subgraphs/_runtime/record-intake.ts';
import { recordIntake } from '../../subgraphs/_runtime/record-intake.ts';

const PENALTY = {
  documentNo: '贺市监罚字〔2026〕1号',
  decidingOrgName: '贺州市市场监督管理局',
  decidingOrgCode: '11451100MB0T010261',
  sourceOrgName: '贺州市市场监督管理局',
  sourceOrgCode: '11451100MB0T010261',
  decisionDate: '2026-10-08',
  publicityStartDate: '2026-10-08',
  publicityEndDate: '2027-10-08',
  legalBasis: '《中华人民共和国食品安全法》',
  counterpartyCategory: 'NATURAL_PERSON',
  counterpartyIdNo: '45110219000101001X',
  violationType: '违反食品安全法',
  facts: '事实。',
  penaltyKinds: ['FINE'],
  content: '罚款0.2万元',
  fineAmountWan: '0.2',
};

let intake: Intake;
beforeAll(async () => {
  intake = recordIntake(await loadSubgraph('market'));
});

function take(fields: Readonly<Record<string, unknown>>, type = 'MarketPenalty', subjectId = 'p.x') {
  const subject = { id: subjectId, kind: 'NATURAL_PERSON' as const };
  return intake({ type, subject, fields, reason: 'REPORTED', reportedAt: '2026-10-09T02:00:00Z' });
}

describe('the intake of a record', () => {
  test('keeps personal numbers apart, to be sealed', () => {
    const { content } = take(PENALTY);
    expect(content.sealed).toEqual({ counterpartyIdNo: '45110219000101001X' });
    expect(JSON.stringify(content.fields)).not.toContain('19000101');
    expect(content).toMatchObject({
      state: 'EFFECTIVE',
      documentNo: PENALTY.documentNo,
      publicityEndDate: '2027-10-08',
    });
  });

  test('gives the same id to the same natural key, and another to another subject, number or type', () => {
    const ids = [
      take(PENALTY).id,
      take({ ...PENALTY, facts: '更正后的事实。' }).id,
      take(PENALTY, 'MarketPenalty', 'p.y').id,
      take({ ...PENALTY, documentNo: '贺市监罚字〔2026〕2号' }).id,
    ];
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['an unknown field', { ...PENALTY, nonsense: 1 }, 'MarketPenalty.nonsense'],
    ['a missing field', { ...PENALTY, facts: null }, 'MarketPenalty.facts'],
    ['an unknown enum value', { ...PENALTY, penaltyKinds: ['警告'] }, 'MarketPenalty.penaltyKinds'],
    ['a value instead of a list', { ...PENALTY, penaltyKinds: 'FINE' }, 'MarketPenalty.penaltyKinds'],
    ['a date that is none', { ...PENALTY, decisionDate: '2026-02-30' }, 'MarketPenalty.decisionDate'],
    ['a number as decimal', { ...PENALTY, fineAmountWan: 0.2 }, 'MarketPenalty.fineAmountWan'],
    ['seven decimals', { ...PENALTY, fineAmountWan: '0.1234567' }, 'MarketPenalty.fineAmountWan'],
    ['blank text', { ...PENALTY, facts: '  ' }, 'MarketPenalty.facts'],
  ])('refuses %s with its coordinate, and does not repeat values', (_, fields, coordinate) => {
    const refused = () => take(fields);
    expect(refused).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
    expect(refused).toThrow(coordinate);
    expect(refused).not.toThrow(/2026-02-30|0\.1234567|19000101/);
  });

  test('refuses a type of another department', () => {
    expect(() => take(PENALTY, 'TaxPenalty')).toThrow('TaxPenalty: this department has no such record type');
  });

  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['a citizen identity number', { facts: '当事人（４５１１０２１９９００１０１００１０）' }, 'facts', '1990'],
    ['a mobile number', { content: '罚款，联系138-1234-5678' }, 'content', '1234'],
    ['the number of a bank card', { remarks: '缴至6222 0212 3456 7890 128' }, 'remarks', '0212'],
    ['a mobile number in a field for another number', { revokedLicence: '13812345678' }, 'revokedLicence', '1381'],
  ])('refuses %s in a text that everybody reads, and does not repeat it', (_, fields, field, secret) => {
    const refused = () => take({ ...PENALTY, ...fields });
    expect(refused).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
    expect(refused).toThrow(`MarketPenalty.${field}: it holds`);
    expect(refused).not.toThrow(secret);
  });

  test('takes personal numbers where they belong, and in texts that not everybody reads', () => {
    expect(() => take({ ...PENALTY, legalRepresentativeIdNo: '451102199001010010' })).not.toThrow();
    const inspection = {
      documentNo: '贺市监抽〔2026〕1号',
      decidingOrgName: PENALTY.decidingOrgName,
      decidingOrgCode: PENALTY.decidingOrgCode,
      sourceOrgName: PENALTY.sourceOrgName,
      sourceOrgCode: PENALTY.sourceOrgCode,
      decisionDate: '2026-10-08',
      legalBasis: PENALTY.legalBasis,
      productName: '米粉（送检人电话13812345678）',
      qualified: true,
    };
    expect(() => take(inspection, 'ProductInspection')).not.toThrow();
  });
});
