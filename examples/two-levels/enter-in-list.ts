import { openExistingStore } from '../../cli/open-store.ts';
import type { RecordChange, Subject } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';

/** A list of a department. */
export interface DepartmentList {
  /** Code of the department. */
  readonly department: string;
  /** Name of the record type. */
  readonly type: string;
}

/**
 * Enters a subject in a list of a department, after the model of an entry that is there: what an import of the department's report
 * would do.
 */
export async function enterInList(data: string, subject: Subject, { department, type }: DepartmentList): Promise<void> {
  const store = await openExistingStore({ data });
  try {
    const where = { subjectKinds: ['ORGANIZATION'] } as const;
    const [model] = (await store.listRecords({ type, where, first: 1, withTotal: false })).records;
    if (model === undefined) throw new Error(`there is no ${type} to take for a model`);
    const documentNo = `（2026）桂示例第${Math.abs(hash(type))}号`;
    const today = new Date().toISOString();
    const change: RecordChange = {
      id: recordId(type, [model.decidingOrgCode, documentNo, subject.id]),
      operation: 'UPSERT',
      reason: 'REPORTED',
      reportedAt: today,
      content: {
        type,
        subjectId: subject.id,
        subjectKind: subject.kind,
        state: 'EFFECTIVE',
        documentNo,
        decidingOrgCode: model.decidingOrgCode,
        decisionDate: today.slice(0, 10),
        publicityStartDate: today.slice(0, 10),
        publicityEndDate: null,
        fields: model.fields,
        sealed: {},
      },
    };
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

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 10_000, 7);
}
