import { z } from 'zod'
import { Ed25519PublicJwkSchema } from '../../shared/model/ids'
import { parseUrl } from './parse-url'

const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/
const origin = z
  .string()
  .refine(
    (url) => loopback.test(url) || (/^https:\/\/[^/]+$/.test(url) && parseUrl(url) !== null),
    'an https origin, or http on the loopback',
  )

/** What a council fixes when it builds Casement. Nothing at run time can change it. */
export const BuildConfigSchema = z
  .strictObject({
    hubUrl: origin,
    vaultUrl: origin,
    issuer: origin,
    clientId: z.string().min(1).max(60),
    /** Controller root: signs the key bundle. */
    rootPublicKey: Ed25519PublicJwkSchema,
    /** Production policy: https only, a system key store required. */
    production: z.boolean(),
    /** Opens the inspect fuse and the debug-switch refusal, and nothing else (a test says so). */
    debugSurface: z.boolean(),
  })
  .refine(
    (config) =>
      !config.production || [config.hubUrl, config.vaultUrl, config.issuer].every((url) => url.startsWith('https:')),
    'production needs https',
  )
export type BuildConfig = z.infer<typeof BuildConfigSchema>
