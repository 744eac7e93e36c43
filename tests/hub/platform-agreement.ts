import type { AgreementTerms, GovernanceStore } from '../../storage/governance/port.ts';

/**
 * Decides anew about an agreement of the region's platform; makes one after the model of another where there is none. Resolves when
 * gateways know of it, which they do within a second.
 */
export async function agreeWithPlatform(
  governance: GovernanceStore,
  provider: string,
  terms: Partial<AgreementTerms>,
  status: 'ACTIVE' | 'REVOKED',
): Promise<void> {
  const agreements = await governance.agreements({ consumer: 'platform:guangxi' });
  const own = agreements.find((one) => one.provider === provider);
  const model = own ?? agreements.find(({ terms: agreed }) => agreed !== null);
  if (model?.terms == null) throw new Error('the demo has no agreement with the platform');
  await governance.saveAgreement({
    ...model,
    id: own?.id ?? `test-${provider}`,
    version: (own?.version ?? 0) + 1,
    provider,
    status,
    terms: { ...model.terms, ...terms },
  });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}
