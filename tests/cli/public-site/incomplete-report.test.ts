import { expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { CatalogueWords } from '../../../cli/public-site/catalogue-words.ts';
import { reportPage } from '../../../cli/public-site/pages/report-page.ts';
import { readReport } from '../../../cli/public-site/read-report.ts';

const item = { type: 'A', list: 'as', title: '某项', basis: '', department: '某局', isAdverse: false, fields: [] };
const words: CatalogueWords = {
  sections: [{ field: 'other', title: '其他', items: [item] }],
  closed: [],
  common: new Map(),
};
const subject = { id: 'o.1', kind: 'ORGANIZATION', name: '某公司', uscc: '91451102MA5T00010P', area: null };
const creditReport = { reportNo: '1', generatedAt: '2026-11-02T04:00:00Z', other: { as: null } };
const data = { subjectByCode: { ...subject, formerNumbers: null, predecessors: null, successors: null, creditReport } };

test('where a department does not answer, the report says so, claims nothing about it, and is not complete', () => {
  const errors = [new GraphQLError('', { extensions: { code: 'SUBGRAPH_TIMEOUT' } })];
  const report = readReport({ data, errors }, words);
  if (report === null) throw new Error('there is a subject');
  expect(report.isComplete).toBe(false);
  const text = reportPage(report, { asked: subject.uscc, code: null, madeAt: '', closed: [] }).main.text;
  expect(text).toContain('某局暂时没有应答');
  expect(text).toContain('本页可能不完整');
  expect(text).not.toMatch(/没有正在公开的记录|报告验证码/);
});

test('a denied field does not make a report incomplete', () => {
  const extensions = { code: 'UNAUTHORIZED_FIELD_OR_TYPE', coordinate: 'A.x', requires: '@authenticated' };
  const answered = {
    ...data.subjectByCode,
    creditReport: { ...creditReport, other: { as: { totalCount: 0, nodes: [] } } },
  };
  const report = readReport(
    { data: { subjectByCode: answered }, errors: [new GraphQLError('', { extensions })] },
    words,
  );
  expect(report).toMatchObject({ isComplete: true, sections: [{ count: 0, items: [] }] });
});
