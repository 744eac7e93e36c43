import { replyLimit } from './governance-limits.ts';
import { officialWorkingDays } from './working-calendar.ts';

/**
 * Last day on which a provider has to answer a request of the day, counted in working days from the day after
 * (政务数据共享条例). Where it lies behind the calendar it is provisional, as all working days there are.
 */
export function replyDeadline(requestedOn: string): string {
  return officialWorkingDays().addWorkingDays(requestedOn, replyLimit(requestedOn).workingDays);
}
