export const QUERY_NAMES = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
export type QueryName = (typeof QUERY_NAMES)[number];

interface Query {
  /** What a reader of the table is told. */
  readonly title: string;
  readonly text: string;
}

const RECORD = 'documentNo decidingOrgName decisionDate publicityEndDate state';

/** The questions that every contender is asked; all that they ask for is public. */
export const QUERIES: Readonly<Record<QueryName, Query>> = {
  Q1: {
    title: 'one subject, ten departments',
    text: `query Q1($code: String!) {
      subjectByCode(code: $code) {
        id name uscc area { code name }
        registrations(first: 5) { nodes { ${RECORD} entityType industry foundedDate status } }
        taxCreditRatings(first: 5) { nodes { ${RECORD} scheme grade period } }
        marketPenalties(first: 5) { nodes { ${RECORD} violationType content fineAmountWan } }
        judgmentDebtors(first: 5) { nodes { ${RECORD} caseNo enforcementCourt performance } }
        ecologyPenalties(first: 5) { nodes { ${RECORD} violationType content fineAmountWan } }
        housingPermits(first: 5) { nodes { ${RECORD} documentTitle permitNo validTo } }
        transportPermits(first: 5) { nodes { ${RECORD} documentTitle permitNo validTo } }
        emergencyPermits(first: 5) { nodes { ${RECORD} documentTitle permitNo validTo } }
        humanResourcesPenalties(first: 5) { nodes { ${RECORD} violationType content fineAmountWan } }
        creditCommitments(first: 5) { nodes { ${RECORD} commitmentType content performance } }
      }
    }`,
  },
  Q2: {
    title: 'twenty subjects, five departments',
    text: `query Q2($name: String!, $after: String) {
      searchSubjects(name: $name, first: 20, after: $after) {
        nodes {
          id name uscc
          registrations(first: 5) { nodes { ${RECORD} entityType status } }
          taxCreditRatings(first: 5) { nodes { ${RECORD} grade period } }
          marketPenalties(first: 5) { nodes { ${RECORD} violationType content } }
          emergencyPermits(first: 5) { nodes { ${RECORD} documentTitle validTo } }
          creditCommitments(first: 5) { nodes { ${RECORD} commitmentType performance } }
        }
      }
    }`,
  },
  Q3: {
    title: 'one subject, one department',
    text: `query Q3($code: String!) {
      subjectByCode(code: $code) { id name marketPenalties(first: 5) { nodes { ${RECORD} violationType content } } }
    }`,
  },
  Q4: {
    title: 'a page of 100 hits with their market penalties',
    text: `query Q4($name: String!, $after: String) {
      searchSubjects(name: $name, first: 100, after: $after) {
        nodes { id name uscc marketPenalties(first: 5) { nodes { documentNo violationType content decisionDate } } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  },
};
