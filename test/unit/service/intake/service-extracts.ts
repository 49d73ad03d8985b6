import type { Source } from '../../../../shared/model/codes'
import { GOOD_HOUSING, GOOD_REVENUES, type Cells } from './extract-text'

const WHO: Cells = { FORENAMES: 'Ann', SURNAME: 'Made-Up', DATE_OF_BIRTH: '14/03/1978' }
const HOME: Cells = { ADDRESS_1: '1 Inkwell Row', TOWN: 'Canterbury', POSTCODE: 'CT1 9CV', WARD: 'CAN01' }
const UPRN: Cells = { UPRN: '999000000001' }

/** A row of each source that is right in every column. */
export const GOOD_ROWS: Readonly<Record<Source, Cells>> = {
  'revenues-and-benefits': GOOD_REVENUES,
  housing: GOOD_HOUSING,
  'county-housing': {
    PLACEMENT_REF: 'P9000001', PERSON_REF: 'P9000001-1', MAIN: 'Y', EXTRACT_DATE: '15/11/2026', ROLE: 'TEN', ...WHO, NI_NUMBER: 'QQ123456C', ASCH_NUMBER: 'A90000001', ...HOME, ...UPRN,
    SITUATION: 'SUP', SINCE: '03/02/2026', SUPPORT: 'FS 03/02/2026 X2', HISTORY: '03/02/2026 STA', NOTE_DATE: '01/10/2026', NOTE_BY: 'Support team', NOTE: 'Settled in.',
  },
  'debt-management': {
    DEBTOR_REF: 'D9000001', PARTY_REF: 'D9000001-1', MAIN: 'Y', EXTRACT_DATE: '22/11/2026', PARTY_TYPE: 'D', ...WHO, NI_NUMBER: 'QQ123456C', ...HOME, ...UPRN, DEBTOR_ACCOUNT: 'D9000001',
    SUNDRY_BALANCE: '120.00', SUNDRY_STAGE: 'REM', CARE_BALANCE: '1,050.25', CARE_STAGE: 'ARR', BS_KIND: 'BS', BS_START: '01/11/2026', BS_END: '31/12/2026', HISTORY: '03/02/2026 INV 120.00',
  },
  'adult-social-care': {
    ASCH_NUMBER: 'A90000001', PERSON_NUMBER: 'A90000001-1', MAIN: 'Y', EXTRACT_DATE: '20/11/2026', ROLE: 'CL', ...WHO, NI_NUMBER: 'QQ123456C', ...HOME, ...UPRN, HEALTH_HELD: 'Y', SUPPORT_REASON: 'MEM',
    CONDITIONS: 'DEM;MOB', HEALTH_DETAIL: 'Unsteady on her feet', SERVICES: 'HC 03/02/2026 X7;REA 01/12/2025 20/01/2026', TECHNOLOGY: 'TEL 03/02/2026', FA_OUTCOME: 'PART', FA_DATE: '10/02/2026', FA_WEEKLY: '38.65',
    HISTORY: '20/01/2026 ASS;03/02/2026 STA', NOTE_DATE: '20/10/2026', NOTE_BY: 'Care team', NOTE: 'Review done.',
  },
  'childrens-social-care': {
    CHILD_REF: 'C9000001', PERSON_REF: 'C9000001-1', MAIN: 'Y', EXTRACT_DATE: '19/11/2026', ROLE: 'CH', ...WHO, DATE_OF_BIRTH: '02/05/2016', ...HOME, ...UPRN, INVOLVEMENT: 'SW 03/02/2026', PLAN: 'CP',
    CHILD_DETAIL: 'Stays with grandmother', HISTORY: '03/02/2026 OPN',
  },
  'school-census': {
    UPN: 'S999000000101', EXTRACT_DATE: '07/10/2026', ...WHO, DATE_OF_BIRTH: '02/05/2016', ...HOME, SCHOOL: 'Attends Oastfield Primary', IN_EDUCATION: 'ROLL', SESSIONS_POSSIBLE: '120', SESSIONS_MISSED: '15',
    SUSPENSIONS: '1', EXCLUDED: 'N', ALTERNATIVE_PROVISION: 'Y', HISTORY: '01/09/2025 JOI',
  },
  'electoral-register': { ELECTOR_NUMBER: 'CAN01/000000001/1', EXTRACT_DATE: '01/11/2026', ...WHO, ...HOME, ...UPRN, REGISTERED: '03/08/2024' },
  'open-data': { WARD_CODE: 'CAN01', PERIOD_END: '27/04/2026', POPULATION: '7010', IMD_DECILE: '4', CHILD_POVERTY_PC: '17.7', CLAIMANTS_PC: '4.2', FUEL_POVERTY_PC: '12', MEDIAN_RENT: '1,152.44' },
}
