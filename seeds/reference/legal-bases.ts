import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { day, optional, provenance, text } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const rank = z.enum(
  ['law', 'regulation', 'central-policy', 'judicial-interpretation', 'local-regulation', 'ministry-rule'],
  'It is not a rank of rules.',
);

const bases = referenceTable({
  file: 'legal-bases.csv',
  row: z.object({ citation: text, rank, valid_from: optional(day), valid_to: optional(day), ...provenance }),
  key: (row) => row.citation,
});

/** Rank of a law, regulation or policy. */
export type BasisRank = z.output<typeof rank>;

/** A law, regulation or policy in one edition. */
export interface LegalBasis {
  /** As other tables cite it, without an article. */
  readonly citation: string;
  readonly rank: BasisRank;
  /** First day in force, YYYY-MM-DD; null where it lies before anything that the hub keeps. */
  readonly validFrom: string | null;
  /** Last day in force; null while it is. */
  readonly validTo: string | null;
}

/** What other tables rest on, by citation. */
export const legalBases: () => ReadonlyMap<string, LegalBasis> = once(
  () =>
    new Map(
      bases().rows.map((row) => [
        row.citation,
        Object.freeze({
          citation: row.citation,
          rank: row.rank,
          validFrom: row.valid_from,
          validTo: row.valid_to,
        }),
      ]),
    ),
);

/** A title with its edition or number behind it, or the number of a document. Articles and parts follow. */
const CITATION = /^(《[^》]+》(?:（[^）]+）)?|[^《〔；]+〔\d{4}〕\d+号)/u;

/**
 * What a cell cites, such as "《…法》第三条；国发〔2016〕33号三（十）".
 *
 * @param place of the cell, for people
 * @throws HubError CONFIG_INVALID for a citation that `legalBases` does not know: nothing rests on what nobody has looked up
 */
export function citedBases(cell: string, place: string): readonly LegalBasis[] {
  return cell.split('；').map((part) => {
    const citation = CITATION.exec(part)?.[1] ?? part;
    const basis = legalBases().get(citation);
    if (basis !== undefined) return basis;
    const problem = `seeds/reference/${place}: "${citation}" is not in legal-bases.csv. Correct it, or add it there.`;
    throw new HubError('CONFIG_INVALID', { details: { problem } });
  });
}

/**
 * Whether all that is cited is in force on the day, YYYY-MM-DD. One that is not leaves it to people to say what the rest still
 * carries, and until they have corrected the table there is no basis.
 */
export function isInForce(cited: readonly LegalBasis[], on: string): boolean {
  return (
    cited.length > 0 &&
    cited.every(
      ({ validFrom, validTo }) => (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo),
    )
  );
}
