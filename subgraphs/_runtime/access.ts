import type { AccessRules } from '../../schema/access/access-rule.ts';
import type { RecordConditions, StoredRecord, Subject } from '../../storage/port.ts';

/** What one caller may see of one department: the department asks it again, whatever the gateway has let through. */
export interface Access {
  /** Whether the field at `Type.field`, of the type's rule too, is open to the caller. */
  mayRead(type: string, field: string): boolean;
  /** Conditions that every list of records is read under. */
  rowConditions(today: string): RecordConditions;
  maySeeRecord(record: StoredRecord, today: string): boolean;
  maySeeSubject(subject: Subject): boolean;
}

/** Access of a caller without any right: public fields of records in publicity, about organisations and sole traders. */
export function publicAccess(rules: AccessRules): Access {
  return {
    mayRead: (type, field) => !rules.has(type) && !rules.has(`${type}.${field}`),
    rowConditions: (today) => ({ publicOn: today, subjectKinds: ['ORGANIZATION', 'SOLE_TRADER'] }),
    maySeeRecord: (record, today) => record.subjectKind !== 'NATURAL_PERSON' && isPublicOn(record, today),
    maySeeSubject: (subject) => subject.kind !== 'NATURAL_PERSON',
  };
}

/** The same condition as `publicOn` of the storage port, for one record. */
function isPublicOn(record: StoredRecord, today: string): boolean {
  const inForce = record.state === 'EFFECTIVE' || record.state === 'UNDER_OBJECTION';
  const begun = record.publicityStartDate !== null && record.publicityStartDate <= today;
  return inForce && begun && (record.publicityEndDate === null || record.publicityEndDate >= today);
}
