import type { GraphQLResolveInfo } from 'graphql';
import type { AccessRules } from '../../schema/access/access-rule.ts';
import { SECTION_TYPES } from '../../schema/expansion/record-type.ts';
import { listFieldName } from '../../schema/list-field-name.ts';
import type { BatchResolver, BatchResolvers } from './batch/batch-resolver.ts';
import { connection, type ListArguments, listQuery, rememberedQuery, selectsTotal } from './record-list.ts';
import type { RecordType } from './record-type.ts';
import { type RecordView, recordView } from './record-view.ts';
import type { SubgraphContext } from './subgraph-context.ts';

type Resolver = (parent: never, args: never, context: SubgraphContext, info: GraphQLResolveInfo) => unknown;
type Resolvers = Record<string, Record<string, Resolver>>;

/** Resolvers that follow from the SDL, and those of them that resolve many parents at once. */
export interface DerivedResolvers {
  readonly resolvers: Resolvers;
  readonly batches: BatchResolvers;
}

/**
 * Resolvers that follow from the SDL: entities by subject and by record, lists with paging and filters, and the
 * department's own check of every protected field.
 */
export function deriveResolvers(types: readonly RecordType[], rules: AccessRules): DerivedResolvers {
  const batches = new Map<string, BatchResolver>();
  const resolvers: Resolvers = { CreditSubject: { __resolveReference: stub('CreditSubject') } };
  const add = (type: string, field: string, resolver: Resolver) => {
    resolvers[type] = { ...resolvers[type], [field]: resolver };
  };
  for (const type of types) {
    const listField = listFieldName(type.name);
    add('Query', listField, allRecords(type));
    batches.set(`Query.${listField}`, allRecordsAtOnce(type));
    add('CreditSubject', listField, recordsOfSubject(type, 'id'));
    batches.set(`CreditSubject.${listField}`, recordsOfSubjects(type, 'id'));
    const section = type.entry.section === undefined ? undefined : SECTION_TYPES[type.entry.section];
    if (section !== undefined && type.entry.class === 'PUBLIC') {
      add(section, '__resolveReference', stub(section));
      add(section, listField, recordsOfSubject(type, 'subjectId'));
      batches.set(`${section}.${listField}`, recordsOfSubjects(type, 'subjectId'));
    }
    add(type.name, '__resolveReference', recordByReference(type));
    for (const [field, resolver] of guardedFields(type, rules)) add(type.name, field, resolver);
  }
  return { resolvers, batches };
}

/** A reference is its own answer: the department knows subjects by id only. */
function stub(typeName: string): Resolver {
  return ((reference: object) => ({ ...reference, __typename: typeName })) as Resolver;
}

function allRecords(type: RecordType): Resolver {
  return (async (_: unknown, args: ListArguments, context: SubgraphContext, info: GraphQLResolveInfo) => {
    if (!context.access.mayRead(type.name, 'id')) return null;
    const query = listQuery(type, args, context, selectsTotal(info));
    return connection(type, await context.store.listRecords(query), context);
  }) as Resolver;
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
    if (!context.access.mayRead(type.name, 'id')) return parents.map(() => null);
    const page = await context.store.listRecords(queryOf(args, context, selects('totalCount')));
    return parents.map(() => connection(type, page, context));
    // cast: arguments are what the schema says
  }) as unknown as BatchResolver;
}

function recordsOfSubject(type: RecordType, key: 'id' | 'subjectId'): Resolver {
  return (async (
    parent: Readonly<Record<typeof key, string>>,
    args: ListArguments,
    context: SubgraphContext,
    info: GraphQLResolveInfo,
  ) => {
    if (!context.access.mayRead(type.name, 'id')) return null;
    const page = await context.load.recordPage(listQuery(type, args, context, selectsTotal(info)), parent[key]);
    return connection(type, page, context);
  }) as Resolver;
}

/** The same for many subjects in one read. */
function recordsOfSubjects(type: RecordType, key: 'id' | 'subjectId'): BatchResolver {
  const queryOf = rememberedQuery(type);
  return (async (
    parents: readonly Readonly<Record<typeof key, string>>[],
    args: ListArguments,
    context: SubgraphContext,
    selects: (field: string) => boolean,
  ) => {
    if (!context.access.mayRead(type.name, 'id')) return parents.map(() => null);
    const query = queryOf(args, context, selects('totalCount'));
    const pages = await context.store.recordsBySubject(
      query,
      parents.map((parent) => parent[key]),
    );
    return parents.map((parent) => connection(type, pages.get(parent[key]) ?? null, context));
    // cast: parents and arguments are what the schema says
  }) as unknown as BatchResolver;
}

/** A record that the caller may not see looks like one that does not exist. */
function recordByReference(type: RecordType): Resolver {
  return (async (reference: { readonly id: string }, context: SubgraphContext) => {
    const record = await context.load.record(type.name, reference.id);
    const visible = record !== null && context.access.maySeeRecord(record, context.today);
    return visible ? recordView(type, record, context.today) : null;
    // cast: __resolveReference takes the context second, unlike other resolvers
  }) as unknown as Resolver;
}

/** Sealed and protected fields, each checked against the caller once more. */
function guardedFields(type: RecordType, rules: AccessRules): [string, Resolver][] {
  return [...type.fields.values()]
    .filter((field) => field.sealed || rules.has(`${type.name}.${field.name}`))
    .map((field) => {
      const read = (view: RecordView, context: SubgraphContext) =>
        field.sealed ? context.store.unseal(view.stored, field.name) : (view[field.name] ?? null);
      const resolver = (view: RecordView, _: unknown, context: SubgraphContext) =>
        context.access.mayRead(type.name, field.name) ? read(view, context) : null;
      return [field.name, resolver as Resolver];
    });
}
