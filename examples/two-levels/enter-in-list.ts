import { openExistingStore } from '../../cli/open-store.ts';
import type { JsonFields, RecordChange, Subject } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';

/** An entry in a list of a department, without whom it is about. */
export interface ListEntry {
  /** Code of the department. */
  readonly department: string;
  /** Name of the record type. */
  readonly type: string;
  readonly documentNo: string;
  /** Unified social credit code of the body that decides. */
  readonly decidingOrgCode: string;
  /** What the type holds beside these. */
  readonly fields: JsonFields;
}

/** Enters a subject in a list today: what an import of the department's report would do. */
export async function enterInList(data: string, subject: Subject, entry: ListEntry): Promise<void> {
  const { department, type, documentNo, decidingOrgCode, fields } = entry;
  const now = new Date().toISOString();
  const today = now.slice(0, 10);
  const change: RecordChange = {
    id: recordId(type, [decidingOrgCode, documentNo, subject.id]),
    operation: 'UPSERT',
    reason: 'REPORTED',
    reportedAt: now,
    content: {
      type,
      subjectId: subject.id,
      subjectKind: subject.kind,
      state: 'EFFECTIVE',
      documentNo,
      decidingOrgCode,
      decisionDate: today,
      publicityStartDate: today,
      publicityEndDate: null,
      fields,
      sealed: {},
    },
  };
  const store = await openExistingStore({ data });
  try {
    await store.write(department, [change]);
  } finally {
    await store.close();
  }
}

/** The subject with the code; fails where there is none. */
export async function subjectWithCode(data: string, code: string): Promise<Subject> {
  const store = await openExistingStore({ data });
  try {
    const [subject] = (await store.subjectsByNumber([code])).get(code) ?? [];
    if (subject === undefined) throw new Error('there is no such subject');
    return subject;
  } finally {
    await store.close();
  }
}
