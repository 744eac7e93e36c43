import type { ContenderName, RunningContender, Setting } from './contender.ts';
import { PLANS } from './plans.ts';
import { startContender } from './start-contender.ts';

/** The plain stock gateway is what the others' answers are held against, where it runs. */
const REFERENCE: ContenderName = 'stock';

/** A contender that does not run here. */
interface Absent {
  readonly contender: ContenderName;
  readonly reason: string;
}

/** Starts the contenders, the one that answers are held against first. One that does not start is left out, and told so. */
export async function startContenders(
  names: readonly ContenderName[],
  setting: Setting,
): Promise<{ running: RunningContender[]; absent: Absent[] }> {
  const running: RunningContender[] = [];
  const absent: Absent[] = [];
  const ordered = [...names.filter((name) => name === REFERENCE), ...names.filter((name) => name !== REFERENCE)];
  for (const contender of ordered) {
    const label = `${contender.padEnd(10)}  ${PLANS[contender].title}`;
    try {
      running.push(await startContender(contender, setting, running[0]?.url ?? null));
      console.log(`${label}`);
    } catch (cause) {
      const reason = (cause as Error).message;
      absent.push({ contender, reason });
      console.log(`${label}: IS NOT MEASURED: ${reason}`);
    }
  }
  return { running, absent };
}
