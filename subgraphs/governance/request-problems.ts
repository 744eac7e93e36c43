import type { RowKind } from '../../schema/access/grant.ts';
import { isIsoDate } from '../../schema/iso-date.ts';
import { areaTable } from '../../seeds/reference/areas.ts';
import { purposeTable } from '../../seeds/reference/purposes.ts';
import type { AgreementRequest, Application } from '../../storage/governance/port.ts';
import { invalid, type Problem } from '../_runtime/problem.ts';
import type { Catalogue } from './catalogue.ts';

/** Longest text of a request, in characters. */
const MAX_TEXT = 2_000;

/** Shortest text that can say anything, in characters. */
const MIN_TEXT = 4;

/** Most requests a day that can be asked for. */
const MAX_QUOTA = 10_000_000;

/** What a request is held against. */
export interface RequestSetting {
  readonly catalogue: Catalogue;
  readonly application: Application;
  /** In the city, YYYY-MM-DD. */
  readonly today: string;
}

/**
 * What stands against a request, all of it at once, as the 政务数据共享条例 asks (materials that are missing are named once and
 * completely). Its five items are what data, what for, how, on what basis and for how long
 * (使用范围, 使用场景, 共享方式, 使用依据, 使用时限).
 */
export function requestProblems(
  provider: string,
  request: AgreementRequest,
  setting: RequestSetting,
): readonly Problem[] {
  return [
    ...providerProblems(provider, setting),
    ...scopeProblems(provider, request.scopes, setting.catalogue),
    ...purposeProblems(request.purposes, setting.application),
    ...kindProblems(request.kinds),
    ...areaProblems(request.areas),
    ...textProblems(
      'usage',
      request.usage,
      'Say how the data are used: the matter, the step of it, and who looks at them.',
    ),
    ...textProblems('legalBasis', request.legalBasis, 'Name the law or rule, with its article, that the use rests on.'),
    ...periodProblems(request, setting.today),
    ...quotaProblems(request.quotaPerDay),
  ];
}

function providerProblems(provider: string, { catalogue, application }: RequestSetting): Problem[] {
  if (!catalogue.departments.has(provider)) {
    return [invalid('provider', 'There is no such department. Take the code of the owner from the catalogue.')];
  }
  if (provider === application.department) {
    return [invalid('provider', 'These are data of your own department, which are open to you without an agreement.')];
  }
  return [];
}

function scopeProblems(provider: string, scopes: readonly string[], catalogue: Catalogue): Problem[] {
  if (scopes.length === 0)
    return [invalid('scopes', 'It names no data. Take the scopes of the fields from the catalogue.')];
  if (new Set(scopes).size < scopes.length) return [invalid('scopes', 'It names a scope twice.')];
  const fits = scopes.every((scope) => scope.startsWith(`${provider}.`) && catalogue.scopes.includes(scope));
  if (fits) return [];
  return [
    invalid(
      'scopes',
      'It names a scope that the provider does not have. Take them from the catalogue, one request for each owner.',
    ),
  ];
}

function purposeProblems(purposes: readonly string[], { kind }: Application): Problem[] {
  if (purposes.length === 0) return [invalid('purposes', 'It names no purpose. Name one of the fixed table.')];
  if (new Set(purposes).size < purposes.length) return [invalid('purposes', 'It names a purpose twice.')];
  const fits = purposes.every((code) => {
    const purpose = purposeTable().get(code);
    return purpose?.isForAgreements && purpose.users.includes(kind);
  });
  return fits ? [] : [invalid('purposes', 'It names a purpose that is not in the fixed table, or not one of yours.')];
}

function kindProblems(kinds: readonly RowKind[] | null): Problem[] {
  if (kinds === null) return [];
  if (kinds.length === 0) return [invalid('kinds', 'It is empty. Leave it out for all kinds of subject.')];
  return new Set(kinds).size < kinds.length ? [invalid('kinds', 'It names a kind twice.')] : [];
}

function areaProblems(areas: readonly string[] | null): Problem[] {
  if (areas === null) return [];
  if (areas.length === 0) return [invalid('areas', 'It is empty. Leave it out for all areas.')];
  if (new Set(areas).size < areas.length) return [invalid('areas', 'It names an area twice.')];
  const fits = areas.every((area) => /^\d{6}$/.test(area) && areaTable().isKnown(area));
  return fits ? [] : [invalid('areas', 'It names what is not a six-digit area code (GB/T 2260), such as 451102.')];
}

function textProblems(field: string, text: string, remedy: string): Problem[] {
  const length = [...text.trim()].length;
  if (length < MIN_TEXT) return [invalid(field, `It says nothing. ${remedy}`)];
  return length > MAX_TEXT ? [invalid(field, `It is longer than ${MAX_TEXT} characters.`)] : [];
}

function periodProblems({ validFrom, validTo }: AgreementRequest, today: string): Problem[] {
  if (!isIsoDate(validFrom)) return [invalid('validFrom', 'It is not a day, written YYYY-MM-DD.')];
  if (!isIsoDate(validTo)) return [invalid('validTo', 'It is not a day, written YYYY-MM-DD.')];
  if (validFrom < today) return [invalid('validFrom', 'It is in the past. Begin today or later.')];
  return validTo < validFrom ? [invalid('validTo', 'It is earlier than the first day.')] : [];
}

function quotaProblems(quota: number): Problem[] {
  const fits = Number.isSafeInteger(quota) && quota >= 1 && quota <= MAX_QUOTA;
  return fits ? [] : [invalid('quotaPerDay', `It is not a whole number from 1 to ${MAX_QUOTA}.`)];
}
