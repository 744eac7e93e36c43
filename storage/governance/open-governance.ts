import { openBeside } from '../open-beside.ts';
import type { ChangeLog } from './change-log.ts';
import { EmbeddedChangeLog } from './embedded-change-log.ts';
import { LoggedGovernance } from './logged-governance.ts';
import type { GovernanceStore } from './port.ts';

/**
 * The governance store beside the records: in the MongoDB database that `--store` names, or in the data folder.
 *
 * @throws HubError CONFIG_INVALID for any other location, STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED.
 */
export async function openGovernance(location: string | undefined, dataFolder: string): Promise<GovernanceStore> {
  const log = await openBeside<ChangeLog>(location, {
    embedded: () => new EmbeddedChangeLog(dataFolder),
    mongo: async (url) => (await import('./mongo-change-log.ts')).MongoChangeLog.open(url),
  });
  return new LoggedGovernance(log);
}
