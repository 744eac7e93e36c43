import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../../storage/process-alive.ts';
import type { ReportedRow } from '../../subgraphs/_runtime/intake/reported-table.ts';
import { csvLine } from './csv-line.ts';
import { REJECT_COLUMNS } from './reject-columns.ts';

/** Characters that are gathered before they are written. */
const WRITE_FROM_LENGTH = 256 * 1024;

/** Between the findings of a row, which share its cells. */
const SEPARATOR = '；';

/** Why a row was refused, in the clerk's words. */
export interface RejectReason {
  readonly rule: string;
  /** Heading of the column; empty where it is about the row as a whole. */
  readonly field: string;
  readonly problem: string;
  readonly advice: string;
}

/**
 * The rows that were refused, as a CSV file (UTF-8 with a byte order mark, so that spreadsheets know it) that can be mended and
 * handed in again: the original columns, and in front of them why. Cells that a spreadsheet would run are protected.
 *
 * The file gets its name when it is finished and safe on the disk; until then it is another, beside it. Only its owner may read it,
 * since it holds what was reported.
 */
export class RejectFile {
  readonly #path: string;
  readonly #draft: string;
  readonly #file: FileHandle;
  #text = '\uFEFF';

  private constructor(path: string, draft: string, file: FileHandle) {
    this.#path = path;
    this.#draft = draft;
    this.#file = file;
  }

  /** @throws the error of the file system where it cannot be made */
  static async create(path: string, header: readonly string[]): Promise<RejectFile> {
    await removeAbandonedDrafts(path);
    const draft = `${path}.${process.pid}.part`;
    await rm(draft, { force: true });
    const file = new RejectFile(path, draft, await open(draft, 'wx', 0o600));
    file.#text += csvLine([...REJECT_COLUMNS, ...header]);
    return file;
  }

  /** @throws the error of the file system, as a full disk; the draft is then to be discarded */
  async add({ number, values }: ReportedRow, reasons: readonly RejectReason[]): Promise<void> {
    const joined = (part: keyof RejectReason) => reasons.map((reason) => reason[part]).join(SEPARATOR);
    this.#text += csvLine([
      String(number),
      joined('rule'),
      joined('field'),
      joined('problem'),
      joined('advice'),
      ...values,
    ]);
    if (this.#text.length >= WRITE_FROM_LENGTH) await this.#write();
  }

  /**
   * Puts the file in its place, instead of any that is there.
   *
   * @throws the error of the file system
   */
  async finish(): Promise<void> {
    await this.#write();
    await this.#file.sync();
    await this.#file.close();
    await rename(this.#draft, this.#path);
    await syncFolder(dirname(this.#path));
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#file.close();
    await rm(this.#draft, { force: true });
  }

  async #write(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    await this.#file.writeFile(text);
  }
}

/** Removes what imports of the file that were killed have left behind, since it holds what was reported. */
async function removeAbandonedDrafts(path: string): Promise<void> {
  const folder = dirname(path);
  const beginning = `${basename(path)}.`;
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(beginning) ? /^(\d+)\.part$/.exec(name.slice(beginning.length))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** A rename lasts when the folder is on the disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
