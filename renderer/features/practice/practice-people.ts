import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import { IdentifiedPersonSchema, type IdentifiedPerson } from '../../../shared/model/identity'
import { makeReference, REFERENCE_ALPHABET } from '../../../shared/model/reference'
import { addDays } from '../../components/dates'

/**
 * Everybody in practice, invented, and the only identified people in this code base that no grant opened. Each surname says
 * "Practice", postcodes begin with ZZ (which exist nowhere), phone numbers are Ofcom's numbers for drama, NI numbers of a prefix never given out.
 */
export const PRACTICE_SURNAME = /^\S+ Practice-(Example|Sample|Specimen)$/

const idOf = (kind: number, n: number): string => `${'f'.repeat(24)}${String(kind).padStart(2, '0')}${String(n).padStart(6, '0')}`
/** PRA-CT3-…, PRA-CT4-…: readable as practice, with a real check character. */
const referenceOf = (last: string): string => makeReference([...`PRACT${last}`].map((char) => REFERENCE_ALPHABET.indexOf(char)))

export const PRACTICE_IDS = { nora: idOf(1, 3), idris: idOf(1, 4), juneSenior: idOf(1, 6), juneJunior: idOf(1, 7) } as const

const person = (n: number, fullName: string, dateOfBirth: string, phone: string, house: number, account: string): IdentifiedPerson =>
  IdentifiedPersonSchema.parse({
    kind: 'identified', personId: idOf(2, n),
    details: {
      identity: { fullName, dateOfBirth, niNumber: `QQ 90 00 0${n} C`, previousNames: [] },
      address: { lines: [`${house} Practice Row`, 'Nowhere-on-Sea'], postcode: 'ZZ9 9ZZ', uprn: null },
      contact: { phones: [phone], emails: [] },
      health: { statements: [] }, money: { accounts: [{ words: 'Council tax account', number: account }] }, children: { statements: [] }, notes: { entries: [] },
    },
  })

export const PRACTICE_PEOPLE: ReadonlyArray<IdentifiedPerson> = [
  person(3, 'Nora Practice-Example', '1985-05-04', '07700 900311', 3, 'PRACTICE-3'),
  person(4, 'Idris Practice-Sample', '1991-09-17', '07700 900412', 4, 'PRACTICE-4'),
  person(6, 'June Practice-Specimen', '1950-02-11', '07700 900613', 6, 'PRACTICE-6'),
  person(7, 'June Practice-Specimen', '1979-12-30', '07700 900714', 7, 'PRACTICE-7'),
]

/** The masked households of practice as at a day: the same type that the real ones have, with nothing in it that could name anybody. */
export function practiceHouseholds(today: string): HouseholdRecord[] {
  const revenues = { source: 'revenues-and-benefits', asAt: addDays(today, -2) } as const
  const housing = { source: 'housing', asAt: addDays(today, -1) } as const
  const ago = (days: number) => addDays(today, -days)
  const base = (n: number) => ({
    v: 1, version: 1, householdId: idOf(1, n), reference: referenceOf(String(n)), district: 'canterbury', ward: { code: 'PRACTICE', name: 'Practice ward' },
    knownTo: ['revenues-and-benefits', 'housing'], allocatedTeam: 'income-and-debt', allocatedOfficer: null, lastContactOn: ago(40), safeContact: [], isProtected: false, duty: null, moratorium: null,
    debts: [], debtTotalPence: 0, benefits: [], interventions: [], chronology: [], contacts: [], nextAction: null, sources: [revenues, housing],
    risk: { version: 'practice', band: 'low', computedOn: today, factors: [], history: [] },
  })
  const member = (n: number, role = 'account-holder', ageBand = '35-44', personId = idOf(2, n)) => ({ kind: 'pseudonymised', personId, role, ageBand, knownTo: ['revenues-and-benefits'] })
  const debt = (n: number, kind: string, balancePence: number, stage: string) => ({
    recordId: idOf(3, n), kind, domain: kind.startsWith('rent') ? 'housing' : 'revenues-and-benefits', balancePence, stage, ...(kind.startsWith('rent') ? housing : revenues),
  })
  return [
    {
      ...base(3), members: [member(3), member(3, 'dependant', '5-10', idOf(2, 31)), member(3, 'dependant', '0-4', idOf(2, 32))],
      debts: [debt(31, 'council-tax-arrears', 48_620, 'arrangement-broken'), debt(32, 'rent-arrears', 31_200, 'arrangement')], debtTotalPence: 79_820,
      moratorium: { kind: 'breathing', startsOn: ago(12), endsOn: addDays(today, 48), ...revenues },
      benefits: [{ kind: 'universal-credit', weeklyPence: 9_210, endsOn: null, ...revenues }],
      chronology: [{ on: ago(12), event: 'breathing-space-started', domain: 'revenues-and-benefits', amountPence: null, ...revenues }, { on: ago(25), event: 'arrangement-broken', domain: 'revenues-and-benefits', amountPence: 48_620, ...revenues }],
      risk: { ...base(3).risk, band: 'moderate', factors: [{ code: 'council-tax-arrears', points: 10, ...revenues }, { code: 'dependent-children', points: 6, ...housing }] },
    },
    {
      ...base(4), members: [member(4, 'tenant', '25-34'), member(4, 'partner', '25-34', idOf(2, 41))], debts: [debt(41, 'rent-arrears', 214_000, 'notice-seeking-possession')], debtTotalPence: 214_000,
      duty: { kind: 'prevention', startedOn: ago(50), dueOn: addDays(today, 6), endedOn: null, endReason: null, ...housing },
      chronology: [{ on: ago(50), event: 'duty-accepted', domain: 'housing', amountPence: null, ...housing }, { on: ago(54), event: 'eviction-notice', domain: 'housing', amountPence: null, ...housing }],
      risk: { ...base(4).risk, band: 'severe', factors: [{ code: 'eviction-notice', points: 30, ...housing }, { code: 'rent-arrears-high', points: 20, ...housing }, { code: 'duty-open', points: 15, ...housing }] },
    },
    {
      ...base(6), members: [member(6, 'tenant', '75-plus')], safeContact: ['phone-unsafe', 'contact-through-support-worker'],
      risk: { ...base(6).risk, band: 'high', factors: [{ code: 'no-contact', points: 12, ...housing }] }, lastContactOn: ago(220),
    },
    { ...base(7), members: [member(7, 'tenant', '45-54')], debts: [debt(71, 'council-tax-arrears', 11_240, 'reminder')], debtTotalPence: 11_240 },
  ].map((household) => HouseholdRecordSchema.parse(household))
}
