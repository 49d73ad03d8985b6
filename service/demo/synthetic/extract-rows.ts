import { formatPounds } from '../../intake/code/money'
import { formatUkDate } from '../../intake/code/uk-date'
import { dateOrEmpty, eventList, names, note, poundsOrEmpty, yesNo, type Cells } from './cells'
import { asAtOf } from './extract-days'
import type { SyntheticHousehold } from './synthetic-household'

const REVENUES_PARTS = { main: 'LP', partner: 'PT', child: 'DEP', adult: 'NEP', carer: 'CAR' } as const
const HOUSING_PARTS = { main: 'TEN', partner: 'PAR', child: 'CHI', adult: 'OTH', carer: 'CAR' } as const

/** A household's rows as the council tax system would write them; none when it has no account. */
export function revenuesRows(household: SyntheticHousehold, today: string): ReadonlyArray<Cells> {
  const { revenues, home } = household
  if (revenues === null) return []
  return household.people.map((person, i) => ({
    ACCOUNT_REF: revenues.accountRef, PERSON_REF: `${revenues.accountRef}-${i + 1}`, MAIN: yesNo(i === 0), EXTRACT_DATE: formatUkDate(asAtOf('revenues-and-benefits', today)),
    ROLE: REVENUES_PARTS[person.part], ...names(person, 'FORENAMES', 'SURNAME'), PREVIOUS_NAME: person.previousName,
    DATE_OF_BIRTH: dateOrEmpty(person.dateOfBirth), NI_NUMBER: person.niNumber, PHONE: person.phone, PHONE_2: person.otherPhone, EMAIL: person.email, CHILD_INFO: person.childInfo,
    ...(i > 0 ? {} : {
      ADDRESS_1: home.line1, ADDRESS_2: home.line2, TOWN: home.town, POSTCODE: home.postcode, UPRN: home.uprn, WARD: home.ward.code,
      TEAM: household.team, LAST_CONTACT: dateOrEmpty(revenues.lastContactOn), PROTECTED: yesNo(household.isProtected), SAFE_CONTACT: household.safeContact.join(';'),
      CT_ACCOUNT: revenues.accountRef, CT_BALANCE: poundsOrEmpty(revenues.councilTaxPence), CT_STAGE: revenues.councilTaxStage, HB_CLAIM: revenues.claimRef,
      HBO_BALANCE: poundsOrEmpty(revenues.overpaymentPence), HBO_STAGE: revenues.overpaymentStage,
      BENEFITS: revenues.benefits.map(({ code, weeklyPence, endsOn }) => [code, formatPounds(weeklyPence), dateOrEmpty(endsOn)].join(' ').trim()).join(';'),
      BS_KIND: revenues.moratorium?.kind ?? '', BS_START: dateOrEmpty(revenues.moratorium?.startsOn ?? ''), BS_END: dateOrEmpty(revenues.moratorium?.endsOn ?? ''),
      HISTORY: eventList(revenues.history), ...note(revenues.note, 'NOTE_DATE', 'NOTE_BY', 'NOTE'),
    }),
  }))
}

/** A household's rows as the housing system would write them; none when it is no tenant. Children have no NI number there either. */
export function housingRows(household: SyntheticHousehold, today: string): ReadonlyArray<Cells> {
  const { housing, home } = household
  if (housing === null) return []
  return household.people.map((person, i) => ({
    TENANCY_REF: housing.tenancyRef, PARTY_REF: `${housing.tenancyRef}/${i + 1}`, LEAD: yesNo(i === 0), AS_AT: formatUkDate(asAtOf('housing', today)),
    PARTY_TYPE: HOUSING_PARTS[person.part], ...names(person, 'FIRST_NAMES', 'LAST_NAME'),
    DOB: dateOrEmpty(person.dateOfBirth), NINO: person.niNumber, MOBILE: person.phone, EMAIL: person.email, HEALTH: person.health,
    ...(i > 0 ? {} : {
      ADDR_LINE1: home.line1, ADDR_LINE2: home.line2, ADDR_TOWN: home.town, POST_CODE: home.postcode, UPRN: home.uprn, WARD_CODE: home.ward.code,
      CASE_TEAM: household.team, LAST_SEEN: dateOrEmpty(housing.lastContactOn), PROTECTED: yesNo(household.isProtected), CONTACT_WARNING: household.safeContact.join(';'),
      RENT_ACCOUNT: housing.tenancyRef, RENT_ARREARS: poundsOrEmpty(housing.rentPence), RENT_STAGE: housing.rentStage,
      FTA_BALANCE: poundsOrEmpty(housing.formerTenantPence),
      TENURE: household.services.tenure,
      DUTY: housing.duty?.kind ?? '', DUTY_START: dateOrEmpty(housing.duty?.startedOn ?? ''), DUTY_END: dateOrEmpty(housing.duty?.endedOn ?? ''), DUTY_END_REASON: housing.duty?.endReason ?? '',
      SUPPORT: housing.support.map(({ on, code, outcome }) => `${formatUkDate(on)} ${code} ${outcome}`).join(';'),
      EVENTS: eventList(housing.history), ...note(housing.note, 'NOTE_DATE', 'NOTE_OFFICER', 'NOTE_TEXT'),
    }),
  }))
}
