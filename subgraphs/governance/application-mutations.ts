import type { Caller } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import type { Application } from '../../storage/governance/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { CONFLICT, invalid, NOT_FOUND, notAllowed, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { catalogueIn, storeOf } from './governance-context.ts';
import { maySeeApplication } from './visibility.ts';

/** Longest name and contact, in characters. */
const MAX_TEXT = 200;

/** Begins of ids by kind. */
const PREFIXES: Readonly<Record<Application['kind'], string>> = {
  application: 'app',
  platform: 'platform',
  agency: 'agency',
};

interface ApplicationPayload {
  readonly application: Application | null;
  readonly problems: readonly Problem[];
}

interface RegistrationInput {
  readonly id: string;
  readonly name: string;
  readonly kind: 'APPLICATION' | 'PLATFORM' | 'AGENCY';
  readonly department?: string | null;
  readonly contact: string;
}

interface EnablingArguments {
  readonly id: string;
  readonly version: number;
  readonly enabled: boolean;
}

/** What operators do with applications. */
export const applicationMutations = {
  registerApplication: (_: unknown, { input }: { input: RegistrationInput }, context: SubgraphContext) =>
    registerApplication(input, context),
  setApplicationEnabled: (_: unknown, args: EnablingArguments, context: SubgraphContext) =>
    setApplicationEnabled(args, context),
} satisfies Record<string, FieldResolver>;

async function registerApplication(
  input: RegistrationInput,
  context: SubgraphContext,
): Promise<ApplicationPayload | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  if (caller.kind !== 'operator') return refused(null, OPERATORS_ONLY);
  const kind = KINDS[input.kind];
  const { id, name, contact, department = null } = input;
  const application: Application = { id, version: 1, name, kind, department, contact, enabled: true };
  const problems = registrationProblems(application, catalogueIn(context).departments);
  if (problems.length > 0) return refused(null, ...problems);
  if ((await storeOf(context).application(id)) !== null) return refused(null, TAKEN);
  return save(application, caller, context);
}

async function setApplicationEnabled(
  { id, version, enabled }: EnablingArguments,
  context: SubgraphContext,
): Promise<ApplicationPayload | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const application = await storeOf(context).application(id);
  if (application === null || !maySeeApplication(application, caller)) return refused(null, NOT_FOUND);
  if (caller.kind !== 'operator') return refused(application, OPERATORS_ONLY);
  if (application.version !== version) return refused(application, CONFLICT);
  if (application.enabled === enabled) return { application, problems: [] };
  return save({ ...application, version: version + 1, enabled }, caller, context);
}

const KINDS: Readonly<Record<RegistrationInput['kind'], Application['kind']>> = {
  APPLICATION: 'application',
  PLATFORM: 'platform',
  AGENCY: 'agency',
};

const OPERATORS_ONLY = notAllowed('Only operators of the hub do this.');

const TAKEN = invalid('id', 'It is registered already. Give every application an id of its own.');

function registrationProblems(
  { id, name, kind, department, contact }: Application,
  departments: ReadonlyMap<string, string>,
): Problem[] {
  return [
    ...idProblems(id, PREFIXES[kind]),
    ...textProblems('name', name),
    ...departmentProblems(kind, department, departments),
    ...textProblems('contact', contact),
  ];
}

function idProblems(id: string, prefix: string): Problem[] {
  const fits = new RegExp(`^${prefix}:[a-z0-9]+(-[a-z0-9]+)*$`).test(id) && id.length <= 64;
  if (fits) return [];
  return [invalid('id', `It is not "${prefix}:" and a name of at most 64 lower case letters, digits and hyphens.`)];
}

function departmentProblems(
  kind: Application['kind'],
  department: string | null,
  departments: ReadonlyMap<string, string>,
): Problem[] {
  if (kind !== 'application') {
    return department === null
      ? []
      : [invalid('department', 'Only applications belong to a department. Leave it out.')];
  }
  const fits = department !== null && departments.has(department);
  return fits ? [] : [invalid('department', 'It is not the code of a department of the hub.')];
}

function textProblems(field: string, text: string): Problem[] {
  const length = [...text.trim()].length;
  if (length > 0 && length <= MAX_TEXT) return [];
  return [invalid(field, `It must have 1 to ${MAX_TEXT} characters.`)];
}

async function save(application: Application, caller: Caller, context: SubgraphContext): Promise<ApplicationPayload> {
  const store = storeOf(context);
  try {
    await store.saveApplication(application);
    return { application, problems: [] };
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'CONFLICT')) throw error;
    const now = await store.application(application.id);
    return refused(now !== null && maySeeApplication(now, caller) ? now : null, CONFLICT);
  }
}

function refused(application: Application | null, ...problems: readonly Problem[]): ApplicationPayload {
  return { application, problems };
}
