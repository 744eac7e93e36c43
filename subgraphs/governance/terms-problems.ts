import { holdsFor, type RowKind } from '../../schema/access/grant.ts';
import { isIsoDate } from '../../schema/iso-date.ts';
import type { AgreementRequest, AgreementTerms } from '../../storage/governance/port.ts';
import { invalid, type Problem } from '../_runtime/problem.ts';

/**
 * What stands against granting these terms: they go beyond the request, contradict themselves or grant nothing. A provider
 * may grant less than was asked for, and mask; nobody gets what it has not asked for (个人信息保护法 art. 6, minimal necessity).
 */
export function termsProblems(request: AgreementRequest, terms: AgreementTerms, today: string): readonly Problem[] {
  return [
    ...scopeProblems(request, terms),
    ...subsetProblems('purposes', request.purposes, terms.purposes),
    ...kindProblems(request.kinds, terms.kinds),
    ...areaProblems(request.areas, terms.areas),
    ...periodProblems(request, terms, today),
    ...quotaProblems(request, terms),
  ];
}

function scopeProblems({ scopes }: AgreementRequest, { clear, masked }: AgreementTerms): Problem[] {
  const granted = [...clear, ...masked];
  if (granted.length === 0) return [invalid('clear', 'They grant no scope. Grant one of those requested, or refuse.')];
  if (new Set(granted).size < granted.length) {
    return [invalid('masked', 'A scope comes twice. Grant each either in clear or masked.')];
  }
  if (granted.some((scope) => !scopes.includes(scope))) {
    return [invalid('clear', 'A scope was not requested. Grant only what was requested.')];
  }
  return [];
}

function subsetProblems(field: string, requested: readonly string[], granted: readonly string[]): Problem[] {
  if (granted.length === 0) return [invalid(field, 'It is empty. Name at least one of those requested.')];
  const isWithin = granted.every((one) => requested.includes(one)) && new Set(granted).size === granted.length;
  return isWithin ? [] : [invalid(field, 'It names one that was not requested, or one twice.')];
}

function kindProblems(requested: readonly RowKind[] | null, granted: readonly RowKind[] | null): Problem[] {
  if (granted === null)
    return requested === null ? [] : [invalid('kinds', 'Only some kinds were requested. Name them.')];
  return subsetProblems('kinds', requested ?? ['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'], granted);
}

function areaProblems(requested: readonly string[] | null, granted: readonly string[] | null): Problem[] {
  if (granted === null)
    return requested === null ? [] : [invalid('areas', 'Only some areas were requested. Name them.')];
  if (granted.length === 0) return [invalid('areas', 'It is empty. Name at least one area.')];
  if (new Set(granted).size < granted.length) return [invalid('areas', 'It names an area twice.')];
  // As gateways hold subjects against areas, so that "within" means the same in both places.
  const isWithin = (area: string) =>
    holdsFor({ kinds: null, subjects: null, areas: requested }, { id: '', kind: 'ORGANIZATION', area });
  const fits = granted.every((area) => /^\d{6}$/.test(area) && isWithin(area));
  return fits ? [] : [invalid('areas', 'It names an area that is not within those requested.')];
}

function periodProblems(request: AgreementRequest, { validFrom, validTo }: AgreementTerms, today: string): Problem[] {
  if (!isIsoDate(validFrom)) return [invalid('validFrom', 'It is not a day, written YYYY-MM-DD.')];
  if (!isIsoDate(validTo)) return [invalid('validTo', 'It is not a day, written YYYY-MM-DD.')];
  if (validFrom < request.validFrom) return [invalid('validFrom', 'It is earlier than requested.')];
  if (validTo > request.validTo) return [invalid('validTo', 'It is later than requested.')];
  if (validTo < validFrom) return [invalid('validTo', 'It is earlier than the first day.')];
  if (validTo < today) return [invalid('validTo', 'It is over already.')];
  return [];
}

function quotaProblems(request: AgreementRequest, { quotaPerDay }: AgreementTerms): Problem[] {
  const fits = Number.isSafeInteger(quotaPerDay) && quotaPerDay >= 1 && quotaPerDay <= request.quotaPerDay;
  return fits ? [] : [invalid('quotaPerDay', 'It is not a whole number from 1 to what was requested.')];
}
