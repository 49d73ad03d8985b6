import type { MessageBoxOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { askAnotherWindow } from '../../../main/app/ask-another-window'
import { TooOften } from '../../../main/settings/too-often'

describe('ends of a process that is replaced by itself', () => {
  function counter() {
    const clock = { now: 0 }
    const ends = new TooOften(() => clock.now)
    return { endAt: (now: number): boolean => { clock.now = now; return ends.noteEnd() } }
  }

  it('are too often at the third within a minute, and at each that soon follows', () => {
    const { endAt } = counter()
    expect([0, 20_000, 59_999, 70_000].map(endAt)).toEqual([false, false, true, true])
  })

  it('are chance when they are a minute apart', () => {
    const { endAt } = counter()
    expect([0, 30_000, 60_000, 90_000, 120_000].map(endAt)).toEqual([false, false, false, false, false])
  })
})

describe('the question whether to open another window', () => {
  const asked = async (response: number): Promise<{ answer: boolean; options: MessageBoxOptions }> => {
    let options: MessageBoxOptions = { message: '' }
    const showMessageBox = (given: unknown) => {
      options = given as MessageBoxOptions
      return Promise.resolve({ response, checkboxChecked: false })
    }
    return { answer: await askAnotherWindow({ showMessageBox }), options }
  }

  it('opens one only for the button that says so; closing the box is no such button', async () => {
    const { answer, options } = await asked(0)
    expect(answer).toBe(true)
    expect(options.buttons).toEqual(['Try again', 'Close Casement'])
    expect(options.cancelId).toBe(1)
    expect((await asked(1)).answer).toBe(false)
  })

  it('says what happened, that nothing is lost, and what to tell the service desk', async () => {
    const { options } = await asked(0)
    expect(options.message).toBe('Casement keeps stopping')
    expect(options.detail).toMatch(/three times within a minute.*\n\nNothing you had saved is lost.*\n\n.*WINDOW_KEEPS_ENDING/)
  })
})
