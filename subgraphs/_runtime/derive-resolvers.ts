import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { SECTION_TYPES } from '../../schema/expansion/record-type.ts';
import { listFieldName } from '../../schema/list-field-name.ts';
import { sightsOfRecord } from './access/row-access.ts';
import { rowOf } from './access/row-of.ts';
import type { BatchResolver, BatchResolvers } from './batch/batch-resolver.ts';
import { type ListArguments, pageSize, recordQuery, rememberedQuery } from './record-list.ts';
import type { RecordType } from './record-type.ts';
import { recordView } from './record-view.ts';
import { rootList } from './root-list.ts';
import type { SubgraphContext } from './subgraph-context.ts';
import { subjectLists } from './subject-list.ts';

type Resolver = (parent: never, args: never, context: SubgraphContext, info: GraphQLResolveInfo) => unknown;
type Resolvers = Record<string, Record<string, Resolver>>;

/** Resolvers that follow from the SDL, and those of them that resolve many parents at once. */
export interface DerivedResolvers {
  readonly resolvers: Resolvers;
  readonly batches: BatchResolvers;
}

/** Resolvers that follow from the SDL: entities by subject and by record, lists with paging and filters. */
export function deriveResolvers(types: readonly RecordType[]): DerivedResolvers {
  const batches = new Map<string, BatchResolver>();
  const resolvers: Resolvers = { CreditSubject: { __resolveReference: stub('CreditSubject') } };
  const add = (type: string, field: string, resolver: Resolver) => {
    resolvers[type] = { ...resolvers[type], [field]: resolver };
  };
  for (const type of types) {
    const listField = listFieldName(type.name);
    const addSubjectList = (owner: string, key: 'id' | 'subjectId') => {
      const coordinate = `${owner}.${listField}`;
      add(owner, listField, recordsOfSubject(type, coordinate, key));
      batches.set(coordinate, recordsOfSubjects(type, coordinate, key));
    };
    add('Query', listField, allRecords(type));
    batches.set(`Query.${listField}`, allRecordsAtOnce(type));
    addSubjectList('CreditSubject', 'id');
    const section = type.entry.section === undefined ? undefined : SECTION_TYPES[type.entry.section];
    if (section !== undefined && type.entry.class === 'PUBLIC') {
      add(section, '__resolveReference', stub(section));
      addSubjectList(section, 'subjectId');
    }
    add(type.name, '__resolveReference', recordByReference(type));
  }
  return { resolvers, batches };
}

/** A reference is its own answer: the department knows subjects by id only. */
function stub(typeName: string): Resolver {
  return ((reference: object) => ({ ...reference, __typename: typeName })) as Resolver;
}

function allRecords(type: RecordType): Resolver {
  return ((_: unknown, args: ListArguments, context: SubgraphContext, info: GraphQLResolveInfo) =>
    rootList(type, context, selectsTotal(info), (bounds) =>
      recordQuery(type, args, bounds, context.store),
    )) as Resolver;
}

/** The same where the operation is known beforehand. */
function allRecordsAtOnce(type: RecordType): BatchResolver {
  const queryOf = rememberedQuery(type);
  return (async (
    parents: readonly unknown[],
    args: ListArguments,
    context: SubgraphContext,
    selects: (field: string) => boolean,
  ) => {
    const list = await rootList(type, context, selects('totalCount'), (bounds) => queryOf(args, bounds, context.store));
    return parents.map(() => list);
    // cast: arguments are what the schema says
  }) as unknown as BatchResolver;
}

function recordsOfSubject(type: RecordType, coordinate: string, key: 'id' | 'subjectId'): Resolver {
  return (async (
    parent: Readonly<Record<typeof key, string>>,
    args: ListArguments,
    context: SubgraphContext,
    info: GraphQLResolveInfo,
  ) => {
    const [list] = await subjectLists([parent[key]], {
      type,
      coordinate,
      withTotal: selectsTotal(info),
      first: () => pageSize(args.first),
      context,
      read: async (ids, bounds) => {
        const query = recordQuery(type, args, bounds, context.store);
        return new Map(
          await Promise.all(ids.map(async (id) => [id, await context.load.recordPage(query, id)] as const)),
        );
      },
    });
    return list;
  }) as Resolver;
}

/** The same for many subjects in one read. */
function recordsOfSubjects(type: RecordType, coordinate: string, key: 'id' | 'subjectId'): BatchResolver {
  const queryOf = rememberedQuery(type);
  return ((
    parents: readonly Readonly<Record<typeof key, string>>[],
    args: ListArguments,
    context: SubgraphContext,
    selects: (field: string) => boolean,
  ) =>
    subjectLists(
      parents.map((parent) => parent[key]),
      {
        type,
        coordinate,
        withTotal: selects('totalCount'),
        first: () => pageSize(args.first),
        context,
        read: (ids, bounds) => context.store.recordsBySubject(queryOf(args, bounds, context.store), ids),
      },
    )) as unknown as BatchResolver; // cast: parents and arguments are what the schema says
}

/** A record that the caller may not see is null like one that does not exist; a reason is given where the subject is one. */
function recordByReference(type: RecordType): Resolver {
  return (async (reference: { readonly id: string }, context: SubgraphContext) => {
    const access = context.access.of(type.name);
    const record = access.isClosed ? null : await context.load.record(type.name, reference.id);
    if (record === null) return null;
    const row = access.of(await rowOf(record.subjectId, record.subjectKind, access, context));
    if (row.reason !== null) context.disclosed.denied(type.name, row.reason);
    const sights = sightsOfRecord(row, record, type.guard.isPublished, context.today);
    if (sights === null) return null;
    context.disclosed.about([record.subjectId]);
    return recordView(type, record, sights, context);
    // cast: __resolveReference takes the context second, unlike other resolvers
  }) as unknown as Resolver;
}

/** Whether the list's total is asked for, which costs a count. */
function selectsTotal(info: GraphQLResolveInfo): boolean {
  return info.fieldNodes.some((node) => selectsField(node.selectionSet, 'totalCount', info));
}

/** Whether the selection asks for the field, directly or through fragments. */
function selectsField(selections: SelectionSetNode | undefined, field: string, info: GraphQLResolveInfo): boolean {
  return (selections?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === field;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value];
    return selectsField(fragment?.selectionSet, field, info);
  });
}
