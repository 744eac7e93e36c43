import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, print } from 'graphql';
import { z } from 'zod';
import { isUscc } from '../../schema/codes/uscc.ts';
import { HubError } from '../../schema/errors.ts';
import { recordUnion } from '../../schema/expansion/record-union.ts';
import { packageRoot } from '../../schema/package-root.ts';
import type { Department } from './department.ts';
import { makeSubgraph, type Subgraph } from './subgraph.ts';

/** The folder that holds a folder per subgraph. */
export const SUBGRAPHS_FOLDER = join(packageRoot, 'subgraphs');

const DATE = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date YYYY-MM-DD');

const ORG_CODE = z.string().refine((code) => isUscc(code), 'must be a valid unified social credit code');

const MANIFEST = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and hyphens'),
  names: z
    .array(
      z.strictObject({
        zh: z.string().min(1),
        en: z.string().min(1),
        validFrom: DATE.optional(),
        validTo: DATE.optional(),
      }),
    )
    .min(1),
  orgCode: ORG_CODE,
  units: z.array(z.strictObject({ zh: z.string().min(1), en: z.string().min(1), orgCode: ORG_CODE })).optional(),
  domain: z.string().min(1),
  port: z.int().min(1).max(65_535),
  timeoutMs: z.int().min(1),
  records: z
    .record(
      z.string(),
      z.strictObject({
        naturalKey: z.array(z.string()).min(1).optional(),
        reportWithinWorkdays: z.int().min(1).optional(),
        registers: z.strictObject({ name: z.string(), areaCode: z.string(), endedDate: z.string() }).optional(),
        succeeds: z.strictObject({ kind: z.string(), successorName: z.string(), successorUscc: z.string() }).optional(),
      }),
    )
    .optional(),
  yields: z.array(z.string()).optional(),
  recordUnion: z.string().min(1).optional(),
  resolvers: z.record(z.string(), z.unknown()).optional(),
  unasked: z.custom((value) => typeof value === 'function', 'must be a function').optional(),
  caseFacts: z.custom<Department['caseFacts']>((value) => typeof value === 'function', 'must be a function').optional(),
});

/**
 * Loads every subgraph of the folder, or the one with the given code. A subgraph is a folder with a schema.graphql; what
 * begins with "_" is none.
 *
 * @throws HubError CONFIG_INVALID that names the folder, the field and the remedy.
 */
export async function loadSubgraphs(folder = SUBGRAPHS_FOLDER): Promise<readonly Subgraph[]> {
  const subgraphs: Subgraph[] = [];
  for (const code of subgraphCodes(folder)) subgraphs.push(await loadSubgraph(code, folder));
  refuseSharedPorts(subgraphs);
  return subgraphs;
}

/** The manifests of the folder, without reading what their SDL says. */
export async function loadManifests(folder = SUBGRAPHS_FOLDER): Promise<readonly Department[]> {
  return Promise.all(subgraphCodes(folder).map((code) => loadManifest(code, folder)));
}

/** Codes of the subgraphs that the folder holds, sorted. */
export function subgraphCodes(folder = SUBGRAPHS_FOLDER): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('_') && existsSync(join(folder, name, 'schema.graphql')))
    .sort();
}

/** Loads one subgraph. */
export async function loadSubgraph(code: string, folder = SUBGRAPHS_FOLDER): Promise<Subgraph> {
  if (!subgraphCodes(folder).includes(code)) {
    throw invalid(`there is no subgraph "${code}"; there are: ${subgraphCodes(folder).join(', ')}.`);
  }
  const department = await loadManifest(code, folder);
  const sdl = [readSdl(code, folder), ...recordUnionOf(department, folder)].join('\n\n');
  return reading(code, () => makeSubgraph(department, sdl));
}

/** Whatever goes wrong is the fault of the folder's SDL. */
function reading<T>(code: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw invalid(`${code}/schema.graphql cannot be read: ${(cause as Error).message}`, cause);
  }
}

/** SDL of the union that the manifest asks for, of the record types of all other folders; none where it asks for none. */
function recordUnionOf({ code, recordUnion: name }: Department, folder: string): readonly string[] {
  if (name === undefined) return [];
  const others = subgraphCodes(folder).filter((other) => other !== code);
  const documents = others.map((other) => reading(other, () => parse(readSdl(other, folder), { noLocation: true })));
  return recordUnion(name, documents).map(print);
}

function readSdl(code: string, folder: string): string {
  return readFileSync(join(folder, code, 'schema.graphql'), 'utf8');
}

async function loadManifest(code: string, folder: string): Promise<Department> {
  const file = moduleFile(join(folder, code, 'department'));
  if (!existsSync(file)) throw invalid(`${code} has no department.ts, or it is not compiled; run "npm run build".`);
  const { default: manifest } = (await import(pathToFileURL(file).href)) as { default: unknown };
  const parsed = MANIFEST.safeParse(manifest);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${code}/department.ts: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
  }
  if (parsed.data.code !== code) {
    throw invalid(`${code}/department.ts: its code is "${parsed.data.code}"; give it the folder's name.`);
  }
  return manifest as Department; // cast checked on the previous lines
}

/** Sources run as they are under a loader; the build runs from dist/, in the same places. */
function moduleFile(path: string): string {
  if (import.meta.filename.endsWith('.ts')) return `${path}.ts`;
  return join(packageRoot, 'dist', `${relative(packageRoot, path)}.js`);
}

function refuseSharedPorts(subgraphs: readonly Subgraph[]): void {
  const owners = new Map<number, string>();
  for (const { department } of subgraphs) {
    const owner = owners.get(department.port);
    if (owner !== undefined) {
      const problem = `${department.code}/department.ts: port ${department.port} is already that of ${owner}; choose another.`;
      throw invalid(problem);
    }
    owners.set(department.port, department.code);
  }
}

function invalid(problem: string, cause?: unknown): HubError {
  return new HubError('CONFIG_INVALID', { cause, details: { problem } });
}
