import { incentiveLists } from './incentive-lists.ts';
import { signalSources } from './incentive-signals.ts';
import { listKinds } from './list-kinds.ts';
import { incentiveMeasures, punishmentMeasures } from './measures.ts';
import { powerItems } from './power-items.ts';
import { webhookRetries } from './webhook-retries.ts';
import { workingCalendar } from './working-calendar.ts';

/**
 * Reads the tables that joint incentive and punishment goes by, so that a hub whose tables are broken, or speak of a basis that nobody
 * has looked up, does not start.
 *
 * @throws HubError CONFIG_INVALID
 */
export function readCoordinationTables(): void {
  for (const read of [listKinds, incentiveLists, punishmentMeasures, incentiveMeasures, powerItems]) read();
  signalSources();
  workingCalendar();
  webhookRetries();
}
