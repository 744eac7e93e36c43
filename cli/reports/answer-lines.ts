import type { ServerResponse } from 'node:http';
import type { RowProblem } from '../../storage/collection/port.ts';
import { drained } from '../drained.ts';

/** The lines of an answer to a report, written no faster than the client reads them. */
export class AnswerLines {
  readonly #response: ServerResponse;
  readonly #requestId: string;

  constructor(response: ServerResponse, requestId: string) {
    this.#response = response;
    this.#requestId = requestId;
  }

  /** Whether the client was told already that its report is taken. */
  get areBegun(): boolean {
    return this.#response.headersSent;
  }

  /** A line for each row that is not plainly accepted. Resolves when the client can take more, or has gone. */
  async write(outcomes: readonly RowProblem[]): Promise<void> {
    this.#begin();
    const told = outcomes.filter(({ outcome, findings }) => outcome !== 'accepted' || findings.length > 0);
    if (told.length === 0) return;
    this.#response.write(told.map((line) => `${JSON.stringify(line)}\n`).join(''));
    if (this.#response.writableNeedDrain) await drained(this.#response, this.#response);
  }

  end(last: object): void {
    this.#begin();
    this.#response.end(`${JSON.stringify(last)}\n`);
  }

  #begin(): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': this.#requestId,
    });
  }
}
