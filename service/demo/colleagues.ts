import type { Officer } from '../../shared/model/officer'

/** Colleagues of the personas, invented: somebody to hand over to, and teams to refer to. Nobody signs in as one of them. */
export const COLLEAGUES = [
  { officerId: 'leila.haddad', displayName: 'Leila Haddad', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
  { officerId: 'owen.pritchard', displayName: 'Owen Pritchard', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
  { officerId: 'sian.beckett', displayName: 'Sian Beckett', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
  { officerId: 'grace.adeyemi', displayName: 'Grace Adeyemi', role: 'officer', team: 'housing-options', district: 'canterbury' },
  { officerId: 'callum.reid', displayName: 'Callum Reid', role: 'supervisor', team: 'housing-options', district: 'canterbury' },
  { officerId: 'nadia.rahman', displayName: 'Nadia Rahman', role: 'officer', team: 'welfare-rights', district: 'canterbury' },
  { officerId: 'joanna.kowal', displayName: 'Joanna Kowal', role: 'outreach', team: 'outreach', district: 'canterbury' },
  { officerId: 'ravi.menon', displayName: 'Ravi Menon', role: 'officer', team: 'income-and-debt', district: 'thanet' },
  { officerId: 'beth.gilmour', displayName: 'Beth Gilmour', role: 'officer', team: 'housing-options', district: 'dover' },
] as const satisfies readonly Officer[]
