import { formatUkDate } from '../../intake/code/uk-date'
import type { Source } from '../../../shared/model/codes'
import { dateOrEmpty, eventList, names, note, poundsOrEmpty, serviceList, yesNo, type Cells } from './cells'
import { asAtOf } from './extract-days'
import type { SyntheticHousehold, SyntheticNote, SyntheticPerson } from './synthetic-household'

type Rows = (household: SyntheticHousehold, today: string) => ReadonlyArray<Cells>

const drawn = (source: Source, today: string): Cells => ({ EXTRACT_DATE: formatUkDate(asAtOf(source, today)) })
const identity = (person: SyntheticPerson): Cells => ({ ...names(person, 'FORENAMES', 'SURNAME'), DATE_OF_BIRTH: dateOrEmpty(person.dateOfBirth) })
const reach = (person: SyntheticPerson): Cells => ({ NI_NUMBER: person.niNumber, PHONE: person.phone, EMAIL: person.email })
const address = ({ home }: SyntheticHousehold): Cells => ({ ADDRESS_1: home.line1, ADDRESS_2: home.line2, TOWN: home.town, POSTCODE: home.postcode, WARD: home.ward.code })
const home = (household: SyntheticHousehold): Cells => ({ ...address(household), UPRN: household.home.uprn })
const written = (text: SyntheticNote | null): Cells => note(text, 'NOTE_DATE', 'NOTE_BY', 'NOTE')

/** Adult social care: the person, and the carer at the same address. */
const careRows: Rows = (household, today) => {
  const { services: { care }, people } = household
  const client = care === null ? undefined : people[care.client]
  if (care === null || client === undefined) return []
  const carer = care.carer === null ? undefined : people[care.carer]
  const row = (person: SyntheticPerson, number: number): Cells => ({ ASCH_NUMBER: care.aschNumber, PERSON_NUMBER: `${care.aschNumber}-${number}`, MAIN: yesNo(number === 1), ROLE: number === 1 ? 'CL' : 'CAR',
    ...drawn('adult-social-care', today), ...identity(person), ...reach(person) })
  return [
    {
      ...row(client, 1), ...home(household), LAST_CONTACT: dateOrEmpty(care.lastContactOn), PROTECTED: yesNo(household.isProtected), SAFE_CONTACT: household.safeContact.join(';'),
      HEALTH_HELD: 'Y', SUPPORT_REASON: care.supportReason, CONDITIONS: care.conditions.join(';'), HEALTH_DETAIL: client.health,
      SERVICES: serviceList(care.services), TECHNOLOGY: care.technology.map(({ code, since }) => `${code} ${formatUkDate(since)}`).join(';'),
      FA_OUTCOME: care.assessment?.outcome ?? '', FA_DATE: dateOrEmpty(care.assessment?.on ?? ''), FA_WEEKLY: poundsOrEmpty(care.assessment?.weeklyPence ?? 0),
      HISTORY: eventList(care.history), ...written(care.note),
    },
    ...(carer === undefined ? [] : [row(carer, 2)]),
  ]
}

const CASE_PARTS = { main: 'PAR', partner: 'PAR', child: 'SIB', adult: 'PAR', carer: 'CAR' } as const

/** Children's social care: the child, and everybody at the same address. */
const childRows: Rows = (household, today) => {
  const { services: { childCase }, people } = household
  const child = childCase === null ? undefined : people[childCase.child]
  if (childCase === null || child === undefined) return []
  const row = (person: SyntheticPerson, number: number, role: string): Cells => ({ CHILD_REF: childCase.childRef, PERSON_REF: `${childCase.childRef}-${number}`, MAIN: yesNo(number === 1), ROLE: role,
    ...drawn('childrens-social-care', today), ...identity(person), ...reach(person) })
  return [
    {
      ...row(child, 1, child.part === 'child' ? 'CH' : 'YA'), ...home(household), PROTECTED: yesNo(childCase.isProtected || household.isProtected), INVOLVEMENT: serviceList([childCase.involvement]),
      PLAN: childCase.plan, CHILD_DETAIL: childCase.detail, HISTORY: eventList(childCase.history), ...written(childCase.note),
    },
    ...people.filter((person) => person !== child).map((person, i) => row(person, i + 2, CASE_PARTS[person.part])),
  ]
}

/** Debt management: the debtor, and a partner who owes jointly. */
const debtRows: Rows = (household, today) => {
  const { services: { debtor }, people: [main, second] } = household
  if (debtor === null) return []
  const row = (person: SyntheticPerson, number: number): Cells => ({ DEBTOR_REF: debtor.debtorRef, PARTY_REF: `${debtor.debtorRef}-${number}`, MAIN: yesNo(number === 1), PARTY_TYPE: number === 1 ? 'D' : 'J',
    ...drawn('debt-management', today), ...identity(person), ...reach(person) })
  return [
    {
      ...row(main, 1), ...home(household), TEAM: household.team, PROTECTED: yesNo(household.isProtected), SAFE_CONTACT: household.safeContact.join(';'), DEBTOR_ACCOUNT: debtor.debtorRef,
      SUNDRY_BALANCE: poundsOrEmpty(debtor.sundryPence), SUNDRY_STAGE: debtor.sundryStage, CARE_BALANCE: poundsOrEmpty(debtor.carePence), CARE_STAGE: debtor.careStage,
      PARKING_BALANCE: poundsOrEmpty(debtor.parkingPence), PARKING_STAGE: debtor.parkingStage, HISTORY: eventList(debtor.history), ...written(debtor.note),
    },
    ...(second?.part === 'partner' ? [row(second, 2)] : []),
  ]
}

const pupilRows: Rows = (household, today) => household.services.pupils.flatMap((pupil): Cells[] => {
  const person = household.people[pupil.person]
  return person === undefined ? [] : [{
    UPN: pupil.upn, ...drawn('school-census', today), ...identity(person), ...address(household), SCHOOL: pupil.school === '' ? '' : `Attends ${pupil.school}`, IN_EDUCATION: pupil.setting,
    SESSIONS_POSSIBLE: pupil.sessionsPossible === 0 ? '' : String(pupil.sessionsPossible), SESSIONS_MISSED: pupil.sessionsPossible === 0 ? '' : String(pupil.sessionsMissed),
    SUSPENSIONS: String(pupil.suspensions), EXCLUDED: yesNo(pupil.isExcluded), ALTERNATIVE_PROVISION: yesNo(pupil.isInAlternativeProvision), QUALIFICATION: pupil.qualification,
    HISTORY: eventList(pupil.history),
  }]
})

const electorRows: Rows = (household, today) => household.services.electors.flatMap(({ electorNumber, person, registeredOn }): Cells[] => {
  const elector = household.people[person]
  return elector === undefined ? [] : [{ ELECTOR_NUMBER: electorNumber, ...drawn('electoral-register', today), ...identity(elector), ...home(household), REGISTERED: formatUkDate(registeredOn) }]
})

const PLACEMENT_PARTS = { main: 'TEN', partner: 'PAR', child: 'CH', adult: 'OTH', carer: 'OTH' } as const

const placementRows: Rows = (household, today) => {
  const { services: { placement } } = household
  if (placement === null) return []
  return household.people.map((person, i) => ({
    PLACEMENT_REF: placement.placementRef, PERSON_REF: `${placement.placementRef}-${i + 1}`, MAIN: yesNo(i === 0), ROLE: PLACEMENT_PARTS[person.part],
    ...drawn('county-housing', today), ...identity(person), ...reach(person),
    ...(i > 0 ? {} : {
      ASCH_NUMBER: placement.aschNumber, ...home(household), TEAM: household.team, PROTECTED: yesNo(household.isProtected), SAFE_CONTACT: [...new Set([...household.safeContact, ...placement.safeContact])].join(';'),
      SITUATION: placement.situation, SINCE: formatUkDate(placement.since), SUPPORT: serviceList(placement.support), HISTORY: eventList(placement.history), ...written(placement.note),
    }),
  }))
}

/** A household's rows as the systems of these sources would write them; none where they do not know it. */
export const SERVICE_ROWS = {
  'county-housing': placementRows, 'debt-management': debtRows, 'adult-social-care': careRows, 'childrens-social-care': childRows, 'school-census': pupilRows, 'electoral-register': electorRows,
} as const satisfies Partial<Record<Source, Rows>>
