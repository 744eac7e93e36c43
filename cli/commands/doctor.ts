import { accessSync, constants, existsSync } from 'node:fs';
import { HubError } from '../../schema/errors.ts';
import { officialWorkingDays, workingCalendar } from '../../seeds/reference/working-calendar.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { refuseBusyPort } from '../busy-port.ts';
import { committedSupergraph, composeFolder, DEFAULT_URL } from '../compose-folder.ts';
import { openExistingStore, type StoreOptions } from '../open-store.ts';

export interface DoctorOptions extends StoreOptions {
  readonly port: number;
}

const OLDEST_NODE = [20, 19] as const;

/** Something to look at: what it found when all is well, or the error that says what to do. */
interface Check {
  readonly name: string;
  readonly run: (options: DoctorOptions) => Promise<string>;
}

const CHECKS: readonly Check[] = [
  { name: 'Node.js', run: checkNode },
  { name: 'data folder', run: checkFolder },
  { name: 'departments', run: checkDepartments },
  { name: 'supergraph', run: checkSupergraph },
  { name: 'store', run: checkStore },
  { name: 'working-day calendar', run: checkCalendar },
  { name: 'port', run: checkPort },
];

/** Looks at everything that an installation needs; fails when something is wrong. */
export async function doctor(options: DoctorOptions): Promise<void> {
  let wrong = 0;
  for (const { name, run } of CHECKS) {
    try {
      console.log(`ok     ${name}: ${await run(options)}`);
    } catch (error) {
      wrong += 1;
      console.log(`WRONG  ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (wrong > 0)
    throw invalid(`${wrong} of ${CHECKS.length} checks found something wrong; each line above says what to do.`);
}

async function checkNode(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw invalid(`version ${process.versions.node} is too old; install 20.19 or later (22 or 24 recommended).`);
  }
  return process.versions.node;
}

async function checkFolder({ data }: DoctorOptions): Promise<string> {
  if (!existsSync(data)) return `${data} does not exist yet and will be made`;
  try {
    accessSync(data, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new HubError('STORE_NOT_WRITABLE', { cause, details: { folder: data, problem: 'access is denied.' } });
  }
  return data;
}

async function checkDepartments(): Promise<string> {
  const subgraphs = await loadSubgraphs();
  const types = subgraphs.reduce((sum, subgraph) => sum + subgraph.recordTypes.length, 0);
  return `${subgraphs.length} subgraphs with ${types} record types`;
}

async function checkSupergraph(): Promise<string> {
  const subgraphs = await loadSubgraphs();
  composeFolder(subgraphs, DEFAULT_URL);
  if (committedSupergraph(subgraphs, DEFAULT_URL) !== null) return 'composes, and the committed one is up to date';
  throw invalid('schema/supergraph.graphql does not fit the folders; run "credit-hub compose".');
}

async function checkStore(options: DoctorOptions): Promise<string> {
  const store = await openExistingStore(options);
  try {
    await store.verify();
    const { subjects, records } = await store.figures();
    return `${store.description}, ${subjects} subjects, ${records} records, sound`;
  } finally {
    await store.close();
  }
}

async function checkCalendar(): Promise<string> {
  const today = cityDay(new Date());
  const { from, to } = workingCalendar();
  if (officialWorkingDays().isKnown(today)) return `covers today (${today}), and ${to} is its last day`;
  throw new HubError('CALENDAR_OUT_OF_RANGE', { details: { from, to, date: today } });
}

async function checkPort({ port }: DoctorOptions): Promise<string> {
  await refuseBusyPort(port);
  return `${port} is free`;
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
