import { expect, type Locator, type Page } from '@playwright/test'

/** What a hand did: keys pressed (a chord, a letter that is a command, Tab, Enter: one each), clicks, and characters of text typed. */
export interface Inputs {
  readonly keys: number
  readonly clicks: number
  readonly characters: number
}

/** The fields of Find in the order of the Tab key. */
const TAB_ORDER = ['Name', 'Day', 'Month', 'Year', 'Postcode', 'NI number', 'Phone', 'Account number', 'Or the household reference']

/** One field's label and the text typed into it. */
export type SpokenDetail = readonly [label: string, text: string]

/** A person's hands at the keyboard and the mouse: real inputs, each counted. */
export class CountedHand {
  readonly #page: () => Page
  #keys = 0
  #clicks = 0
  #characters = 0

  /** @param page asked each time: a lock replaces the window */
  constructor(page: () => Page) {
    this.#page = page
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#keys += 1
      await this.#page().keyboard.press(key)
    }
  }

  async click(target: Locator): Promise<void> {
    this.#clicks += 1
    await target.click()
  }

  /** Types text into what has the focus; in a list of choices, the beginning of one. */
  async type(text: string): Promise<void> {
    this.#characters += text.length
    await this.#page().keyboard.type(text)
  }

  /**
   * Fills in and submits Find: Tab to the next field, a click to one further away, Enter. A fresh Find has the focus in the name.
   */
  async fillFind(says: readonly SpokenDetail[], isFresh = true): Promise<void> {
    if (isFresh) await expect(this.#page().getByLabel('Name', { exact: true })).toBeFocused()
    let at = isFresh ? 0 : Number.NEGATIVE_INFINITY
    for (const [label, text] of says) {
      const wanted = TAB_ORDER.indexOf(label)
      const field = this.#page().getByLabel(label, { exact: true })
      if (wanted !== at) {
        await (wanted === at + 1 ? this.press('Tab') : this.click(field))
        at = wanted
      }
      await expect(field).toBeFocused()
      await this.type(text)
    }
    await this.press('Enter')
  }

  /** What was done since the last time this was asked. */
  take(): Inputs {
    const done = { keys: this.#keys, clicks: this.#clicks, characters: this.#characters }
    this.#keys = 0
    this.#clicks = 0
    this.#characters = 0
    return done
  }
}
