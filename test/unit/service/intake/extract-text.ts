import type { ExtractForm } from '../../../../service/intake/mappings/define-mapping'

/** Cells by column; the rest empty. */
export type Cells = Readonly<Record<string, string>>

/** A main row of the council tax extract that is right in every column. */
export const GOOD_REVENUES: Cells = {
  ACCOUNT_REF: '70000001A', PERSON_REF: '70000001A-1', MAIN: 'Y', EXTRACT_DATE: '22/11/2026', ROLE: 'LP', FORENAMES: 'Ann', SURNAME: 'Made-Up',
  DATE_OF_BIRTH: '14/03/1978', NI_NUMBER: 'QQ123456C', ADDRESS_1: '1 Inkwell Row', TOWN: 'Canterbury', POSTCODE: 'CT1 9CV', UPRN: '999000000001',
  PHONE: '07700 900123', EMAIL: 'ann@example.com', WARD: 'CAN01', TEAM: 'ID', PROTECTED: 'N', CT_ACCOUNT: '70000001A', CT_BALANCE: '1,284.60', CT_STAGE: 'LO',
  BENEFITS: 'UC 112.50;DHP 25.00 31/12/2026', HISTORY: '03/02/2026 MISS 145.20;17/03/2026 SUM', NOTE_DATE: '20/10/2026', NOTE_BY: 'Revenues team', NOTE: 'Rang Ann, sister Bea helps.',
}

export const GOOD_HOUSING: Cells = {
  TENANCY_REF: 'T0000001', PARTY_REF: 'T0000001/1', LEAD: 'Y', AS_AT: '21/11/2026', PARTY_TYPE: 'TEN', FIRST_NAMES: 'Ann', LAST_NAME: 'Made-Up', DOB: '14/03/1978',
  ADDR_LINE1: '1 Inkwell Row', POST_CODE: 'CT1 9CV', WARD_CODE: 'CAN01', RENT_ACCOUNT: 'T0000001', RENT_ARREARS: '960.00', RENT_STAGE: 'NSP',
  DUTY: 'PREV', DUTY_START: '01/10/2026', SUPPORT: '04/10/2026 PHP OPEN', HEALTH: 'Asthma', EVENTS: '26/09/2026 EVN',
}

const written = (mapping: ExtractForm, cell: string): string => (mapping.isQuoted && /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const header = (mapping: ExtractForm): string => mapping.columns.map(({ name }) => name).join(mapping.delimiter)
export const line = (mapping: ExtractForm, cells: Cells): string => mapping.columns.map(({ name }) => written(mapping, cells[name] ?? '')).join(mapping.delimiter)

/** A whole extract with header and trailer. */
export const extractOf = (mapping: ExtractForm, rows: ReadonlyArray<Cells>): string =>
  [header(mapping), ...rows.map((cells) => line(mapping, cells)), `#END${mapping.delimiter}${rows.length}`, ''].join('\r\n')
