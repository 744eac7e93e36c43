import { describe, expect, test } from '@jest/globals';
import { bodyTable } from '../../../seeds/reference/bodies.ts';
import { listKinds } from '../../../seeds/reference/list-kinds.ts';
import { matterTable } from '../../../seeds/reference/matters.ts';
import { incentiveMeasures, measuresFor, punishmentMeasures } from '../../../seeds/reference/measures.ts';
import { graphEnum } from './graph-enum.ts';

const punishments = [...punishmentMeasures().values()];
const incentives = [...incentiveMeasures().values()];

describe('lists', () => {
  test('are those of the graph', () => {
    expect([...listKinds().keys()]).toEqual(graphEnum('severe-dishonesty-list-entry.graphql', 'ListKind'));
  });

  test.each([...listKinds().values()].map((list) => [list.code, list] as const))(
    '%s has an owner and a basis',
    (_, list) => {
      expect(bodyTable().has(list.ownerDepartment)).toBe(true);
      expect(list.legalBasis).toMatch(BASIS);
      if (list.defaultTermMonths !== null && list.minMonthsBeforeRemoval !== null) {
        expect(list.minMonthsBeforeRemoval).toBeLessThan(list.defaultTermMonths);
      }
    },
  );

  test('of wage arrears: three years, six months before an early removal', () => {
    expect(listKinds().get('WAGE_ARREARS')).toMatchObject({
      ownerDepartment: 'human-resources',
      defaultTermMonths: 36,
      minMonthsBeforeRemoval: 6,
      severe: true,
    });
  });
});

/** A law, regulation or rule by name, or a document by its number. */
const BASIS = /《.+》|〔\d{4}〕\d+号/u;

describe('measures', () => {
  test.each([...punishments, ...incentives].map((measure) => [measure.code, measure] as const))(
    '%s has a legal basis by name',
    (_, measure) => {
      expect(measure.legalBasis).toMatch(BASIS);
    },
  );

  test.each(punishments.map((measure) => [measure.code, measure] as const))(
    '%s names known lists, bodies and matters',
    (_, measure) => {
      expect(measure.listKinds.filter((code) => !listKinds().has(code))).toEqual([]);
      expect(measure.executingBodies.filter((code) => !bodyTable().has(code))).toEqual([]);
      expect(measure.matters.filter((code) => !matterTable().has(code))).toEqual([]);
    },
  );

  test('that reduce rights rest on an article or on central policy', () => {
    for (const measure of punishments.filter((each) => each.class === 'A')) {
      expect(measure.legalBasis).toMatch(/》.*第[一二三四五六七八九十百零]+条|国发〔|国办发〔/u);
    }
  });

  test('of classes A and B are carried out by authorities, of class C by others', () => {
    const outside = new Set(['market', 'industry', 'social']);
    for (const measure of punishments) {
      expect(measure.mechanism === 'administrative').toBe(measure.class !== 'C');
      if (measure.class !== 'C') continue;
      const kinds = measure.executingBodies.map((code) => bodyTable().get(code)?.kind ?? '');
      expect(kinds.filter((kind) => !outside.has(kind))).toEqual([]);
    }
  });

  test('are called forth only for subjects that the list can hold', () => {
    for (const measure of punishments) {
      for (const code of measure.listKinds) {
        const held = listKinds().get(code)?.subjectKinds ?? [];
        expect({
          measure: measure.code,
          list: code,
          meets: measure.subjectKinds.some((kind) => held.includes(kind)),
        }).toEqual({
          measure: measure.code,
          list: code,
          meets: true,
        });
      }
    }
  });

  test('have the four mechanisms of the policy of 2018 between them', () => {
    expect(new Set(punishments.map((measure) => measure.mechanism))).toEqual(
      new Set(['administrative', 'market', 'industry', 'social']),
    );
  });

  test('for an entry are those of its list, its kind of subject and the matter', () => {
    const on = '2026-11-02';
    const codes = (question: Omit<Parameters<typeof measuresFor>[0], 'on'>) =>
      measuresFor({ ...question, on }).map((measure) => measure.nameZh);

    expect(codes({ listKind: 'JUDGMENT_DEBTOR', subjectKind: 'ORGANIZATION', matter: 'PROCUREMENT' })).toContain(
      '拒绝参与政府采购活动',
    );
    expect(codes({ listKind: 'JUDGMENT_DEBTOR', subjectKind: 'NATURAL_PERSON', matter: 'APPOINTMENT' })).toEqual([
      '不得担任公司董事、监事、高级管理人员（失信被执行人）',
    ]);
    expect(codes({ listKind: 'JUDGMENT_DEBTOR', subjectKind: 'ORGANIZATION', matter: 'APPOINTMENT' })).toEqual([]);
    expect(codes({ listKind: 'NO_SUCH_LIST', subjectKind: 'ORGANIZATION' })).toEqual([]);
    expect(codes({ listKind: 'WAGE_ARREARS', subjectKind: 'ORGANIZATION' }).length).toBeGreaterThan(5);
  });

  test('of incentive have the green channel and tolerant acceptance', () => {
    expect(incentives.map((measure) => measure.kind)).toEqual(
      expect.arrayContaining(['GREEN_CHANNEL', 'TOLERANT_ACCEPTANCE', 'FEWER_INSPECTIONS', 'PRIORITY_SERVICE']),
    );
  });
});
