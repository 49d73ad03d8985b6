import { addDays } from '../../intake/code/uk-date'
import { FEMALE, MALE, SURNAMES } from './names'
import type { Random } from './random'
import type { SyntheticNote } from './synthetic-household'

type Templates = readonly [string, ...string[]]

/** Words as officers write them, with names in: they belong in the vault. {main}: the resident, {other}: somebody else. */
export const REVENUES_NOTES: Templates = [
  'Rang {main}. Hours at work were cut, can pay a little each month. Sister {other} helps with forms.',
  '{main} disputes the summons costs. Says {other} moved out in spring. Asked for proof of tenancy.',
  'Call from {other} (no authority on file), told nothing. {main} to ring back herself or send consent.',
  '{main} came in with letters unopened for months. Went through them together; referred to debt advice, spoke to {other} there.',
  'Payment of £20.00 promised by {main} for Friday. "Not before", she said, and sounded worried.',
]
export const HOUSING_NOTES: Templates = [
  'Visited. {main} at home with neighbour {other}. Damp in the back bedroom, repair raised.',
  '{main} says landlord {other} wants to sell. Notice seen, two months. Assessment booked.',
  'Tried {main} twice, no answer. Left card. Neighbour {other} says away until Sunday.',
  '{main} told us of a new job at a farm shop; first pay at the end of the month. Support worker {other} present.',
]

export const CARE_NOTES: Templates = [
  'Review with {main}. Daughter {other} manages the money and has power of attorney. Bills kept in a drawer.',
  '{main} fell twice this month. Neighbour {other} rang the telecare line. Physiotherapy asked for.',
  'Home visit: {main} says the carer {other} comes late. Provider told.',
]
export const CHILD_NOTES: Templates = [
  'Home visit. {main} worried about the rent; children well looked after. School nurse {other} to follow up.',
  'Meeting at school with {main} and family worker {other}. Mornings are hard since the move.',
]
export const DEBT_NOTES: Templates = [
  '{main} says the invoice was for {other}, who lived there before. Copy sent.',
  'Income form posted to {main}. Asked {other} at the advice centre to help.',
]

export function inventNote(random: Random, today: string, templates: Templates, by: string, main: string): SyntheticNote {
  const other = `${random.pick(random.chance(0.5) ? FEMALE : MALE)} ${random.pick(SURNAMES)}`
  return { on: addDays(today, -random.whole(5, 300)), by, text: random.pick(templates).replaceAll('{main}', main).replaceAll('{other}', other) }
}
