import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { codesOf, ROLES } from '../../../shared/model/codes'
import { SharedDomainsSchema } from '../../../shared/model/sharing'

const SharingAgreementSchema = z.strictObject({ roles: z.record(z.enum(codesOf(ROLES)), SharedDomainsSchema) })

/** Which domains each role sees at all: policy data, not code. A role or a domain that it does not name is an error at start, never shared. */
export type SharingAgreement = Readonly<z.infer<typeof SharingAgreementSchema>>

export const shippedSharingAgreement = (): SharingAgreement => SharingAgreementSchema.parse(JSON.parse(readFileSync(new URL('./sharing-agreement.json', import.meta.url), 'utf8')))
