import { randomInt } from 'node:crypto';
import { SECTION_TYPES } from '../../schema/expansion/record-type.ts';

/** Letters and digits that are not mistaken for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Section type → its field in CreditReport. */
const SECTION_FIELDS: Readonly<Record<string, string>> = {
  AdministrationSection: 'administration',
  IntegritySection: 'integrity',
  SeriousDishonestySection: 'seriousDishonesty',
  AbnormalOperationSection: 'abnormalOperation',
  CommitmentSection: 'commitments',
  EvaluationSection: 'evaluations',
  JudicialSection: 'judicial',
  OtherSection: 'other',
};

/** The frame of a report: its number, its time, and a reference per section that the departments fill. */
export function creditReport(subjectId: string, now: Date): Readonly<Record<string, unknown>> {
  const sections = Object.values(SECTION_TYPES).map((type) => [SECTION_FIELDS[type], { __typename: type, subjectId }]);
  return { ...Object.fromEntries(sections), reportNo: reportNo(now), generatedAt: now.toISOString() };
}

/** 14 digits of time (UTC+8) and 8 random characters, as reports of 信用中国 are numbered. */
function reportNo(now: Date): string {
  const local = new Date(now.getTime() + 8 * 3_600_000);
  const time = local.toISOString().slice(0, 19).replace(/\D/g, '');
  return time + Array.from({ length: 8 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
