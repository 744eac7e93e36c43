import { MongoClient } from 'mongodb';

/** Engines that a test runs on, by name, with the location as `--store` gives it; empty for the embedded one. */
export interface EngineLocations {
  readonly locations: readonly (readonly [engine: string, location: string])[];
  /** Takes away what the test has left on a server. */
  drop(): Promise<void>;
}

/**
 * The embedded engine, and MongoDB where MONGODB_URI names a server.
 *
 * @param name of the database that the test has there to itself
 */
export function engineLocations(name: string): EngineLocations {
  const server = process.env.MONGODB_URI?.replace(/\/$/, '');
  const databases = server === undefined ? [] : [`${server}/credit_hub_${name}_${process.pid}`];
  return {
    locations: [['the embedded engine', ''], ...databases.map((database) => ['MongoDB', database] as const)],
    drop: async () => {
      for (const database of databases) {
        const client = new MongoClient(database);
        await client.db().dropDatabase();
        await client.close();
      }
    },
  };
}
