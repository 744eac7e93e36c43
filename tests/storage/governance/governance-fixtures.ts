import type { Agreement, Application, GovernanceStore } from '../../../storage/governance/port.ts';

/** An empty place that stores can share; it goes when it is disposed. */
export interface GovernancePlace extends AsyncDisposable {
  /** Another store on the place, as another process would open it. */
  open(): Promise<GovernanceStore>;
}

export type MakeGovernancePlace = () => Promise<GovernancePlace>;

export function application(sketch: Partial<Application> = {}): Application {
  return {
    id: 'app:approval',
    version: 1,
    name: '行政审批系统',
    kind: 'application',
    department: 'development-reform',
    contact: '审批科',
    enabled: true,
    ...sketch,
  };
}

/** An agreement as it stands right after its request. */
export function agreement(sketch: Partial<Agreement> & { readonly at?: string } = {}): Agreement {
  const { at = '2026-11-02T01:00:00.000Z', ...given } = sketch;
  return {
    id: 'agr-1',
    version: 1,
    provider: 'tax',
    consumer: 'app:approval',
    status: 'REQUESTED',
    request: {
      scopes: ['tax.credit-grade:read'],
      purposes: ['administrative-approval'],
      kinds: ['ORGANIZATION'],
      areas: null,
      usage: '办理许可时核查申请人的纳税信用',
      legalBasis: '《中华人民共和国行政许可法》第三十四条',
      validFrom: '2026-11-02',
      validTo: '2027-11-01',
      quotaPerDay: 500,
    },
    terms: null,
    decideBy: '2026-11-16',
    history: [{ at, by: 'app:approval', what: 'REQUESTED', reason: null }],
    ...given,
  };
}
