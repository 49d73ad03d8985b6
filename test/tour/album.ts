import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { CallFigures } from './call-figures'
import { tourPage, type Chapter, type Picture } from './tour-page'

/** Two screen sizes of council laptops are designed for; the smaller shows what fits. */
const SIZE = { width: 1366, height: 768 } as const

/** The tour's pictures, numbered in the order they are taken, and its page. */
export class Album {
  readonly #folder: string
  readonly #chapters: (Chapter & { readonly pictures: Picture[] })[] = []
  #taken = 0

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** Begins a part of the tour; pictures from now on belong to it. */
  begin(title: string, story: string): void {
    this.#chapters.push({ title, story, pictures: [] })
  }

  async take(page: Page, title: string, caption: string): Promise<void> {
    this.#taken += 1
    const file = `${String(this.#taken).padStart(2, '0')}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')}.png`
    await page.setViewportSize(SIZE)
    await page.screenshot({ path: path.join(this.#folder, file), animations: 'disabled' })
    this.#chapters.at(-1)?.pictures.push({ file, title, caption })
  }

  /** Writes the page; answers how many pictures there are. */
  finish(calls: readonly CallFigures[]): number {
    writeFileSync(path.join(this.#folder, 'index.html'), tourPage(this.#chapters, calls))
    return this.#taken
  }
}
