const BAR = 24;
const REDRAW_MS = 200;

/**
 * A line that shows how far a long work has come, on standard error, so that standard output holds what came of it and nothing
 * else: redrawn on a terminal, every tenth elsewhere.
 */
export interface ProgressLine {
  /** @param share of the work that is done, 0 to 1 */
  show(share: number, note: string): void;
  end(note: string): void;
  /** Leaves the line as it is, where the work ends with an error, which is told below it. */
  abandon(): void;
}

export function progressLine(title: string): ProgressLine {
  const out = process.stderr;
  const started = Date.now();
  let drawn = 0;
  let tenth = -1;
  let last = '';
  return {
    show(share, note) {
      last = note;
      if (out.isTTY && Date.now() - drawn >= REDRAW_MS) {
        drawn = Date.now();
        out.write(`\r${title} ${bar(share)} ${note}, ${remaining(started, share)}   `);
      } else if (!out.isTTY && Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        out.write(`${title}: ${Math.round(share * 100)} %, ${note}, ${remaining(started, share)}\n`);
      }
    },
    abandon() {
      if (out.isTTY && drawn > 0) out.write('\n');
    },
    end(note) {
      out.write(`${out.isTTY ? '\r' : ''}${title} ${bar(1)} ${last}, ${note}${out.isTTY ? '          ' : ''}\n`);
    },
  };
}

function bar(share: number): string {
  const full = Math.min(BAR, Math.round(share * BAR));
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${Math.round(share * 100)} %`;
}

function remaining(started: number, share: number): string {
  if (share <= 0) return '…';
  const seconds = ((Date.now() - started) / 1_000 / share) * (1 - share);
  return `${seconds.toFixed(0)} s left`;
}
