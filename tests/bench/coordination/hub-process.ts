/** Process: the hub as `npm start` runs it. Arguments: data folder, subjects of the city that it is seeded with. */
import { startHub } from '../../../cli/commands/start.ts';

process.on('disconnect', () => process.exit()); // never outlives the bench
const [data = '', subjects = ''] = process.argv.slice(2);
const hub = await startHub({ data, port: 0, subjects: Number(subjects) });
process.send?.(hub.url);
