import { z } from 'zod'
import { OfficerSchema } from '../model/officer'
import { InstantSchema } from '../model/ids'
import { defineEntry } from './define-contract'

const nothing = z.strictObject({})

/** Where a person stands between opening the app and working in it. */
export const AccessStateSchema = z.strictObject({
  /** signed-out: nothing on this laptop yet, sign in first · needs-enrolment: signed in, choose a passphrase · locked · unlocked */
  phase: z.enum(['signed-out', 'needs-enrolment', 'locked', 'unlocked']),
  officer: OfficerSchema.nullable(),
  /** False: no system key store, the passphrase alone wraps the key (said plainly on the screens). */
  hasKeyStore: z.boolean(),
  /** When unlocked: is there a valid sign-in for the service, or only the local data? */
  isSignedIn: z.boolean(),
  /** After wrong passphrases: earliest next try. */
  waitUntil: InstantSchema.nullable(),
  /** Work in the recovery spool that waits for a new enrolment. */
  recoverable: z.int().min(0),
  /** Shown where a build is not the shipped one. */
  isTestRuntime: z.boolean(),
  /** This laptop was revoked, and erased itself then. Null once somebody has enrolled on it again. */
  wipedAt: InstantSchema.nullable(),
})
export type AccessState = z.infer<typeof AccessStateSchema>

const passphrase = z.strictObject({ passphrase: z.string().min(1).max(200) })

export const accessContract = {
  getState: defineEntry({ channel: 'access:get-state', whenLocked: true, request: nothing, response: AccessStateSchema, errors: ['STORE_NOT_STARTED', 'STORE_KEEPS_ENDING'] }),
  /** Opens the system browser at the pinned issuer and waits for the loopback redirect (RFC 8252), at most 5 minutes. */
  signIn: defineEntry({ channel: 'access:sign-in', whenLocked: true, request: nothing, response: AccessStateSchema,
    errors: ['ACCESS_SIGN_IN_FAILED', 'ACCESS_SIGN_IN_TIMED_OUT', 'ACCESS_SIGN_IN_STOPPED', 'HUB_UNREACHABLE', 'KEY_BUNDLE_INVALID'] }),
  /** The browser's page was closed: `signIn` answers at once with ACCESS_SIGN_IN_STOPPED. Nothing waits: nothing happens. */
  stopSignIn: defineEntry({ channel: 'access:stop-sign-in', whenLocked: true, request: nothing, response: nothing, errors: [] }),
  enrol: defineEntry({ channel: 'access:enrol', whenLocked: true, request: passphrase, response: AccessStateSchema,
    errors: ['ACCESS_PASSPHRASE_WEAK', 'ACCESS_SIGNED_OUT', 'ACCESS_DEVICE_LIMIT', 'ACCESS_KEY_STORE_REQUIRED', 'HUB_UNREACHABLE', 'VAULT_UNREACHABLE'] }),
  unlock: defineEntry({ channel: 'access:unlock', whenLocked: true, request: passphrase, response: AccessStateSchema,
    errors: ['ACCESS_PASSPHRASE_WRONG', 'ACCESS_WAIT', 'ACCESS_KEY_STORE_CHANGED', 'STORE_NEWER_VERSION', 'STORE_CORRUPTED', 'STORE_DISK_FULL'] }),
  /** Forgotten passphrase: puts the old files aside (nothing is erased) and starts again at sign-in; the recovery spool goes up after enrolling. */
  startAgain: defineEntry({ channel: 'access:start-again', whenLocked: true, request: nothing, response: AccessStateSchema, errors: ['STORE_UNAVAILABLE'] }),
  lock: defineEntry({ channel: 'access:lock', handledBy: 'main', whenLocked: true, request: nothing, response: nothing, errors: [] }),
  /** The store process could not start, or ended too often: another try, because somebody asked for it. */
  startStore: defineEntry({ channel: 'access:start-store', handledBy: 'main', whenLocked: true, request: nothing, response: nothing, errors: ['STORE_NOT_STARTED', 'STORE_KEEPS_ENDING'] }),
  /** The window's answer to `access:locking`: what was typed is in the store. */
  draftsSaved: defineEntry({ channel: 'access:drafts-saved', handledBy: 'main', whenLocked: true, request: nothing, response: nothing, errors: [] }),
  /** The officer did something: restarts the idle clock. The window sends it at most every 5 s. */
  noteActivity: defineEntry({ channel: 'access:note-activity', handledBy: 'main', whenLocked: true, request: nothing, response: nothing, errors: [] }),
} as const
