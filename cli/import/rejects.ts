import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HubError } from '../../schema/errors.ts';
import { type IntakeRule, intakeRules } from '../../seeds/reference/intake-rules.ts';
import type { Finding } from '../../storage/collection/port.ts';
import type { CollectedItem } from '../../subgraphs/_runtime/intake/collection.ts';
import type { PreparedChunk } from '../../subgraphs/_runtime/intake/prepared-chunk.ts';
import type { ReportedRow } from '../../subgraphs/_runtime/intake/reported-table.ts';
import { RejectFile, type RejectReason } from './reject-file.ts';

/** The rows of a file that were refused; there is no file where none was. */
export class Rejects {
  readonly #path: string;
  readonly #header: readonly string[];
  readonly #headings: ReadonlyMap<string, string>;
  readonly #rules: ReadonlyMap<string, IntakeRule>;
  #file: RejectFile | undefined;

  /** @param receivedOn day in the city, YYYY-MM-DD, whose rules the rows were held against */
  constructor(path: string, header: readonly string[], item: CollectedItem, receivedOn: string) {
    this.#path = path;
    this.#header = header;
    this.#headings = new Map(
      item.columns().flatMap(({ field, heading }) => (field === null ? [] : [[field, heading]])),
    );
    this.#rules = intakeRules(receivedOn);
  }

  /**
   * Ends an import that could not keep what it refuses before it begins.
   *
   * @throws HubError CONFIG_INVALID where the folder cannot be written
   */
  async checkFolder(): Promise<void> {
    const folder = dirname(this.#path);
    try {
      await access(folder, constants.W_OK);
    } catch (cause) {
      throw unwritable(`the folder ${folder} for refused rows`, cause);
    }
  }

  /** @throws HubError CONFIG_INVALID where the file cannot be written, as on a full disk */
  async add({ outcomes }: PreparedChunk, rows: readonly ReportedRow[]): Promise<void> {
    for (const [index, { outcome, findings }] of outcomes.entries()) {
      const row = rows[index];
      if (outcome !== 'refused' || row === undefined) continue;
      const reasons = findings.filter((finding) => this.#refuses(finding)).map((one) => this.#reason(one));
      await this.#writing(async () => {
        this.#file ??= await RejectFile.create(this.#path, this.#header);
        await this.#file.add(row, reasons);
      });
    }
  }

  /**
   * Path of the file, or null where no row was refused.
   *
   * @throws HubError CONFIG_INVALID where the file cannot be written
   */
  async finish(): Promise<string | null> {
    await this.#writing(async () => this.#file?.finish());
    return this.#file === undefined ? null : this.#path;
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#file?.discard();
  }

  async #writing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw unwritable(`the file ${this.#path} with refused rows`, cause);
    }
  }

  #refuses({ rule }: Finding): boolean {
    return this.#rules.get(rule)?.severity !== 'W';
  }

  #reason({ rule, field }: Finding): RejectReason {
    const { messageZh = '', remedyZh = '' } = this.#rules.get(rule) ?? {};
    return {
      rule,
      field: field === null ? '' : (this.#headings.get(field) ?? field),
      problem: messageZh,
      advice: remedyZh,
    };
  }
}

function unwritable(what: string, cause: unknown): HubError {
  const problem = `${what} cannot be written; name another folder with --rejects.`;
  return new HubError('CONFIG_INVALID', { cause, details: { problem } });
}
