/** Public fields that every kind of record has; each subset of them is another operation. */
const FIELDS = [
  'documentNo',
  'id',
  'catalogueItem',
  'decidingOrgName',
  'decidingOrgCode',
  'sourceOrgName',
  'sourceOrgCode',
  'decisionDate',
  'publicityStartDate',
  'publicityEndDate',
  'legalBasis',
  'state',
  'reportedAt',
  'version',
] as const;

/** So many operations there are, numbered from 1. */
export const DISTINCT_OPERATIONS = 2 ** FIELDS.length - 1;

const TEN_LISTS = [
  'registrations',
  'taxCreditRatings',
  'marketPenalties',
  'judgmentDebtors',
  'ecologyPenalties',
  'housingPermits',
  'transportPermits',
  'emergencyPermits',
  'humanResourcesPenalties',
  'creditCommitments',
] as const;

/**
 * The text of an operation that differs from every other number's in what it selects, not only in names or spaces, so that
 * no cache of normalised operations can know it.
 */
export function distinctOperation(number: number, departments: 'one' | 'ten'): string {
  if (number < 1 || number > DISTINCT_OPERATIONS) throw new RangeError(`there is no operation number ${number}`);
  const lists = departments === 'ten' ? TEN_LISTS : ['marketPenalties'];
  const selections = lists.map((list) => `${list}(first: 5) { nodes { ${subset(number)} } }`);
  return `query ($code: String!) { subjectByCode(code: $code) { id name ${selections.join(' ')} } }`;
}

function subset(number: number): string {
  return FIELDS.filter((_, bit) => (number >> bit) % 2 === 1).join(' ');
}
