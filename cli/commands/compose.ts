import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ALARMING, type SupergraphChange, supergraphChanges } from '../../schema/changes/supergraph-changes.ts';
import { HubError } from '../../schema/errors.ts';
import { creditReportOperation } from '../../schema/operations/credit-report-operation.ts';
import { packageRoot } from '../../schema/package-root.ts';
import { readSupergraph } from '../../schema/supergraph/supergraph.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { composeFolder, SUPERGRAPH_FILE } from '../compose-folder.ts';

export interface ComposeOptions {
  readonly check?: boolean;
  readonly against?: string;
  readonly url: string;
}

/** The credit report as one operation, made from the supergraph. */
export const REPORT_FILE = join(packageRoot, 'schema', 'operations', 'credit-report.graphql');

/** Composes the folders and writes, or with `--check` compares, what is generated from them. */
export async function composeCommand(options: ComposeOptions): Promise<void> {
  const subgraphs = await loadSubgraphs();
  const supergraphSdl = composeFolder(subgraphs, options.url);
  console.log(`${subgraphs.length} subgraphs compose.`);
  if (options.against !== undefined) await report(options.against, supergraphSdl);
  const generated: [string, string][] = [
    [SUPERGRAPH_FILE, supergraphSdl],
    [REPORT_FILE, creditReportOperation(readSupergraph(supergraphSdl))],
  ];
  for (const [file, text] of generated) {
    if (options.check) refuseStale(file, text);
    else write(file, text);
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`Wrote ${relative(packageRoot, file)}.`);
}

function refuseStale(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  throw invalid(`${relative(packageRoot, file)} does not fit the department folders; run "credit-hub compose".`);
}

async function report(file: string, supergraphSdl: string): Promise<void> {
  if (!existsSync(file)) throw invalid(`the file of --against does not exist: ${file}`);
  const changes = await supergraphChanges(readFileSync(file, 'utf8'), supergraphSdl);
  console.log(changes.length === 0 ? 'Nothing changes.' : changes.map(changeText).join('\n'));
  const alarming = changes.filter((change) => ALARMING.includes(change.class)).length;
  if (alarming > 0) throw invalid(`${alarming} of the ${changes.length} changes are breaking or change who may read.`);
}

function changeText(change: SupergraphChange): string {
  return `${change.class.toUpperCase().padEnd(17)} ${change.coordinate}: ${change.text}`;
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
