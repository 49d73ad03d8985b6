import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { readAppLog } from '../../../../service/demo/app-log'
import type { Keyboard } from '../../../../service/demo/press-keys'
import { DEMONSTRATION_PASSPHRASE, signInForNobody } from '../../../../service/demo/sign-in-for-nobody'
import { passphraseStrength } from '../../../../shared/passphrase/passphrase-strength'

/** An app that shows one screen, a keyboard that notes what is done, and the app's stderr to write to. */
function at(screen: 'Sign in' | 'Unlock') {
  const stderr = new PassThrough()
  const passedOn = new PassThrough()
  const done: string[] = []
  const keyboard: Keyboard = {
    waitForScreen: (titles) => {
      const shown = titles.find((title) => title === screen || title === 'Enrol')
      if (shown === undefined) return new Promise(() => undefined)
      done.push(`see ${shown}`)
      return Promise.resolve(shown)
    },
    press: (...keys) => Promise.resolve(void done.push(...keys)),
    type: (text) => Promise.resolve(void done.push(`"${text}"`)),
  }
  const count = signInForNobody({ keyboard, log: readAppLog(stderr, passedOn), passphrase: 'four words' })
  const tell = (line: object): boolean => stderr.write(`${JSON.stringify(line)}\n`)
  return { count, done, tell, stderr, passedOn }
}

describe('Where nobody sits at the window', () => {
  test('a first start signs in, types the passphrase twice, and waits for the first sync', async () => {
    const { count, done, tell, stderr, passedOn } = at('Sign in')
    stderr.write('{ no line of the log\n')
    tell({ message: 'enrolled' })
    tell({ message: 'sync-done', count: 38 })
    expect(await count).toBe(38)
    expect(done).toEqual(['see Sign in', 'Return', 'see Enrol', '"four words"', 'Tab', '"four words"', 'Return'])
    expect(String(passedOn.read())).toContain('{ no line of the log\n')
  })

  test('a later start unlocks', async () => {
    const { count, done, tell } = at('Unlock')
    tell({ message: 'sync-done', count: 0 })
    expect(await count).toBe(0)
    expect(done).toEqual(['see Unlock', '"four words"', 'Return'])
  })

  test.each([
    [{ message: 'call-failed', channel: 'access:unlock', code: 'ACCESS_PASSPHRASE_WRONG' }, 'a passphrase of their own'],
    [{ message: 'call-failed', channel: 'access:sign-in', code: 'ACCESS_SIGN_IN_FAILED' }, 'ACCESS_SIGN_IN_FAILED'],
    [{ message: 'sync-failed', code: 'ACCESS_SIGNED_OUT' }, 'its sign-in has ended'],
  ])('what the app refuses is said, and not tried again: %j', async (line, words) => {
    const { count, done, tell } = at('Unlock')
    tell(line)
    await expect(count).rejects.toThrow(words)
    expect(done.filter((one) => one === 'Return')).toHaveLength(1)
  })

  test('the demonstration passphrase is one that the app takes', () => {
    expect(passphraseStrength(DEMONSTRATION_PASSPHRASE).isStrong).toBe(true)
  })
})
