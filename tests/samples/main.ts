/**
 * Writes the samples of seeds/samples/rules anew, as reports that are received on a day.
 *
 *   npm run samples -- [YYYY-MM-DD]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isIsoDate } from '../../schema/iso-date.ts';
import { SAMPLES_FOLDER, sampleFiles } from './sample-files.ts';

const [receivedOn] = process.argv.slice(2);
if (receivedOn !== undefined && !isIsoDate(receivedOn)) throw new Error('The day must be YYYY-MM-DD.');
mkdirSync(SAMPLES_FOLDER, { recursive: true });
for (const { name, bytes } of sampleFiles(receivedOn)) writeFileSync(join(SAMPLES_FOLDER, name), bytes);
console.log(`Wrote the samples of ${SAMPLES_FOLDER}.`);
