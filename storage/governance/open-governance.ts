import { HubError } from '../../schema/errors.ts';
import { EmbeddedChangeLog } from './embedded-change-log.ts';
import { LoggedGovernance } from './logged-governance.ts';
import type { GovernanceStore } from './port.ts';

/**
 * The governance store beside the records: in the MongoDB database that `--store` names, or in the data folder.
 *
 * @throws HubError CONFIG_INVALID for any other location, STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED.
 */
export async function openGovernance(location: string | undefined, dataFolder: string): Promise<GovernanceStore> {
  if (location === undefined) return new LoggedGovernance(new EmbeddedChangeLog(dataFolder));
  if (/^mongodb(\+srv)?:\/\//.test(location)) {
    // Loaded only here: the driver costs the start of an embedded hub more than everything else in this folder.
    const { MongoChangeLog } = await import('./mongo-change-log.ts');
    return new LoggedGovernance(await MongoChangeLog.open(location));
  }
  // The location itself may hold a password.
  const problem = '--store takes mongodb://host:27017/database or mongodb+srv://host/database.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
