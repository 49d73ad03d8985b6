import { z } from 'zod'

const line = z.string().min(3).max(120).regex(/^\P{Cc}*$/u)

/** For a court or law-enforcement request: the legal power it rests on, and who authorised it there (rank or office, and body). */
export const AuthoritySchema = z.strictObject({ power: line, authoriser: line })
export type Authority = z.infer<typeof AuthoritySchema>

/** The one way that the two become the committed value: a line each. */
export const joinAuthority = ({ power, authoriser }: Authority): string => `${power}\n${authoriser}`

/** Null for what no laptop of ours made. */
export function splitAuthority(value: string): Authority | null {
  const [power, authoriser, ...more] = value.split('\n')
  const parsed = AuthoritySchema.safeParse({ power, authoriser })
  return parsed.success && more.length === 0 ? parsed.data : null
}
