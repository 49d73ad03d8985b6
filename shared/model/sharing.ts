import { z } from 'zod'
import { codesOf, DOMAINS, ROLES, type Domain } from './codes'
import { InstantSchema } from './ids'

/** How much of a domain a role sees at all, by the sharing agreement (design §3 rule 8). */
export const SHARE_LEVELS = { hidden: 'Nothing', flag: 'That it knows the household', detail: 'What it says of the household' } as const

/** What one role sees of each domain. */
export const SharedDomainsSchema = z.record(z.enum(codesOf(DOMAINS)), z.enum(codesOf(SHARE_LEVELS)))
export type SharedDomains = Readonly<Record<Domain, keyof typeof SHARE_LEVELS>>

/** A role or a domain that is not named makes it no agreement: nothing is shared by default. */
export const SharedRolesSchema = z.record(z.enum(codesOf(ROLES)), SharedDomainsSchema)

/** Which domains each role sees at all, as the controller signs it (key of use `purposes`, `typ: casement-sharing-agreement`). Its serial is its version. */
export const SharingAgreementSchema = z.strictObject({
  v: z.literal(1), type: z.literal('sharing-agreement'), serial: z.int().min(1), issuedAt: InstantSchema, roles: SharedRolesSchema,
})
export type SharingAgreement = Readonly<z.infer<typeof SharingAgreementSchema>>
export const SHARING_AGREEMENT_TYP = 'casement-sharing-agreement'

/** What every casework role sees, whatever the agreement says of the domain it comes from, and why. */
export const ALWAYS_SHOWN = [
  { what: 'Safe contact warnings, and that a record is protected', why: 'They must be known before anybody rings, writes or knocks.' },
  { what: 'A Breathing Space moratorium', why: 'The law pauses recovery, whoever was told of it first.' },
  { what: 'The council’s own homelessness duty and its clock', why: 'It is the council’s to meet, and the clock runs whoever is looking.' },
  { what: 'Who lives there by age band, the ward, the team and the council’s own contacts and promises', why: 'Without them nobody could work with the household at all.' },
  { what: 'The band of the risk indicator', why: 'It is the household’s. The factors that come from a withheld domain are left out, and so is the sum of its debts.' },
] as const
