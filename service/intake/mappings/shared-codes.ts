import type { SAFE_CONTACT, Team } from '../../../shared/model/codes'

/** Codes on which both source systems agree, because they come from the county's own standard. */
export const TEAM_CODES: Readonly<Record<string, Team>> = {
  HO: 'housing-options', ID: 'income-and-debt', CC: 'customer-contact', OR: 'outreach', WR: 'welfare-rights',
}
export const SAFE_CONTACT_CODES: Readonly<Record<string, keyof typeof SAFE_CONTACT>> = {
  NL: 'letters-unsafe', NV: 'phone-unsafe', V2: 'visit-in-pairs', SW: 'contact-through-support-worker', ND: 'do-not-disclose-address',
}
export const YES_NO: Readonly<Record<string, boolean>> = { Y: true, N: false }
