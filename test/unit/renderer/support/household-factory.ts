import { AGE_BANDS, BENEFITS, CHRONOLOGY_EVENTS, CONTACT_CHANNELS, CONTACT_OUTCOMES, DEBT_KINDS, INTERVENTIONS, RECOVERY_STAGES, RISK_FACTORS, type Domain, type RiskBand, type Source } from '../../../../shared/model/codes'
import { HouseholdRecordSchema, WorklistRowSchema, type HouseholdRecord, type WorklistRow } from '../../../../shared/model/household'
import { makeReference } from '../../../../shared/model/reference'
import { addDays } from '../../../../renderer/components/dates'
import { makeServiceFacts } from './service-facts-factory'

const WARDS = ['Barton', 'Blean Forest', 'Chestfield', 'Gorrell', 'Heron', 'Northgate', 'Seasalter', 'Westgate', 'Wincheap']
const BANDS: RiskBand[] = ['severe', 'high', 'moderate', 'low']

/** A small repeatable generator: made-up households, the same for the same number. */
function dice(seed: number): (n: number) => number {
  let state = (seed + 1) * 2_654_435_761 % 4_294_967_296
  return (n) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * n)
  }
}

const pseudonym = (n: number, kind: number): string => (kind * 16 ** 8 + n).toString(16).padStart(32, '0')
const uuid = (n: number, m: number): string => `0192f000-0000-7000-8000-${(n * 100 + m).toString(16).padStart(12, '0')}`
const pick = <T>(roll: (n: number) => number, values: ReadonlyArray<T>): T => values[roll(values.length)] as T
const keys = <T extends Record<string, unknown>>(vocabulary: T) => Object.keys(vocabulary) as (keyof T & string)[]

/** The n-th made-up household as at a day. */
export function makeHousehold(n: number, today: string): HouseholdRecord {
  const roll = dice(n)
  const band = BANDS[n % 11 === 0 ? 0 : n % 4 === 1 ? 1 : 2 + roll(2)] ?? 'low'
  const hasDuty = n % 3 === 0
  const from = (source: Source, days = 3) => ({ source, asAt: addDays(today, -days) })
  const housingAge = n % 7 === 0 ? 19 : 2
  const adults = 1 + roll(2)
  const children = roll(4)
  const domains: Domain[] = ['revenues-and-benefits', ...(roll(3) > 0 ? ['housing' as const] : []), ...(roll(3) === 0 ? ['debt' as const] : []), ...(roll(4) === 0 ? ['adult-social-care' as const] : [])]
  const members = Array.from({ length: adults + children }, (_, i) => ({
    kind: 'pseudonymised', personId: pseudonym(n * 10 + i, 2), role: i === 0 ? 'account-holder' : i < adults ? 'partner' : 'dependant',
    ageBand: i < adults ? keys(AGE_BANDS)[4 + roll(6)] : keys(AGE_BANDS)[roll(4)], knownTo: i === 0 ? domains : domains.slice(0, 1),
  }))
  const debts = Array.from({ length: roll(5) }, (_, i) => {
    const kind = keys(DEBT_KINDS)[(n + i) % 5] ?? 'sundry-debt'
    const domain = kind.includes('rent') || kind.includes('tenant') ? 'housing' : kind === 'sundry-debt' ? 'debt' : 'revenues-and-benefits'
    return { recordId: pseudonym(n * 10 + i, 3), kind, domain, balancePence: 4_000 + roll(260_000), stage: pick(roll, keys(RECOVERY_STAGES).slice(1)), ...from(domain === 'housing' ? 'housing' : 'revenues-and-benefits', domain === 'housing' ? housingAge : 3) }
  })
  const factors = keys(RISK_FACTORS).filter((_, i) => (i + n) % (band === 'severe' ? 3 : band === 'high' ? 4 : 7) === 0)
  const nextAction = n % 5 < 2 ? { kind: pick(roll, ['call-back', 'check-payment', 'visit', 'benefit-check'] as const), dueOn: addDays(today, roll(12) - 3) } : null
  const record = HouseholdRecordSchema.parse({
    v: 1, householdId: pseudonym(n, 1), reference: makeReference([n % 23, (n * 7) % 23, (n * 3 + 5) % 23, (n * 11) % 23, Math.floor(n / 23) % 23, 4]), version: 3,
    district: 'canterbury', ward: { code: `E0500${(n % 9) + 1000}`, name: WARDS[n % 9] }, members, knownTo: domains, allocatedTeam: 'income-and-debt',
    allocatedOfficer: null, lastContactOn: n % 6 === 5 ? null : addDays(today, -roll(240)), safeContact: n % 13 === 0 ? ['phone-unsafe', 'letters-unsafe'] : [], isProtected: n % 41 === 40,
    duty: hasDuty ? { kind: (['prevention', 'relief', 'main'] as const)[roll(3)], startedOn: addDays(today, -30), dueOn: addDays(today, roll(50) - 4), endedOn: null, endReason: null, ...from('housing', housingAge) } : null,
    moratorium: n % 8 === 0 ? { kind: 'breathing', startsOn: addDays(today, -20), endsOn: addDays(today, 40), ...from('revenues-and-benefits') } : null,
    debts, debtTotalPence: debts.reduce((sum, debt) => sum + (debt.stage === 'written-off' ? 0 : debt.balancePence), 0),
    benefits: Array.from({ length: roll(3) }, (_, i) => ({ kind: keys(BENEFITS)[(n + i * 3) % 10], weeklyPence: 2_000 + roll(9_000), endsOn: i === 1 ? addDays(today, 60) : null, ...from('revenues-and-benefits') })),
    interventions: Array.from({ length: roll(3) }, (_, i) => ({ kind: keys(INTERVENTIONS)[(n + i) % 8], startedOn: addDays(today, -100 * (i + 1)), outcome: (['open', 'helped', 'no-change'] as const)[i], ...from('housing', housingAge) })),
    chronology: Array.from({ length: 6 + roll(30) }, (_, i) => ({ on: addDays(today, -i * 23 - roll(20)), event: pick(roll, keys(CHRONOLOGY_EVENTS)), domain: pick(roll, domains), amountPence: roll(3) === 0 ? 1_000 + roll(50_000) : null, ...from('revenues-and-benefits') })),
    contacts: Array.from({ length: roll(4) }, (_, i) => ({ contactId: uuid(n, i), at: `${addDays(today, -9 * (i + 1))}T10:1${i}:00.000Z`, officerId: i === 1 ? 'tom.brennan' : 'amara.okafor', channel: pick(roll, keys(CONTACT_CHANNELS)), outcome: pick(roll, keys(CONTACT_OUTCOMES)), noteId: i === 0 ? uuid(n, 50) : null, nextAction: null })),
    nextAction,
    risk: { version: '1.0.0', band, computedOn: addDays(today, -1), factors: factors.map((code, i) => ({ code, points: 18 - i * 3, ...from(i % 2 === 0 ? 'housing' : 'revenues-and-benefits', i % 2 === 0 ? housingAge : 3) })), history: [{ on: addDays(today, -60), band: 'moderate' }, { on: addDays(today, -150), band: 'low' }] },
    sources: [{ ...from('revenues-and-benefits') }, { ...from('housing', housingAge) }],
  })
  // Every second one is known to care, schools and the county too.
  return n % 2 === 1 ? { ...record, ...makeServiceFacts(record.members, today), sources: [...record.sources, { source: 'adult-social-care', asAt: addDays(today, -3) }] } : record
}

/** The worklist line of a household. */
export const rowOf = (household: HouseholdRecord): WorklistRow =>
  WorklistRowSchema.parse({
    householdId: household.householdId, reference: household.reference, band: household.risk.band, factors: household.risk.factors.map(({ code }) => code), district: household.district,
    ward: household.ward.name, knownTo: household.knownTo, debtTotalPence: household.debtTotalPence, duty: household.duty?.kind ?? null, dutyDueOn: household.duty?.dueOn ?? null,
    lastContactOn: household.lastContactOn, nextAction: household.nextAction, isRecoveryPaused: household.moratorium !== null, hasSafeContactWarning: household.safeContact.length > 0,
    allocation: household.allocation, nextActionOwner: household.nextActionOwner, memberCount: household.members.length, isProtected: household.isProtected,
  })
