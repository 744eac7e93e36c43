import type { Subject } from '../../storage/port.ts';

/** A query to copy. */
export interface SampleQuery {
  readonly title: string;
  readonly query: string;
}

/** Three queries, two of them about the sample, where there is one. */
export function sampleQueries(sample: Subject | null): readonly SampleQuery[] {
  const code = sample?.uscc ?? EXAMPLE_CODE;
  return [
    {
      title: '按名称检索企业，并列出其行政处罚',
      query: `{
  searchSubjects(name: "建筑", area: "451100", first: 3) {
    nodes { name uscc marketPenalties(first: 2) { nodes { documentNo decisionDate fineAmountWan } } }
    pageInfo { hasNextPage endCursor }
  }
}`,
    },
    {
      title: '一个主体，多个部门，一次查询',
      query: `{
  subjectByCode(code: "${code}") {
    name
    area { name }
    marketPenalties { totalCount nodes { documentNo violationType content publicityEndDate } }
    ecologyPenalties { nodes { documentNo decidingOrgName } }
    judgmentDebtors { nodes { documentNo decidingOrgName } }
  }
}`,
    },
    {
      title: '公共信用报告：严重失信与信用评价板块',
      query: `{
  subjectByCode(code: "${code}") {
    name
    creditReport {
      reportNo
      generatedAt
      seriousDishonesty { marketSeriousViolations { nodes { reason removalRule plannedRemovalDate } } }
      evaluations { taxCreditRatings { nodes { grade period decidingOrgName } } }
    }
  }
}`,
    },
  ];
}

/** A valid code that belongs to nobody, for a store without penalties. */
const EXAMPLE_CODE = '91451102MA5T00010P';
