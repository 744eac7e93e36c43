import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What a process with all that it started has used so far, and holds now. */
export interface Usage {
  readonly cpuMs: number;
  readonly rssMiB: number;
}

/** Fields of /proc/PID/stat after the name in brackets, which may hold spaces. */
const PARENT = 1;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** The kernel counts time for user programs in hundredths of a second, on every processor. */
const TICK_MS = 10;

/** Null where the system has no /proc. */
export function usageOf(pid: number): Usage | null {
  if (!existsSync('/proc/self/stat')) return null;
  const stats = allStats();
  let cpuMs = 0;
  let rssMiB = 0;
  for (const member of familyOf(pid, stats)) {
    const fields = stats.get(member) ?? [];
    cpuMs += (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) * TICK_MS;
    rssMiB += rssOf(member);
  }
  return { cpuMs, rssMiB };
}

type Stats = ReadonlyMap<number, readonly string[]>;

function allStats(): Stats {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const stats = new Map<number, readonly string[]>();
  for (const pid of pids) {
    const text = readProcess(pid, 'stat');
    if (text !== null) stats.set(Number(pid), text.slice(text.lastIndexOf(')') + 2).split(' '));
  }
  return stats;
}

function rssOf(pid: number): number {
  const kibibytes = readProcess(pid, 'status')?.match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return Number(kibibytes ?? 0) / 1024;
}

/** Null when the process has ended since it was listed. */
function readProcess(pid: number | string, file: 'stat' | 'status'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return null;
  }
}

function familyOf(pid: number, stats: Stats): number[] {
  const family = stats.has(pid) ? [pid] : [];
  for (const member of family) {
    for (const [other, fields] of stats) if (Number(fields[PARENT]) === member) family.push(other);
  }
  return family;
}
