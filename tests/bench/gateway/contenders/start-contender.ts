import { startChild } from '../processes/child.ts';
import { freePort } from '../processes/free-port.ts';
import { waitUntilReady } from '../processes/wait-until-ready.ts';
import type { ContenderName, RunningContender, Setting } from './contender.ts';
import { PLANS } from './plans.ts';

/**
 * @param teacher address of a contender that runs already; null for the first
 * @throws Error that tells why it does not run
 */
export async function startContender(
  name: ContenderName,
  setting: Setting,
  teacher: string | null,
): Promise<RunningContender> {
  const plan = PLANS[name];
  const port = await freePort();
  const child = startChild(await plan.command(setting, port, teacher));
  const url = `http://127.0.0.1:${port}/graphql`;
  try {
    await waitUntilReady(child, url);
  } catch (cause) {
    await child.stop();
    throw cause;
  }
  const departmentsPid = plan.departments(setting)?.pid ?? null;
  return { name, url, pid: child.pid, departmentsPid, stop: () => child.stop() };
}
