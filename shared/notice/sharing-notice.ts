import { z } from 'zod'
import notice from './sharing-notice.json' with { type: 'json' }

/** Where a column of an extract ends: identity groups and words in the vault, coded facts in the hub. */
export const DATA_KINDS = { identity: 'Identified details, sealed in the vault', fact: 'Coded facts, at the central service', words: 'Words, sealed in the vault' } as const
export const DataKindSchema = z.enum(['identity', 'fact', 'words'])
export type DataKind = z.infer<typeof DataKindSchema>

/**
 * What the published privacy notice binds the product to, as data, with the notice's version (the day of its last update). A column of an extract that fits none of
 * the categories may not be mapped, and so is refused. What is "openly available on the internet" was decided not to be collected. The districts it names are DISTRICTS.
 */
export const SharingNoticeSchema = z.strictObject({
  version: z.iso.date(),
  categories: z.record(z.string(), z.strictObject({ words: z.string().min(1), kinds: z.array(DataKindSchema).min(1), isSpecial: z.boolean() })),
  purposes: z.array(z.string().min(1)).min(1),
  bases: z.array(z.strictObject({ article: z.string().min(1), words: z.string().min(1) })).min(1),
  sharedWith: z.array(z.string().min(1)).min(1),
  under: z.string().min(1),
})
export type SharingNotice = z.infer<typeof SharingNoticeSchema>

export type Category = keyof typeof notice.categories

/** The notice in force. */
export const SHARING_NOTICE: SharingNotice = SharingNoticeSchema.parse(notice)
