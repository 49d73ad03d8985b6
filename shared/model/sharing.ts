import { z } from 'zod'
import { codesOf, DOMAINS, type Domain } from './codes'

/** How much of a domain a role sees at all, by the sharing agreement (design §3 rule 8). */
export const SHARE_LEVELS = { hidden: 'Nothing', flag: 'That it knows the household', detail: 'What it says of the household' } as const

/** What one role sees of each domain. */
export const SharedDomainsSchema = z.record(z.enum(codesOf(DOMAINS)), z.enum(codesOf(SHARE_LEVELS)))
export type SharedDomains = Readonly<Record<Domain, keyof typeof SHARE_LEVELS>>
