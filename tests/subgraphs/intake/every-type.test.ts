import { beforeAll, describe, expect, test } from '@jest/globals';
import { Random } from '../../../seeds/city/random.ts';
import type { DepartmentSeeds, RecordFields } from '../../../seeds/city/record-seed.ts';
import { type SyntheticSubject, syntheticSubject } from '../../../seeds/city/synthetic-subject.ts';
import { currentName } from '../../../subgraphs/_runtime/department.ts';
import { recordLayouts } from '../../../subgraphs/_runtime/intake/layout/record-layout.ts';
import { rowReader } from '../../../subgraphs/_runtime/intake/row-reader.ts';
import { loadSubgraph, loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { recordIntake } from '../../../subgraphs/_runtime/record-intake.ts';
import type { RecordField, RecordType } from '../../../subgraphs/_runtime/record-type.ts';
import type { Subgraph } from '../../../subgraphs/_runtime/subgraph.ts';
import { fieldsOf, findingsOf, RECEIVED_ON } from './reading.ts';

const CITY = { seed: 7, today: RECEIVED_ON };
const SUBJECTS = Array.from({ length: 60 }, (_, index) => syntheticSubject(CITY, index));

let subgraphs: readonly Subgraph[];
beforeAll(async () => {
  subgraphs = await loadSubgraphs();
});

async function seedsOf({ department, recordTypes }: Subgraph): Promise<DepartmentSeeds> {
  if (recordTypes.length === 0) return {};
  const { seeds } = await import(`../../../seeds/departments/${department.code}.ts`);
  return seeds as DepartmentSeeds;
}

/** A value as a department writes it into a cell. */
function cellOf({ typeName, values }: RecordField, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeName === 'Boolean') return value === true ? '是' : '否';
  const title = (one: unknown) => values?.get(String(one)) ?? String(one);
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) return JSON.stringify(value);
  return Array.isArray(value) ? `${value.map(title).join('；')}；` : title(value);
}

/** What the columns about the subject say. */
function clueCells(subject: SyntheticSubject): Readonly<Record<string, string | null>> {
  const isPerson = subject.kind === 'NATURAL_PERSON';
  return {
    kind: subject.kind,
    name: subject.name,
    uscc: subject.uscc,
    orgCode: subject.orgCode,
    registrationNo: subject.registrationNo,
    idType: isPerson ? 'CITIZEN_ID' : null,
    idNo: subject.identityNo,
  };
}

/** The record as a row of its type's newest layout. */
function rowOf(
  type: RecordType,
  record: RecordFields,
  subject: SyntheticSubject,
): { header: string[]; cells: string[] } {
  const columns = recordLayouts(type)[0]?.columns ?? [];
  const clues = clueCells(subject);
  const cells = columns.map(({ clue, field }) => {
    if (clue !== null) return clues[clue] ?? '';
    // The standard wants an end of validity, be it none.
    const value = field === null ? '' : cellOf(field, record[field.name]);
    return value === '' && (field?.name === 'validTo' || field?.name === 'penaltyValidTo') ? '长期' : value;
  });
  return { header: columns.map(({ headings }) => headings[0] ?? ''), cells };
}

/** Set by the hub, not by the report. */
const OF_THE_HUB = ['publicityStartDate', 'publicityEndDate', 'state'];

function said(fields: RecordFields): RecordFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== null && !OF_THE_HUB.includes(name)),
  );
}

test('what departments report of every type comes back as the record that it was', async () => {
  const types = new Set<string>();
  for (const subgraph of subgraphs) {
    const { department } = subgraph;
    const intake = recordIntake(subgraph);
    const body = { name: currentName(department).zh, code: department.orgCode };
    for (const [name, seed] of Object.entries(await seedsOf(subgraph))) {
      const type = subgraph.recordTypes.find((one) => one.name === name) as RecordType;
      for (const subject of SUBJECTS.filter((one) => seed.mean(one) > 0)) {
        const random = new Random(7, department.code, name, subject.index);
        const at = (index: number) => syntheticSubject(CITY, index);
        const record = seed.make({ random, subject, body, today: RECEIVED_ON, at, ordinal: 0 });
        const { header, cells } = rowOf(type, record, subject);
        const reading = rowReader({ subgraph, type: name, header, receivedOn: RECEIVED_ON })(cells);
        expect([name, ...findingsOf(reading).filter((one) => !/^(R07W|R10W|R14) /.test(one))]).toEqual([name]);
        const fields = fieldsOf(reading);
        expect(said(fields)).toEqual(said(record));
        const about = { id: 'x', kind: subject.kind };
        intake({ type: name, subject: about, fields, reason: 'REPORTED', reportedAt: '2026-11-25T00:00:00Z' });
        types.add(name);
      }
    }
  }
  expect(types.size).toBeGreaterThan(60);
});

describe('a type beside the dual-publicity standard', () => {
  const HEADER = [
    '主体名称',
    '统一社会信用代码',
    '证件号码',
    '文书号',
    '作出决定的机关',
    '决定日期',
    '抽查产品',
    '是否合格',
    '不合格项目',
  ];
  const ROW = [
    '贺州市样例食品有限公司',
    '91451102MA5T00010P',
    '',
    '贺市监抽〔2026〕1号',
    '贺州市市场监督管理局',
    '2026-11-20',
    '米粉',
    '否',
    '铅、镉',
  ];
  const read = async (changes: Readonly<Record<number, string>> = {}) => {
    const subgraph = await loadSubgraph('market');
    const reader = rowReader({ subgraph, type: 'ProductInspection', header: HEADER, receivedOn: RECEIVED_ON });
    return reader(ROW.map((cell, place) => changes[place] ?? cell));
  };

  test('is read by the Chinese names of its SDL, and the hub fills in what it knows', async () => {
    expect(fieldsOf(await read())).toEqual({
      documentNo: '贺市监抽〔2026〕1号',
      decidingOrgName: '贺州市市场监督管理局',
      decidingOrgCode: '11451100MB0T010261',
      sourceOrgName: '贺州市市场监督管理局',
      sourceOrgCode: '11451100MB0T010261',
      decisionDate: '2026-11-20',
      legalBasis: '《中华人民共和国产品质量法》第十五条',
      productName: '米粉',
      qualified: false,
      failedItems: ['铅', '镉'],
    });
  });

  test('tells the kind of subject from its codes', async () => {
    const kindOf = async (changes: Readonly<Record<number, string>>) => {
      const reading = await read(changes);
      return reading.kind === 'accepted' ? reading.candidate.clues.kind : findingsOf(reading);
    };
    expect(await kindOf({})).toBe('ORGANIZATION');
    expect(await kindOf({ 1: '92451103MA5T000290' })).toBe('SOLE_TRADER');
    expect(await kindOf({ 1: '', 2: '45110219000101001X' })).toBe('NATURAL_PERSON');
    expect(await kindOf({ 1: '' })).toEqual(['R01 -']);
    expect(await kindOf({ 7: '也许' })).toEqual(['R08 qualified']);
  });

  test('has no field for the number of a person, which stays a clue', async () => {
    const reading = await read({ 1: '', 2: '45110219000101001x' });
    expect(JSON.stringify(fieldsOf(reading))).not.toContain('19000101');
    expect(reading).toMatchObject({ candidate: { clues: { idType: 'CITIZEN_ID', idNo: '45110219000101001X' } } });
  });
});
