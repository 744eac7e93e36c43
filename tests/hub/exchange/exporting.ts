import { demoIssuer } from '../../../cli/demo/issuer.ts';
import { personas } from '../../../cli/demo/personas.ts';
import type { TestHub } from '../../harness/test-hub.ts';

/** A change as an export tells it. */
export interface ExportedChange {
  readonly operation: 'UPSERT' | 'WITHDRAW';
  readonly item: string;
  readonly recordId: string;
  readonly version: number;
  readonly subject: { readonly id: string } | null;
  readonly record: Readonly<Record<string, unknown>> | null;
}

/** A line of an export. */
export interface ExportLine {
  readonly change?: ExportedChange;
  readonly page?: {
    readonly cursor: string;
    readonly changes: number;
    readonly hasNextPage: boolean;
    readonly rightsChanged: readonly string[];
  };
  readonly complete?: { readonly cursor: string; readonly changes: number };
  readonly error?: { readonly code: string; readonly message: string; readonly retryable: boolean };
}

/** Headers of a persona of the demo. */
export async function headersOf(
  { folder }: Pick<TestHub, 'folder'>,
  persona = 'regional-platform',
  claims: object = {},
): Promise<Record<string, string>> {
  const known = personas.find(({ name }) => name === persona);
  const token = await demoIssuer(folder).issue({ ...known?.claims, ...claims }, 600);
  const purpose = known?.purpose === undefined ? {} : { 'x-credit-purpose': known.purpose };
  return { authorization: `Bearer ${token}`, ...purpose };
}

export function linesOf(text: string): ExportLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ExportLine); // cast: what the hub writes
}

/** Somebody who applies lines as they come, and knows where it is: at the last page that came whole. */
export class Reader {
  readonly held = new Map<string, number>();
  cursor: string | null = null;
  isComplete = false;
  #open: ExportedChange[] = [];

  apply({ change, page, complete }: ExportLine): void {
    if (change !== undefined) this.#open.push(change);
    if (page !== undefined) {
      for (const { operation, recordId, version } of this.#open) {
        if (operation === 'UPSERT') this.held.set(recordId, version);
        else this.held.delete(recordId);
      }
      this.#open = [];
      this.cursor = page.cursor;
    }
    if (complete !== undefined) this.isComplete = true;
  }

  /** Whatever came behind the last whole page is lost. */
  interrupt(): void {
    this.#open = [];
  }
}
