import { describe, expect, test } from 'vitest'
import { tourPage } from '../../tour/tour-page'

const CHAPTERS = [
  { title: 'Starting the day', story: 'A new laptop.', pictures: [{ file: '01-sign-in.png', title: 'Sign in', caption: 'By the council\'s own account.' }] },
  { title: 'Arrears & more', story: 'A <caller> rings.', pictures: [{ file: '02-find.png', title: 'Find', caption: 'g, then f.' }] },
]
const FIGURES = [{ title: 'Arrears & more', opening: { keys: 2, clicks: 0, characters: 0 }, finding: { keys: 2, clicks: 1, characters: 9 }, after: { keys: 0, clicks: 0, characters: 0 } }]

describe('the page of the tour', () => {
  const page = tourPage(CHAPTERS, FIGURES)

  test('has a language, a title, headings that the contents lead to, and a word for each picture', () => {
    expect(page).toContain('<html lang="en-GB">')
    expect(page).toContain('<title>Casement: a tour</title>')
    for (const id of ['part-1', 'part-2']) {
      expect(page).toContain(`href="#${id}"`)
      expect(page).toContain(`id="${id}"`)
    }
    expect(page.match(/<img [^>]*alt="Screenshot: [^"]+"/g)).toHaveLength(2)
  })

  test('stands alone beside its pictures: no script, no address of anywhere else', () => {
    expect(page).toContain('src="01-sign-in.png"')
    expect(page).not.toMatch(/<script|https?:|src="\/|@import|url\(/)
  })

  test('writes text as text', () => {
    expect(page).toContain('A &lt;caller&gt; rings.')
    expect(page).toContain('Arrears &amp; more')
    expect(page).not.toContain('<caller>')
  })
})
