import { bodyTable } from '../../seeds/reference/bodies.ts';
import type { StoredCase } from '../../storage/coordination/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { DecidedCase } from './decided-case.ts';
import { departmentView } from './department-view.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { NOTICE, type Notice, recipientOf } from './notice.ts';
import { maySeeSubject } from './subject-sight.ts';

/** What a department, platform or agency is told of what it had received. */
export const noticeQueries = {
  creditNotices: (_: unknown, page: PageArguments, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    const recipient = caller === null ? null : recipientOf(caller);
    if (recipient === null) return null;
    return deskPage(
      { kind: NOTICE, department: recipient },
      page,
      (held, ref) => noticeOf(held, ref, context),
      context,
    );
  },
} satisfies Record<string, FieldResolver>;

/** Whoever may not see the subject any more is told which record or entry it is, and no more than that. */
function noticeOf(held: StoredCase, ref: string, context: SubgraphContext) {
  const { notices, target, subjectId, owner } = held.content as unknown as DecidedCase; // cast: only decided cases tell
  const notice = notices.find((one) => one.ref === ref);
  if (notice === undefined) return null;
  const isVisible = maySeeSubject(subjectId, context);
  if (isVisible) context.disclosed.about([subjectId]);
  return {
    id: `${held.id}/${ref}`,
    notice: notice.notice,
    at: notice.at,
    owner: departmentView(owner),
    catalogueItem: target.item,
    record: target.source === 'RECORD' ? target.id : null,
    listing: target.source === 'LISTING' ? target.id : null,
    subject: isVisible ? { __typename: 'CreditSubject', id: subjectId } : null,
  };
}

/** Who was told, as a case shows it: departments by their code, others by the name of their kind and their own. */
export function noticeViews(notices: readonly Notice[]) {
  return notices.map(({ recipient, notice, at }) => {
    const isBody = bodyTable().has(recipient);
    return { department: isBody ? departmentView(recipient) : null, other: isBody ? null : recipient, notice, at };
  });
}
