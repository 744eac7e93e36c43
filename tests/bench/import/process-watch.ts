import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used, by its threads; zeros where the system has no /proc. */
export interface ProcessUsage {
  /** Most memory that it held at any time. */
  readonly peakRssMiB: number;
  /** Of its first thread, which reads and checks. */
  readonly mainCpuMs: number;
  /** Of the busiest other one, which writes. */
  readonly workerCpuMs: number;
  /** Of all others: the compiler's, the garbage collector's, those for files. */
  readonly otherCpuMs: number;
}

const INTERVAL_MS = 50;

/** The kernel counts time for user programs in hundredths of a second, on every processor. */
const TICK_MS = 10;

/** Fields of /proc/PID/stat after the name in brackets, which may hold spaces. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** Watches another process until it ends. What it used in its last moments is not seen. */
export class ProcessWatch {
  readonly #pid: number;
  readonly #timer: NodeJS.Timeout;
  readonly #cpuMs = new Map<number, number>();
  #peakRssMiB = 0;

  constructor(pid: number) {
    this.#pid = pid;
    this.#timer = setInterval(() => this.#look(), INTERVAL_MS);
  }

  stop(): ProcessUsage {
    clearInterval(this.#timer);
    const [workerCpuMs = 0, ...others] = [...this.#cpuMs]
      .filter(([thread]) => thread !== this.#pid)
      .map(([, used]) => used)
      .sort((one, other) => other - one);
    return {
      peakRssMiB: this.#peakRssMiB,
      mainCpuMs: this.#cpuMs.get(this.#pid) ?? 0,
      workerCpuMs,
      otherCpuMs: others.reduce((sum, used) => sum + used, 0),
    };
  }

  #look(): void {
    try {
      const status = readFileSync(`/proc/${this.#pid}/status`, 'latin1');
      const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
      this.#peakRssMiB = Math.max(this.#peakRssMiB, peak);
      for (const thread of readdirSync(`/proc/${this.#pid}/task`)) this.#cpuMs.set(Number(thread), this.#cpuOf(thread));
    } catch {
      // It has ended meanwhile, or there is no /proc.
    }
  }

  #cpuOf(thread: string): number {
    const stat = readFileSync(`/proc/${this.#pid}/task/${thread}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) * TICK_MS;
  }
}
