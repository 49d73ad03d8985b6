import { z } from 'zod'
import { CircleKindSchema, CircleWordsSchema, DeclaredSchema } from '../model/circle'
import { OfficerIdSchema, UuidSchema } from '../model/ids'
import { defineEntry } from './define-contract'

const nothing = z.strictObject({})
const errors = ['CIRCLE_OFFLINE', 'ACCESS_SIGNED_OUT', 'VAULT_RUBBISH'] as const
const declared = z.strictObject({ declared: DeclaredSchema })

/** Whom the officer knows. Online only, and at the vault only: nothing of it is kept on this laptop, and words go one way. */
export const circleContract = {
  /** `isKeeper`: may see that others have declared, and agree to a withdrawal. */
  listOwn: defineEntry({ channel: 'circle:list-own', request: nothing, errors, response: z.strictObject({ declarations: z.array(DeclaredSchema), isKeeper: z.boolean() }) }),
  /** Asking twice with the same id is safe. */
  declare: defineEntry({ channel: 'circle:declare', request: z.strictObject({ declarationId: UuidSchema, kind: CircleKindSchema, words: CircleWordsSchema }), response: declared,
    errors: [...errors, 'CIRCLE_WORDS_INVALID', 'CIRCLE_TOO_MANY', 'KEY_BUNDLE_INVALID'] }),
  askWithdrawal: defineEntry({ channel: 'circle:ask-withdrawal', request: z.strictObject({ declarationId: UuidSchema }), response: declared, errors: [...errors, 'NOT_FOUND', 'CIRCLE_NOT_STANDING'] }),
  listKept: defineEntry({ channel: 'circle:list-kept', request: nothing, errors: [...errors, 'ACCESS_ROLE_FORBIDDEN'],
    response: z.strictObject({ declarations: z.array(DeclaredSchema.extend({ officerId: OfficerIdSchema })) }) }),
  decide: defineEntry({ channel: 'circle:decide', request: z.strictObject({ declarationId: UuidSchema, agrees: z.boolean() }), response: declared,
    errors: [...errors, 'ACCESS_ROLE_FORBIDDEN', 'NOT_FOUND', 'CIRCLE_NOT_STANDING', 'CIRCLE_OWN_DECLARATION'] }),
} as const
