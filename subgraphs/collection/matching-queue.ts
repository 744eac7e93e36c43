import { maskValue } from '../../schema/masking/mask-value.ts';
import { compoundSurnames } from '../../seeds/reference/compound-surnames.ts';
import type { WaitingRow, WaitingState } from '../../storage/collection/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { SubjectClues } from '../_runtime/intake/candidate.ts';
import { placeCursor, placeOf } from '../_runtime/place-cursor.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf } from './collection-context.ts';
import { matchingDepartment } from './collection-rights.ts';
import { matchCandidates } from './match-candidates.ts';
import { candidateOf, queueReads } from './queue-reads.ts';

interface QueueArguments {
  readonly item?: string | null;
  readonly state?: WaitingState | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Rows that wait, for officers of the department that reported them; to all others it looks as if there were none. */
export const queueQueries = {
  matchingQueue: async (_: unknown, args: QueueArguments, context: SubgraphContext) => {
    const department = matchingDepartment(authenticatedCaller(context));
    if (department === null) return null;
    const { rows, hasNextPage } = await collectionOf(context).store.waitingRows({
      department,
      first: pageSize(args.first),
      ...(args.item == null ? {} : { item: args.item }),
      ...(args.state == null ? {} : { state: args.state }),
      ...(args.after == null ? {} : { after: queuePosition(args.after) }),
    });
    const last = rows.at(-1);
    const endCursor = last === undefined ? null : placeCursor(last.receivedAt, last.id);
    return { nodes: rows, pageInfo: { hasNextPage, endCursor } };
  },
} satisfies Record<string, FieldResolver>;

/** Fields of a waiting row. What is known of a natural person stays out, but for a masked name. */
export const queueFields = {
  WaitingRow: {
    batch: ({ batchId }: WaitingRow, _: unknown, context: SubgraphContext) => queueReads(context).batch(batchId),
    name: (row: WaitingRow, _: unknown, context: SubgraphContext) => {
      const { kind, name } = candidateOf(row, context).clues;
      return name !== null && kind === 'NATURAL_PERSON'
        ? maskValue('NAME', name, { compoundSurnames: compoundSurnames() })
        : name;
    },
    numbers: (row: WaitingRow, _: unknown, context: SubgraphContext) => givenNumbers(candidateOf(row, context).clues),
    documentNo: (row: WaitingRow, _: unknown, context: SubgraphContext) => candidateOf(row, context).fields.documentNo,
    decisionDate: (row: WaitingRow, _: unknown, context: SubgraphContext) =>
      candidateOf(row, context).fields.decisionDate,
    candidates: async (row: WaitingRow, _: unknown, context: SubgraphContext) => {
      const candidates = await matchCandidates(candidateOf(row, context).clues, queueReads(context));
      context.disclosed.about(candidates.map(({ subject }) => subject.id));
      return candidates.map(({ subject, because }) => ({ subject: reference(subject.id), because }));
    },
    subject: ({ subjectId }: WaitingRow, _: unknown, context: SubgraphContext) => {
      if (subjectId === null) return null;
      context.disclosed.about([subjectId]);
      return reference(subjectId);
    },
  },
} satisfies ResolverMap;

/** The waiting row; null where there is none that the caller may decide about. */
export async function visibleRow(id: string, context: SubgraphContext): Promise<WaitingRow | null> {
  const department = matchingDepartment(authenticatedCaller(context));
  if (department === null) return null;
  const row = await collectionOf(context).store.waitingRow(id);
  return row?.department === department ? row : null;
}

function reference(id: string) {
  return { __typename: 'CreditSubject', id };
}

function givenNumbers(clues: SubjectClues) {
  if (clues.kind === 'NATURAL_PERSON') return [];
  const numbers = [
    [null, clues.uscc],
    ['ORG_CODE', clues.orgCode],
    ['REGISTRATION_NO', clues.registrationNo],
    ['TAX_NO', clues.taxNo],
    ['INSTITUTION_NO', clues.institutionNo],
    ['SOCIAL_ORGANIZATION_NO', clues.socialOrganizationNo],
  ] as const;
  return numbers.flatMap(([kind, value]) => (value === null ? [] : [{ kind, value }]));
}

function queuePosition(cursor: string) {
  const [receivedAt, id] = placeOf(cursor);
  return { receivedAt, id };
}
