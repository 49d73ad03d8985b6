import { z } from 'zod'

/**
 * Messages between the main process and the store process. Calls are contract entries passed whole (`channel`, `request`), answered by
 * an envelope; the rest is the store process's life.
 */
export const ToStoreSchema = z.discriminatedUnion('type', [
  /** First message: where to work, the build configuration, and the key-store half of the database key (null: passphrase only). */
  z.strictObject({ type: z.literal('start'), dataDir: z.string(), buildConfig: z.unknown(), keyStoreSecret: z.instanceof(Uint8Array).nullable(), keyStoreBackend: z.string(), isTestRuntime: z.boolean() }),
  z.strictObject({ type: z.literal('call'), id: z.int(), channel: z.string().max(60), request: z.unknown() }),
  z.strictObject({ type: z.literal('stop') }),
])
export const FromStoreSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('answer'), id: z.int(), envelope: z.unknown() }),
  z.strictObject({ type: z.literal('event'), name: z.string().max(60), data: z.unknown() }),
  /** Sign-in: main opens it in the system browser if it is on the pinned issuer. */
  z.strictObject({ type: z.literal('open-browser'), url: z.string().max(4_000) }),
  z.strictObject({ type: z.literal('stopped') }),
])
export type ToStore = z.infer<typeof ToStoreSchema>
export type FromStore = z.infer<typeof FromStoreSchema>
