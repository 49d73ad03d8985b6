import { expect, type Locator, type Page } from '@playwright/test'
import type { CasementApp } from '../support/casement-app'
import { householdReference } from '../support/screens/find-screen'
import { CountedHand, type Inputs, type SpokenDetail } from '../support/screens/counted-hand'
import type { Album } from './album'
import type { CallFigures } from './call-figures'

const NOTHING: Inputs = { keys: 0, clicks: 0, characters: 0 }

/** A contact as it is recorded at the end of a call, in the words of the form. */
interface Contact {
  readonly outcome: string
  readonly note?: string
  readonly next?: readonly [action: string, due: 'Tomorrow' | 'In a week' | 'In two weeks']
}

/** An officer's desk during one call: everything is done by hand, and counted. */
export class Desk {
  readonly hand: CountedHand
  readonly #app: CasementApp
  readonly #album: Album
  #opening = NOTHING
  #finding: Inputs | null = null

  constructor(app: CasementApp, album: Album) {
    this.#app = app
    this.#album = album
    this.hand = new CountedHand(() => app.page())
  }

  page(): Page {
    return this.#app.page()
  }

  picture(title: string, caption: string): Promise<void> {
    return this.#album.take(this.page(), title, caption)
  }

  /** The phone rings: g f, and the count begins. */
  async openFind(): Promise<void> {
    await this.hand.press('g', 'f')
    await expect(this.page().getByRole('heading', { name: 'Find a household' })).toBeVisible()
    this.#opening = this.hand.take()
  }

  find(says: readonly SpokenDetail[], isFresh = true): Promise<void> {
    return this.hand.fillFind(says, isFresh)
  }

  /** The household is on the screen and shows what answers the call: the count from Find ends. */
  async expectAnswer(...sees: readonly RegExp[]): Promise<void> {
    await householdReference(this.page())
    for (const each of sees) await expect(this.page().getByText(each).first()).toBeVisible()
    this.#finding = this.hand.take()
  }

  /** Records the contact on the household's page: c, then field by field with Tab. */
  async recordContact({ outcome, note, next }: Contact): Promise<void> {
    await this.hand.press('c')
    await expect(this.page().getByLabel('Contact by')).toBeFocused()
    await this.#choose('Contact by', 'Phone')
    await this.hand.press('Tab')
    await this.#choose('Outcome', outcome)
    await this.hand.press('Tab')
    if (note !== undefined) await this.hand.type(note)
    if (next !== undefined) {
      await this.hand.press('Tab')
      await this.#choose('Next action', next[0])
      await this.hand.click(this.page().getByRole('button', { name: next[1], exact: true }))
    }
  }

  /** Types a choice into the list that has the focus, and sees that it was taken. */
  async #choose(label: string, words: string): Promise<void> {
    const list = this.page().getByLabel(label, { exact: true })
    await expect(list).toBeFocused()
    await this.hand.type(words)
    await expect(list.locator('option:checked')).toHaveText(words)
  }

  async saveContact(): Promise<void> {
    await this.hand.click(this.page().getByRole('button', { name: 'Save contact' }))
    await expect(this.page().getByText('Saved on this laptop.')).toBeVisible()
    await this.hand.press('Home') // the form was long: what was saved stands above the window's edge
  }

  /** Opens the dialog for the member whom Find found, and states a need. The caller submits. */
  async stateNeed(purpose: string, reason: string): Promise<Locator> {
    await this.hand.press('r')
    const dialog = this.page().getByRole('dialog', { name: /^Reveal details of / })
    await expect(dialog).toBeVisible()
    // What a relationship filled in is only confirmed.
    const chosen = dialog.getByLabel(purpose, { exact: true })
    if (!(await chosen.isChecked())) await this.hand.click(chosen)
    const words = dialog.getByLabel('Reason, in your own words')
    if ((await words.inputValue()) !== '') return dialog
    await this.hand.click(words)
    await this.hand.type(reason)
    return dialog
  }

  /** What the call took. */
  figures(title: string): CallFigures {
    if (this.#finding === null) throw new Error(`${title}: no answer was reached`)
    return { title, opening: this.#opening, finding: this.#finding, after: this.hand.take() }
  }
}
