import { progressLine } from '../progress-line.ts';
import type { Lag } from './pull.ts';

/** Shows how far a pull has come: records, rate, and how far it is behind. */
export interface PullProgress {
  page(changes: number): void;
  lag(lag: Lag | null): void;
  note(text: string): void;
  end(): void;
  abandon(): void;
}

export function pullProgress(origin: string, now: () => number = () => performance.now()): PullProgress {
  const line = progressLine(origin);
  const begun = now();
  let records = 0;
  let behind: number | null = null;
  let most = 0;
  const show = () => {
    const seconds = (now() - begun) / 1_000;
    const rate = seconds < 0.1 ? 0 : Math.round(records / seconds);
    const lag = behind === null ? '' : `, ${behind.toLocaleString('en')} entries behind`;
    const note = `${records.toLocaleString('en')} changes, ${rate.toLocaleString('en')}/s${lag}`;
    line.show(behind === null || most === 0 ? 0 : 1 - behind / most, note);
  };
  return {
    page: (changes) => {
      records += changes;
      show();
    },
    lag: (lag) => {
      if (lag?.entries == null) return;
      behind = lag.entries;
      most = Math.max(most, behind);
      show();
    },
    note: (text) => console.error(`${origin}: ${text}`),
    end: () => {
      behind = 0;
      most = Math.max(most, 1);
      show();
      line.end(`done in ${((now() - begun) / 1_000).toFixed(1)} s`);
    },
    abandon: () => line.abandon(),
  };
}
