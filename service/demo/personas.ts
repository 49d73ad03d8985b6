import type { Officer } from '../../shared/model/officer'

/** The people of the demonstration, by the name that `--persona` takes. Invented. */
export const PERSONAS = {
  officer: { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
  outreach: { officerId: 'tom.brennan', displayName: 'Tom Brennan', role: 'outreach', team: 'outreach', district: 'canterbury' },
  supervisor: { officerId: 'priya.nair', displayName: 'Priya Nair', role: 'supervisor', team: 'income-and-debt', district: 'canterbury' },
  'other-supervisor': { officerId: 'grace.tembo', displayName: 'Grace Tembo', role: 'supervisor', team: 'housing-options', district: 'canterbury' },
  'ig-lead': { officerId: 'helen.marsh', displayName: 'Helen Marsh', role: 'ig-lead', team: 'customer-contact', district: 'canterbury' },
  'second-ig-lead': { officerId: 'ruth.calder', displayName: 'Ruth Calder', role: 'ig-lead', team: 'customer-contact', district: 'canterbury' },
  admin: { officerId: 'dev.patel', displayName: 'Dev Patel', role: 'admin', team: 'customer-contact', district: 'canterbury' },
} as const satisfies Record<string, Officer>

export type PersonaName = keyof typeof PERSONAS

export const PERSONA_NAMES = Object.keys(PERSONAS) as [PersonaName, ...PersonaName[]]

/** The claim that says whose account it is, as a council's own provider has it for its staff. */
export const STAFF_NUMBER_CLAIM = 'employeeid'

/** Everybody's own: nobody here has two accounts. */
export const staffNumberOf = (officerId: string): string => `KM-${1_001 + Object.values(PERSONAS).findIndex((persona) => persona.officerId === officerId)}`

/** The persona of an officer id, or null. */
export const findPersona = (officerId: string): Officer | null =>
  Object.values(PERSONAS).find((persona) => persona.officerId === officerId) ?? null
