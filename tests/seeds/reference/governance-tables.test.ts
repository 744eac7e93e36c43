import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { packageRoot } from '../../../schema/package-root.ts';
import { replyLimit } from '../../../seeds/reference/governance-limits.ts';
import { purposesFor, purposeTable, purposeUsers } from '../../../seeds/reference/purposes.ts';

describe('the limit for answering a request', () => {
  test('is ten working days, by the rules of the day', () => {
    expect(replyLimit('2025-07-31')).toEqual({ workingDays: 10, basis: expect.stringMatching(/国发〔2016〕51号/) });
    expect(replyLimit('2025-08-01')).toEqual({ workingDays: 10, basis: expect.stringMatching(/政务数据共享条例/) });
  });

  test('is not made up for days before the rules', () => {
    expect(() => replyLimit('2016-09-04')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

describe('purposes', () => {
  test('are a fixed table, each with its users and basis', () => {
    expect([...purposeTable().keys()]).toEqual([
      'administrative-approval',
      'procurement-review',
      'daily-supervision',
      'fiscal-funding',
      'credit-report',
      'platform-exchange',
      'sharing-governance',
      'audit',
      'self-inquiry',
      'data-reporting',
      'joint-action',
    ]);
    for (const { nameZh, users, basis } of purposeTable().values()) {
      expect([nameZh, basis]).toEqual([expect.stringMatching(/[\u4e00-\u9fff]/), expect.stringMatching(/\S/)]);
      expect(users).not.toContain('anonymous');
    }
    expect(purposeTable().get('platform-exchange')).toMatchObject({ users: ['platform'], isForAgreements: true });
    expect(purposeTable().get('self-inquiry')).toMatchObject({ users: ['subject'], isForAgreements: false });
    expect(purposeUsers().get('credit-report')).toEqual(['application', 'agency']);
  });

  test('say under which of them what is changed', () => {
    expect(purposesFor('agreements')).toEqual(['sharing-governance']);
    expect(purposesFor('applications')).toEqual(['sharing-governance']);
    expect(purposesFor('records')).toEqual(['data-reporting']);
    expect(purposesFor('listings')).toEqual(['joint-action']);
    expect(purposesFor('tasks')).toEqual(['joint-action']);
    expect(purposesFor('checks')).toEqual([
      'administrative-approval',
      'procurement-review',
      'daily-supervision',
      'fiscal-funding',
      'joint-action',
    ]);
    expect(purposesFor('repairs')).toEqual(['self-inquiry', 'joint-action']);
    expect(purposesFor('objections')).toEqual(['self-inquiry', 'joint-action']);
    // Whoever looks at itself takes a consent back as easily as that (个人信息保护法 art. 15).
    expect(purposesFor('consents')).toEqual(['sharing-governance', 'self-inquiry']);
  });

  test('hold those of every matter', () => {
    const rows = readFileSync(join(packageRoot, 'seeds', 'reference', 'matters.csv'), 'utf8');
    const matters: { purpose: string }[] = parse(rows, { columns: true });
    const unknown = matters.filter(({ purpose }) => purpose !== '' && !purposeTable().has(purpose));
    expect(unknown).toEqual([]);
  });
});
