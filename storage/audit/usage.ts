import type { AuditEntry } from './port.ts';

/** What requests are counted by. */
export type UsageKind = 'agreement' | 'caller';

/** Requests of one hour under one agreement or of one caller. */
export interface Usage {
  readonly kind: UsageKind;
  readonly key: string;
  /** Beginning of an instant in UTC, down to the hour: "2026-11-25T04". */
  readonly hour: string;
  readonly requests: number;
  readonly subjects: number;
  readonly lastAt: string;
}

const HOUR_MS = 3_600_000;

/** China Standard Time is eight hours ahead of UTC, all the year. */
const CITY_OFFSET_HOURS = 8;

/** What the entries add to the counters, each counter once. */
export function usageOf(entries: readonly AuditEntry[]): readonly Usage[] {
  const counters = new Map<string, Usage>();
  for (const entry of entries) {
    for (const grant of new Set(entry.grants)) count(counters, 'agreement', grant, entry);
    count(counters, 'caller', entry.caller.id, entry);
  }
  return [...counters.values()];
}

/** The hour that an instant lies in. */
export function hourOf(at: string): string {
  return at.slice(0, 13);
}

/** First hour of a day in China Standard Time, and the first one after the day. */
export function hoursOfDay(day: string): { readonly from: string; readonly until: string } {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const hour = (ahead: number) => hourOf(new Date(midnight + ahead * HOUR_MS).toISOString());
  return { from: hour(-CITY_OFFSET_HOURS), until: hour(24 - CITY_OFFSET_HOURS) };
}

function count(counters: Map<string, Usage>, kind: UsageKind, key: string, { at, subjects }: AuditEntry): void {
  const hour = hourOf(at);
  const name = `${kind} ${hour} ${key}`;
  const known = counters.get(name);
  counters.set(name, {
    kind,
    key,
    hour,
    requests: (known?.requests ?? 0) + 1,
    subjects: (known?.subjects ?? 0) + subjects.length,
    lastAt: known === undefined || known.lastAt < at ? at : known.lastAt,
  });
}
