import { z } from 'zod'
import notice from './sharing-notice.json' with { type: 'json' }

/** Where a column ends: identity groups and words in the vault, coded facts in the hub. */
const KindSchema = z.enum(['identity', 'fact', 'words'])
export type Kind = z.infer<typeof KindSchema>

/**
 * The categories of data of the sharing notice as data, with the notice's version (the day of its last update). A column of an extract that
 * fits none of these may not be mapped, and so is refused. What is "openly available on the internet" was decided not to be collected.
 */
export const SharingNoticeSchema = z.strictObject({
  version: z.iso.date(),
  categories: z.record(z.string(), z.strictObject({ words: z.string().min(1), kinds: z.array(KindSchema).min(1), isSpecial: z.boolean() })),
})
export type SharingNotice = z.infer<typeof SharingNoticeSchema>

export type Category = keyof typeof notice.categories

/** The notice in force. */
export const SHARING_NOTICE: SharingNotice = SharingNoticeSchema.parse(notice)
