import type { CaseContext, RecordFields } from '../record-seed.ts';

/** Fields 1 to 13 of the dual-publicity standard: who the decision is about, by subject kind. */
export function counterparty({ subject }: CaseContext): RecordFields {
  const person = subject.kind === 'NATURAL_PERSON';
  return {
    counterpartyName: subject.name,
    counterpartyCategory: subject.kind,
    counterpartyUscc: subject.uscc,
    counterpartyRegistrationNo: subject.registrationNo,
    counterpartyOrgCode: subject.orgCode,
    legalRepresentative: subject.representative,
    legalRepresentativeIdType: person ? null : 'CITIZEN_ID',
    legalRepresentativeIdNo: subject.representativeIdNo,
    counterpartyIdType: person ? 'CITIZEN_ID' : null,
    counterpartyIdNo: subject.identityNo,
  };
}
