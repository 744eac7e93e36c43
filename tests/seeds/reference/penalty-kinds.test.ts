import { describe, expect, test } from '@jest/globals';
import { idTypes, permitKinds, readCodedName } from '../../../seeds/reference/dual-publicity-codes.ts';
import { penaltyKinds, readPenaltyKind } from '../../../seeds/reference/penalty-kinds.ts';
import { graphEnum } from './graph-enum.ts';

describe('kinds of penalty', () => {
  test('are those of the graph', () => {
    expect([...penaltyKinds().values()].map((entry) => entry.graphValue)).toEqual(
      graphEnum('admin-penalty.graphql', 'PenaltyKind'),
    );
  });

  test.each([...penaltyKinds().values()].map((entry) => [entry.nameZh, entry.code]))(
    '%s of the law of 2021 is %s',
    (name, code) => {
      expect(readPenaltyKind(name)).toEqual({ kind: 'known', codes: [code] });
    },
  );

  test('of the old standard are read where they mean one thing', () => {
    expect(readPenaltyKind(' 责令停产停业 ')).toEqual({ kind: 'known', codes: ['P10'] });
    expect(readPenaltyKind('其他-责令拆除')).toEqual({ kind: 'known', codes: ['P99'] });
    expect(readPenaltyKind('申诫')).toEqual({ kind: 'unknown' });
    expect(readPenaltyKind('')).toEqual({ kind: 'unknown' });
  });

  test('that the old standard joined are told apart by the texts of the row', () => {
    const confiscation = '没收违法所得、没收非法财物';
    expect(readPenaltyKind(confiscation, { content: '没收违法所得1200元' })).toMatchObject({ codes: ['P04'] });
    expect(readPenaltyKind(confiscation, { content: '没收非法财物3件' })).toMatchObject({ codes: ['P05'] });
    expect(readPenaltyKind(confiscation, { content: '没收违法所得800元；没收非法财物一批' })).toMatchObject({
      codes: ['P04', 'P05'],
    });
    const licence = '暂扣或者吊销许可证、暂扣或者吊销执照';
    expect(readPenaltyKind(licence, { revokedLicence: '吊销食品经营许可证' })).toMatchObject({ codes: ['P08'] });
    expect(readPenaltyKind(licence, { content: '暂扣道路运输证三个月' })).toMatchObject({ codes: ['P06'] });
  });

  test('that stay open go to a person, with the candidates', () => {
    expect(readPenaltyKind('没收违法所得、没收非法财物', { content: '见决定书' })).toMatchObject({
      kind: 'ambiguous',
      candidates: ['P04', 'P05'],
    });
    expect(readPenaltyKind('暂扣或者吊销许可证、暂扣或者吊销执照')).toMatchObject({ kind: 'ambiguous' });
  });

  test('that the old standard put among the others get their own code', () => {
    expect(readPenaltyKind('其他', { content: '给予通报批评' })).toMatchObject({ codes: ['P02'] });
    expect(readPenaltyKind('其他', { content: '责令限期拆除' })).toMatchObject({ codes: ['P99'] });
  });
});

describe('kinds of permit and types of document', () => {
  test('are those of the graph', () => {
    expect(permitKinds().map((entry) => entry.code)).toEqual(graphEnum('admin-permit.graphql', 'PermitKind'));
    expect(idTypes().map((entry) => entry.code)).toEqual(graphEnum('counterparty-record.graphql', 'IdType'));
  });

  test('are read from the words of an upload', () => {
    expect(readCodedName(permitKinds(), '普通')).toEqual({ code: 'GENERAL', detail: null });
    expect(readCodedName(permitKinds(), '其他-备案')).toEqual({ code: 'OTHER', detail: '备案' });
    expect(readCodedName(permitKinds(), '普通-备案')).toBeNull();
    expect(readCodedName(idTypes(), '身份证')).toEqual({ code: 'CITIZEN_ID', detail: null });
    expect(readCodedName(idTypes(), '驾驶证')).toBeNull();
  });
});
