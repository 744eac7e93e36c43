import { citizenIdCheckChar } from '../../schema/codes/citizen-id.ts';
import { orgCheckChar } from '../../schema/codes/org-code.ts';
import { registrationCheckDigit } from '../../schema/codes/registration-no.ts';
import { usccCheckChar } from '../../schema/codes/uscc.ts';
import { companyName, institutionName, personName, shopName, socialOrganizationName } from './names.ts';
import { address, type District, districts } from './places.ts';
import { Random } from './random.ts';
import { type Trade, trades } from './trades.ts';

/** What a subject is, finer than the graph's three kinds. */
export type SubjectForm =
  | 'company'
  | 'sole-trader'
  | 'cooperative'
  | 'public-institution'
  | 'social-organization'
  | 'person';

/** How it behaves: most are clean, few are very bad. */
export type Conduct = 'clean' | 'light' | 'bad' | 'very-bad';

/** One made-up subject of the city. Nobody real: persons are born in 1900 or earlier. */
export interface SyntheticSubject {
  /** Position in the city, from 0. */
  readonly index: number;
  readonly form: SubjectForm;
  readonly kind: 'ORGANIZATION' | 'SOLE_TRADER' | 'NATURAL_PERSON';
  readonly name: string;
  /** Null for persons. */
  readonly uscc: string | null;
  readonly orgCode: string | null;
  /** Old 15-digit number; only subjects founded before October 2015 have one. */
  readonly registrationNo: string | null;
  /** Only for persons. */
  readonly identityNo: string | null;
  readonly district: District;
  readonly address: string;
  /** Legal representative, operator of a sole trader; null for persons. */
  readonly representative: string | null;
  readonly representativeIdNo: string | null;
  readonly trade: Trade;
  readonly foundedOn: string;
  readonly capitalWan: string;
  /** An active subject deals with departments all the time; the others hardly ever. */
  readonly active: boolean;
  readonly conduct: Conduct;
}

/** What the city is made from. */
export interface CityPlan {
  readonly seed: number;
  /** The city's "today", YYYY-MM-DD. */
  readonly today: string;
}

const FORMS: readonly (readonly [number, SubjectForm])[] = [
  [52, 'sole-trader'],
  [33, 'company'],
  [4, 'cooperative'],
  [2, 'public-institution'],
  [2, 'social-organization'],
  [7, 'person'],
];

const CONDUCTS: readonly (readonly [number, Conduct])[] = [
  [78, 'clean'],
  [16, 'light'],
  [5, 'bad'],
  [1, 'very-bad'],
];

const REGISTRAR: Readonly<Record<Exclude<SubjectForm, 'person'>, string>> = {
  company: '91',
  'sole-trader': '92',
  cooperative: '93',
  'public-institution': '12',
  'social-organization': '51',
};

/** The subject at this position of the city: any position can be made without the others. */
export function syntheticSubject(plan: CityPlan, index: number): SyntheticSubject {
  const random = new Random(plan.seed, 'subject', index);
  const form = random.weighted(FORMS);
  const district = random.pick(districts);
  const trade = random.pick(trades);
  const foundedOn = random.date('2001-01-01', plan.today);
  const representativeName = personName(random);
  const codes = form === 'person' ? NO_CODES : organizationCodes(random, form, district, index, foundedOn);
  return {
    index,
    form,
    kind: form === 'person' ? 'NATURAL_PERSON' : form === 'sole-trader' ? 'SOLE_TRADER' : 'ORGANIZATION',
    name: subjectName(random, form, district, trade, representativeName),
    ...codes,
    identityNo: form === 'person' ? identityNo(district, index) : null,
    district,
    address: address(random, district),
    representative: form === 'person' ? null : representativeName,
    representativeIdNo: form === 'person' ? null : identityNo(district, index),
    trade,
    foundedOn,
    capitalWan: String(form === 'sole-trader' ? random.int(1, 30) : random.pick([10, 50, 100, 200, 500, 1000, 5000])),
    active: form === 'person' || random.chance(0.25),
    conduct: random.weighted(CONDUCTS),
  };
}

const NO_CODES = { uscc: null, orgCode: null, registrationNo: null };

function organizationCodes(
  random: Random,
  form: Exclude<SubjectForm, 'person'>,
  district: District,
  index: number,
  foundedOn: string,
) {
  // A mark of its own for every position, so that no two subjects share a code: 8 digits in base 31 minus the letters
  // that GB 32100 leaves out hold far more than a million positions.
  const eight = `MA${base31(index).padStart(6, '0')}`;
  const orgCode = `${eight}${orgCheckChar(eight)}`;
  const first17 = `${REGISTRAR[form]}${district.code}${orgCode}`;
  const fourteen = `${district.code}${String(index).padStart(8, '0')}`;
  return {
    uscc: `${first17}${usccCheckChar(first17)}`,
    orgCode,
    registrationNo:
      foundedOn < '2015-10-01' && random.chance(0.8) ? `${fourteen}${registrationCheckDigit(fourteen)}` : null,
  };
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

function base31(value: number): string {
  const rest = Math.floor(value / 31);
  return (rest > 0 ? base31(rest) : '') + ALPHABET.charAt(value % 31);
}

/** 365 days of 40 years, then the next sequence number: no two positions of a city share a number. */
function identityNo(district: District, index: number): string {
  const born = new Date(Date.UTC(1861 + (index % 40), 0, 1 + (Math.floor(index / 40) % 365)));
  const day = born.toISOString().slice(0, 10).replaceAll('-', '');
  const sequence = 1 + Math.floor(index / (40 * 365));
  const first17 = `${district.code}${day}${String(sequence).padStart(3, '0')}`;
  return `${first17}${citizenIdCheckChar(first17)}`;
}

function subjectName(random: Random, form: SubjectForm, district: District, trade: Trade, person: string): string {
  switch (form) {
    case 'company':
      return companyName(random, district, trade);
    case 'sole-trader':
      return shopName(random, district, trade);
    case 'cooperative':
      return `${district.shortName}${random.pick(['兴农', '绿源', '瑶山', '潇贺', '富民', '金穗'])}${random.pick(['脐橙', '马蹄', '茶叶', '贡柑', '香芋', '中药材'])}种植专业合作社`;
    case 'public-institution':
      return institutionName(random, district);
    case 'social-organization':
      return socialOrganizationName(random, district);
    case 'person':
      return person;
  }
}
