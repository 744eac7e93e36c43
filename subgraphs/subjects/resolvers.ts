import { recogniseCode } from '../../schema/codes/old-number.ts';
import { HubError } from '../../schema/errors.ts';
import { areaTable } from '../../seeds/reference/areas.ts';
import type { SubjectSearch } from '../../storage/port.ts';
import { kindOfSubjectId } from '../../storage/subject-id.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { Succession } from '../_runtime/succession/succession.ts';
import { livingSubjects } from './living-subjects.ts';
import { seenSubject, seenSubjects } from './seen-subject.ts';
import type { SubjectView } from './subject-view.ts';

/** Shortest text that a search takes, in characters. */
const MIN_SEARCH = 2;

/** Longest text that a search takes, in characters. */
const MAX_SEARCH = 100;

interface SearchArguments {
  readonly name: string;
  readonly kind?: string | null;
  readonly area?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The subject index: look-up by id and number, search by name, and the frame of the credit report. */
export const resolvers: ResolverMap = {
  Query: {
    subject: (_: unknown, { id }: { id: string }, context: SubgraphContext) =>
      subjectById(id, 'Query.subject', context),
    subjectByCode: (_: unknown, { code }: { code: string }, context: SubgraphContext) => subjectByCode(code, context),
    searchSubjects: (_: unknown, args: SearchArguments, context: SubgraphContext) => searchSubjects(args, context),
  },
  CreditSubject: {
    __resolveReference: ({ id }: { id: string }, context: SubgraphContext) => subjectById(id, 'CreditSubject', context),
    predecessors: async ({ id }: SubjectView, _: unknown, context: SubgraphContext) =>
      (await context.successions.current()).successionsTo(id),
    successors: async ({ id }: SubjectView, _: unknown, context: SubgraphContext) =>
      (await context.successions.current()).successionsFrom(id),
  },
  Succession: {
    predecessor: ({ predecessorId }: Succession, _: unknown, context: SubgraphContext) =>
      subjectById(predecessorId, 'Succession.predecessor', context),
    successor: ({ successorId }: Succession, _: unknown, context: SubgraphContext) =>
      successorId === null ? null : subjectById(successorId, 'Succession.successor', context),
  },
};

async function subjectById(id: string, coordinate: string, context: SubgraphContext): Promise<SubjectView | null> {
  return kindOfSubjectId(id) === null ? null : seenSubject(id, coordinate, context);
}

/** Natural persons are not found by number, whoever asks. */
async function subjectByCode(code: string, context: SubgraphContext): Promise<SubjectView | null> {
  const recognised = recogniseCode(code);
  if (recognised.kind === 'invalid') throw new HubError('INVALID_CODE', { details: { problem: recognised.problem } });
  const found = await context.store.subjectsByNumber([recognised.value]);
  const bearers = (found.get(recognised.value) ?? []).filter(({ kind }) => kind !== 'NATURAL_PERSON');
  const living = await livingSubjects(bearers, await context.successions.current(), context);
  if (living.length > 1) throw new HubError('AMBIGUOUS_CODE');
  return seenSubjects(living, context)[0] ?? null;
}

async function searchSubjects(args: SearchArguments, context: SubgraphContext) {
  const page = await context.store.searchSubjects(toSearch(args));
  const lineage = await context.successions.current();
  const found = page.hits.map(({ subject }) => subject);
  const nodes = seenSubjects(await livingSubjects(found, lineage, context), context);
  // Where several hits stand for one subject, the place of the last one.
  const cursors = new Map(page.hits.map(({ subject, cursor }) => [lineage.heirOf(subject.id), cursor]));
  return {
    edges: nodes.map((node) => ({ cursor: cursors.get(node.id), node })),
    nodes,
    pageInfo: { hasNextPage: page.hasNextPage, endCursor: page.hits.at(-1)?.cursor ?? null },
  };
}

function toSearch(args: SearchArguments): SubjectSearch {
  const text = args.name.trim();
  const length = [...text].length;
  if (length < MIN_SEARCH || length > MAX_SEARCH) {
    throw invalidArgument('name', `it must have ${MIN_SEARCH} to ${MAX_SEARCH} characters.`);
  }
  const kind = args.kind ?? undefined;
  if (kind === 'NATURAL_PERSON') throw invalidArgument('kind', 'natural persons are not found by name.');
  return {
    text,
    first: pageSize(args.first),
    ...(kind === 'ORGANIZATION' || kind === 'SOLE_TRADER' ? { kind } : {}),
    ...(args.area == null ? {} : { areaCodes: areasWithin(args.area) }),
    ...(args.after == null ? {} : { after: args.after }),
  };
}

function areasWithin(area: string): readonly string[] {
  if (!areaTable().isKnown(area)) throw invalidArgument('area', 'it is not an area code of GB/T 2260, such as 451102.');
  return [area, ...areaTable().within(area)];
}
