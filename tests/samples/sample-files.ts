import { join } from 'node:path';
import { packageRoot } from '../../schema/package-root.ts';
import { type RuleSample, ruleSamples } from './rule-samples.ts';
import { TABLE_FORMATS } from './table-formats.ts';

/** Where the samples lie. */
export const SAMPLES_FOLDER = join(packageRoot, 'seeds', 'samples', 'rules');

/** A sample in one of the formats. */
export interface SampleFile {
  readonly name: string;
  readonly sample: RuleSample;
  readonly bytes: Uint8Array;
}

/** All samples in all formats, made anew. */
export function sampleFiles(receivedOn?: string): readonly SampleFile[] {
  return ruleSamples(receivedOn).flatMap((sample) =>
    Object.entries(TABLE_FORMATS).map(([format, write]) => ({
      name: `${sample.name}.${format}`,
      sample,
      bytes: write(sample.table),
    })),
  );
}
