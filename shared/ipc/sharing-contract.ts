import { z } from 'zod'
import { InstantSchema } from '../model/ids'
import { SharingAgreementSchema } from '../model/sharing'
import { defineEntry } from './define-contract'

/** `signedBy`: the key, by the name it has in the key bundle. `since`: when the central service began to work with it. */
export const SharingVersionSchema = z.strictObject({ agreement: SharingAgreementSchema, signedBy: z.string().max(80), since: InstantSchema })
export type SharingVersion = z.infer<typeof SharingVersionSchema>

/** Which domains each role sees. Online only; each version was verified on this laptop from the pinned root downwards. */
export const sharingContract = {
  getAgreement: defineEntry({ channel: 'sharing:get-agreement', request: z.strictObject({}), response: z.strictObject({ inForce: SharingVersionSchema, earlier: z.array(SharingVersionSchema) }),
    errors: ['OVERSIGHT_OFFLINE', 'HUB_RUBBISH', 'ACCESS_SIGNED_OUT', 'KEY_BUNDLE_INVALID', 'KEY_UNKNOWN'] }),
} as const
