import type { AppLog } from './app-log'
import type { Keyboard } from './press-keys'

/** Opens the databases of the demonstration's laptops where nobody sits at the window. Printed on every such start: it protects nothing. */
export const DEMONSTRATION_PASSPHRASE = 'lantern orchard pebble kestrel'

export interface UnattendedSignIn {
  readonly keyboard: Keyboard
  readonly log: AppLog
  readonly passphrase?: string
}

/**
 * Takes the app from its first screen to its first sync by key presses alone: signs in and enrols, or unlocks what an earlier start
 * enrolled. Each step waits for the screen (its window title) or for the app's own log line. Answers how many households are in the
 * cache (null: the log does not say). Throws with words for the command line when the app refuses a step.
 */
export async function signInForNobody({ keyboard, log, passphrase = DEMONSTRATION_PASSPHRASE }: UnattendedSignIn): Promise<number | null> {
  const synced = log.next(({ message }) => message === 'sync-done')
  const refused = log.next(({ message, channel }) => message === 'call-failed' && channel?.startsWith('access:') === true).then(({ code }) => {
    throw new Error(wordsFor(code))
  })
  const signedOut = log.next(({ message, code }) => message === 'sync-failed' && code === 'ACCESS_SIGNED_OUT').then(() => {
    throw new Error('the app is open and unlocked, but its sign-in has ended: sign in there, or start with --fresh')
  })
  const open = async (): Promise<void> => {
    if (await keyboard.waitForScreen(['Sign in', 'Unlock']) === 'Sign in') {
      await keyboard.press('Return')
      await keyboard.waitForScreen(['Enrol'])
      await keyboard.type(passphrase)
      await keyboard.press('Tab')
    }
    await keyboard.type(passphrase)
    await keyboard.press('Return')
  }
  const { count } = await Promise.race([open().then(() => synced), refused, signedOut])
  return count ?? null
}

function wordsFor(code = 'INTERNAL'): string {
  if (code === 'ACCESS_PASSPHRASE_WRONG') return 'somebody chose a passphrase of their own for this laptop: unlock it at a display, or start with --fresh'
  return `the app did not let us in (${code}): try again, or start with --fresh`
}
