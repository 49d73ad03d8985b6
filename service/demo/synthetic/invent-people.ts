import { addDays } from '../../intake/code/uk-date'
import { FEMALE, MALE, plainLetters, SURNAMES } from './names'
import type { Random } from './random'
import type { SyntheticPerson } from './synthetic-household'

/** Prefixes that HMRC never issues (NIM39110). QQ belongs to the scripted households. */
export const NEVER_ISSUED = ['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'] as const
export const SCRIPTED_PREFIX = 'QQ'
const SUFFIXES = 'ABCD'
/** Most people of one household. */
const MOST = 10

/** A different number for every serial below seven million: NI numbers join people, so two must never meet by chance. */
export function inventNiNumber(serial: number, seed: number): string {
  const digits = (Math.floor(serial / NEVER_ISSUED.length) * 7_919 + (seed % 1_000_000)) % 1_000_000
  return `${NEVER_ISSUED[serial % NEVER_ISSUED.length] ?? 'ZZ'}${String(digits).padStart(6, '0')}${SUFFIXES.charAt(serial % 4)}`
}

/** Numbers that Ofcom keeps for drama; 07700 900900 and above belong to the scripted households. */
const inventMobile = (random: Random): string => `07700 900${String(random.whole(0, 899)).padStart(3, '0')}`
const inventLandline = (random: Random): string => `01632 960${String(random.whole(0, 999)).padStart(3, '0')}`

const HEALTH = ['', '', '', '', '', 'Long-term back condition', 'Asthma', 'Type 2 diabetes', 'Anxiety and depression', 'Hearing impairment', 'Uses a wheelchair', 'Early-stage dementia'] as const
export const SCHOOLS = ['Oastfield Primary', 'Saltpan Infants', 'Ragstone Academy', 'Pilgrimsend Juniors'] as const

type Make = { readonly random: Random; readonly today: string; readonly seed: number; readonly household: number }

function birthday({ random, today }: Make, youngest: number, oldest: number): string {
  // At least some days old: a birth after the extract was drawn could not be in it.
  return addDays(today, -Math.floor(random.whole(youngest, oldest) * 365.25) - random.whole(7, 364))
}

function inventPerson(make: Make, place: number, part: SyntheticPerson['part'], surname: string, ages: readonly [number, number]): SyntheticPerson {
  const { random, household, seed } = make
  const isFemale = random.chance(part === 'main' ? 0.58 : 0.5)
  const names = isFemale ? FEMALE : MALE
  const forename = random.pick(names)
  const forenames = random.chance(0.35) ? `${forename} ${random.pick(names)}` : forename
  const isAdult = part !== 'child'
  const isReachable = isAdult && (part === 'main' || random.chance(0.5))
  return {
    part, forenames, surname,
    previousName: isAdult && isFemale && random.chance(0.1) ? `${forename} ${random.pick(SURNAMES)}` : '',
    dateOfBirth: birthday(make, ...ages),
    niNumber: isAdult && random.chance(0.93) ? inventNiNumber(household * MOST + place, seed) : '',
    phone: isReachable ? inventMobile(random) : '',
    otherPhone: isReachable && random.chance(0.15) ? inventLandline(random) : '',
    email: isReachable && random.chance(0.7) ? `${plainLetters(forename)}.${plainLetters(surname)}${random.whole(1, 99)}@${random.pick(['example.com', 'example.org'])}` : '',
    health: isAdult ? random.pick(HEALTH) : '',
    childInfo: !isAdult && random.chance(0.4) ? `Attends ${random.pick(SCHOOLS)}` : '',
  }
}

/** Who lives together: about 2.3 people, shapes as the census of Kent has them, roughly. */
export function inventPeople(make: Make): readonly [SyntheticPerson, ...SyntheticPerson[]] {
  const { random } = make
  const surname = random.pick(SURNAMES)
  const shape = random.weighted({ single: 30, older: 8, couple: 16, family: 26, 'lone-parent': 16, adults: 4 })
  const mainAges = { single: [19, 64], older: [66, 91], couple: [22, 79], family: [24, 52], 'lone-parent': [20, 48], adults: [45, 70] } as const
  const main = inventPerson(make, 0, 'main', surname, mainAges[shape])
  const others: SyntheticPerson[] = []
  const partnerName = random.chance(0.7) ? surname : random.pick(SURNAMES)
  if (shape === 'couple' || shape === 'family') others.push(inventPerson(make, 1, 'partner', partnerName, mainAges[shape]))
  if (shape === 'adults') others.push(inventPerson(make, 1, random.chance(0.3) ? 'carer' : 'adult', surname, [18, 40]))
  const children = shape === 'family' || shape === 'lone-parent' ? Number(random.weighted({ 1: 42, 2: 38, 3: 15, 4: 5 })) : 0
  for (let i = 0; i < children; i += 1) others.push(inventPerson(make, 2 + i, 'child', random.chance(0.9) ? surname : partnerName, [0, 16]))
  return [main, ...others]
}
