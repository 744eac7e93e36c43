import type { Caller } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import type { AuditPage } from '../../storage/audit/port.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { departmentAccess, type Registered, subjectAccess } from './access-view.ts';

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

interface DepartmentArguments extends PageArguments {
  readonly department?: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
}

interface FigureArguments {
  readonly since: string;
  readonly first?: number | null;
}

/** The audit trail for those who have a right to it; to all others it looks as if there were nothing. */
export const resolvers: ResolverMap = {
  Query: {
    departmentAccessLog: (_: unknown, args: DepartmentArguments, context: SubgraphContext) =>
      departmentAccessLog(args, context),
    accessFigures: (_: unknown, args: FigureArguments, context: SubgraphContext) => accessFigures(args, context),
  },
  CreditSubject: {
    accessLog: ({ id }: { id: string }, args: PageArguments, context: SubgraphContext) => accessLog(id, args, context),
  },
};

async function accessLog(subject: string, args: PageArguments, context: SubgraphContext) {
  const { audit, disclosed, passport } = context;
  const { caller } = passport;
  const isOwn = caller.kind === 'subject' && caller.subject === subject;
  if (audit === null || !(isOwn || caller.kind === 'auditor')) return null;
  const page = await audit.find({ subject, ...paging(args) });
  disclosed.about([subject]);
  const registered = await registeredIn(context);
  return { nodes: page.entries.map((entry) => subjectAccess(entry, registered)), pageInfo: pageInfo(page) };
}

async function departmentAccessLog(args: DepartmentArguments, context: SubgraphContext) {
  const { audit, disclosed, passport } = context;
  const department = visibleDepartment(passport.caller, args.department ?? null);
  if (audit === null || department === null) return null;
  const itemPrefix = `${department}.`;
  const page = await audit.find({ itemPrefix, ...period(args), ...paging(args) });
  const registered = await registeredIn(context);
  const nodes = page.entries.map((entry) => departmentAccess(entry, itemPrefix, registered));
  disclosed.about(nodes.flatMap(({ subjects }) => subjects.map(({ id }) => id)));
  return { nodes, pageInfo: pageInfo(page) };
}

async function accessFigures({ since, first }: FigureArguments, { audit, passport }: SubgraphContext) {
  if (audit === null || passport.caller.kind !== 'auditor') return null;
  const figures = await audit.figures('caller', instant('since', since));
  return figures.slice(0, pageSize(first)).map(({ key, ...figure }) => ({ caller: key, ...figure }));
}

/** Nobody where the process keeps no registrations: callers are told by their ids then. */
async function registeredIn({ governance }: SubgraphContext): Promise<Registered> {
  const applications = (await governance?.applications()) ?? [];
  return new Map(applications.map((application) => [application.id, application]));
}

/** The department whose items the caller may ask about; null where it may not. */
function visibleDepartment({ kind, department: own }: Caller, asked: string | null): string | null {
  if (kind === 'officer') return asked === null || asked === own ? own : null;
  if (kind !== 'auditor') return null;
  if (asked === null) throw invalidArgument('department', 'an auditor names the department.');
  return asked;
}

function paging({ first, after }: PageArguments) {
  return { first: pageSize(first), ...(after == null ? {} : { before: numberOf(after) }) };
}

function period({ since, until }: DepartmentArguments) {
  return {
    ...(since == null ? {} : { since: instant('since', since) }),
    ...(until == null ? {} : { until: instant('until', until) }),
  };
}

function pageInfo({ entries, hasNextPage }: AuditPage) {
  const last = entries.at(-1);
  return { hasNextPage, endCursor: last === undefined ? null : cursorOf(last.seq) };
}

function cursorOf(seq: number): string {
  return Buffer.from(String(seq)).toString('base64url');
}

function numberOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,15}$/.test(text)) throw new HubError('INVALID_CURSOR');
  return Number(text);
}

/** As the trail compares instants: in UTC, with milliseconds. */
function instant(argument: string, value: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw invalidArgument(argument, 'it is not an instant.');
  return new Date(time).toISOString();
}
