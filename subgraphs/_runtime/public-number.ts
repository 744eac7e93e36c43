import { resemblesCitizenId } from '../../schema/codes/citizen-id-shape.ts';
import { registrationCheckAgrees } from '../../schema/codes/registration-no.ts';
import { checkTaxNo } from '../../schema/codes/tax-no.ts';
import type { FormerNumber } from '../../storage/port.ts';

/**
 * Whether everybody may read an old number of an organisation or sole trader. Tax numbers of sole traders hold the citizen
 * identity number of the trader (domain.md §1.6), and whoever kept old registers may have put it into any other number.
 */
export function isPublicNumber({ kind, value }: FormerNumber): boolean {
  switch (kind) {
    case 'FORMER_USCC':
    case 'ORG_CODE':
      return true;
    case 'TAX_NO': {
      const check = checkTaxNo(value);
      return check.kind === 'valid' ? check.warnings.length === 0 : !resemblesCitizenId(value);
    }
    case 'REGISTRATION_NO':
      return registrationCheckAgrees(value) || !resemblesCitizenId(value);
    case 'INSTITUTION_NO':
    case 'SOCIAL_ORGANIZATION_NO':
      return !resemblesCitizenId(value);
  }
}
