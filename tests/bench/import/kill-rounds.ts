import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportRun, runImport } from './import-run.ts';
import { type ImportedState, importedState } from './imported-state.ts';

/** What is imported, and into which store. Both are copied first. */
export interface KilledImport {
  readonly file: string;
  readonly data: string;
}

/** Where an import has ended: what is in the store, and which files lie about. */
export interface ImportEnd {
  readonly code: number | null;
  readonly state: ImportedState;
  readonly files: readonly string[];
}

export interface KillRounds {
  readonly undisturbed: ImportEnd;
  /** Ends of imports that were killed at least once, and then run to their end. */
  readonly disturbed: readonly ImportEnd[];
  readonly kills: number;
}

/** Most kills of one import before it may run to its end. */
const MAX_KILLS_OF_ONE = 4;

/** Imports the file once undisturbed, and as often as it takes to kill it so many times at random moments. */
export async function killRounds(task: KilledImport, kills: number): Promise<KillRounds> {
  let seconds = 0;
  const undisturbed = await inCopy(task, async (copy) => {
    const run = await runImport(copy);
    seconds = run.seconds;
    return run;
  });
  const disturbed: ImportEnd[] = [];
  let killed = 0;
  while (killed < kills) {
    const most = Math.min(kills - killed, 1 + Math.floor(Math.random() * MAX_KILLS_OF_ONE));
    const end = await inCopy(task, async (copy) => {
      for (let kill = 0; kill < most; kill += 1) {
        const run = await runImport(copy, seconds * 1_000 * Math.random());
        if (run.signal === null) return run; // it was faster
        killed += 1;
      }
      return runImport(copy);
    });
    disturbed.push(end);
  }
  return { undisturbed, disturbed, kills: killed };
}

async function inCopy(
  { file, data }: KilledImport,
  run: (copy: KilledImport) => Promise<ImportRun>,
): Promise<ImportEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-kills-'));
  const copy = { file: join(folder, 'report.csv'), data: join(folder, 'data') };
  try {
    copyFileSync(file, copy.file);
    cpSync(data, copy.data, { recursive: true });
    const { code, errors } = await run(copy);
    if (code === 1) throw new Error(`the import ended with an error: ${errors}`);
    return { code, state: await importedState(copy.data, `${copy.file}.rejects.csv`), files: readdirSync(folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
