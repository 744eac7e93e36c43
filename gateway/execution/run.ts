import DataLoader from 'dataloader';
import type { EntityRows } from '../../schema/access/entity-rows.ts';
import type { Disclosure } from '../../schema/access/passport.ts';
import type { HubError } from '../../schema/errors.ts';
import type { FetchCall, Variables } from '../sources/source.ts';
import type { FieldError } from './field-error.ts';
import { ResultNode } from './result-node.ts';
import type { RowGates } from './row-gates.ts';

/** One execution of a compiled operation: the tree that grows, and what went wrong on the way. */
export interface Run {
  readonly root: ResultNode;
  readonly variables: Variables;
  readonly call: FetchCall;
  readonly errors: FieldError[];
  /** What departments said of their answers. */
  readonly disclosures: Disclosure[];
  /** What fetches that begin together want of the same entities, by what they require; gone when the tree changes. */
  readonly wanted: Map<string, WantedEntities>;
  readonly log: (cause: unknown) => void;
  /** What entities are held against before departments are asked about them; undefined where that is nothing. */
  readonly gates: RowGates | undefined;
  /** Areas of subjects, each looked up once; undefined where nobody can be asked. */
  readonly areas: DataLoader<string, string | null> | undefined;
}

/** Entities to ask about, each once, and everywhere in the tree that they stand. */
export interface WantedEntities {
  readonly representations: readonly ResultNode[];
  /** In the order of the representations. */
  readonly nodes: readonly (readonly ResultNode[])[];
}

/** A part of a plan, compiled. It does not throw; it is done when it returns, or when its promise resolves. */
export type Step = (run: Run) => void | Promise<void>;

/** Most errors of one answer; a department that reports one for each of thousands of rows says no more than that. */
export const MAX_ERRORS = 100;

/** Begins an execution. */
export function newRun(variables: Variables, call: FetchCall, log: Run['log'], gates?: RowGates): Run {
  const areas = gates?.areasOf && areaLoader(gates.areasOf);
  return { root: new ResultNode(), variables, call, errors: [], disclosures: [], wanted: new Map(), log, gates, areas };
}

function areaLoader(areasOf: NonNullable<EntityRows['areasOf']>): DataLoader<string, string | null> {
  return new DataLoader(async (ids) => {
    const found = await areasOf(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** Adds an error to the answer. */
export function addError(run: Run, error: HubError, path: FieldError['path']): void {
  if (run.errors.length < MAX_ERRORS) run.errors.push({ error, path });
}
