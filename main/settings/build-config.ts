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

/** Root keys whose private half is published, so that anybody could sign a key bundle: RFC 8037, appendix A. */
const PUBLISHED_KEYS: ReadonlyArray<string> = ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo']

/** What a council fixes when it builds Casement. Nothing at run time can change it. */
export const BuildConfigSchema = z
  .strictObject({
    hubUrl: origin,
    vaultUrl: origin,
    issuer: origin,
    clientId: z.string().min(1).max(60),
    /** Telephone of the duty desk, for whoever has no signal for anything else. */
    dutyDesk: z.string().min(3).max(60).optional(),
    /** Controller root: signs the key bundle. */
    rootPublicKey: Ed25519PublicJwkSchema.refine(
      ({ x }) => !PUBLISHED_KEYS.includes(Buffer.from(x, 'base64url').toString('base64url')),
      'a key whose private half is published',
    ),
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
  .refine((config) => !config.production || !config.debugSurface, 'production has no debug surface')
export type BuildConfig = z.infer<typeof BuildConfigSchema>
