import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { print } from 'graphql';
import { compose } from '../schema/composition/compose.ts';
import { problemText } from '../schema/composition/problem.ts';
import { HubError } from '../schema/errors.ts';
import { packageRoot } from '../schema/package-root.ts';
import { deniedCatalogueWords } from '../seeds/reference/catalogue-deny-list.ts';
import type { Subgraph } from '../subgraphs/_runtime/subgraph.ts';

/** The committed supergraph. */
export const SUPERGRAPH_FILE = join(packageRoot, 'schema', 'supergraph.graphql');

/** Where the supergraph says that a subgraph is, unless told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:{port}/graphql';

/**
 * The supergraph of the folders, with a first line that tells what it was made from.
 *
 * @throws HubError COMPOSITION_FAILED with every problem on a line of its own.
 */
export function composeFolder(subgraphs: readonly Subgraph[], urlTemplate: string): string {
  const sources = subgraphs.map(({ department, document }) => ({
    name: department.code,
    url: urlTemplate.replaceAll('{code}', department.code).replaceAll('{port}', String(department.port)),
    document,
    yields: department.yields ?? [],
  }));
  const result = compose(sources, deniedCatalogueWords());
  if (result.kind === 'refused') {
    throw new HubError('COMPOSITION_FAILED', { details: { problem: result.problems.map(problemText).join('\n') } });
  }
  return `${headerLine(subgraphs, urlTemplate)}\n${result.supergraphSdl.trimEnd()}\n`;
}

/** The committed supergraph where it was made from these folders as they are, else null. */
export function committedSupergraph(subgraphs: readonly Subgraph[], urlTemplate: string): string | null {
  if (!existsSync(SUPERGRAPH_FILE)) return null;
  const text = readFileSync(SUPERGRAPH_FILE, 'utf8');
  return text.startsWith(`${headerLine(subgraphs, urlTemplate)}\n`) ? text : null;
}

function headerLine(subgraphs: readonly Subgraph[], urlTemplate: string): string {
  const hash = createHash('sha256').update(urlTemplate);
  for (const { department, document } of subgraphs) {
    hash.update(`\u0000${department.code} ${department.port} ${department.yields ?? ''}\u0000${print(document)}`);
  }
  return `# Made by "credit-hub compose"; do not edit. Sources: ${hash.digest('hex').slice(0, 32)}`;
}
