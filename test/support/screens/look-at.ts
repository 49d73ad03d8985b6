import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import type { CasementApp } from '../casement-app'
import { expectAccessible } from './accessibility'

const SIZES = [[1366, 768], [1920, 1080]] as const
const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'screens')

/** axe, no sideways scrolling, no reference in the title, and a picture at both sizes. */
export async function lookAt(app: CasementApp, name: string): Promise<void> {
  const page = app.page()
  mkdirSync(folder, { recursive: true })
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} does not scroll sideways at ${width}`).toBe(true)
    expect(await page.evaluate(() => { const main = document.querySelector('main'); return main === null || main.scrollWidth <= main.clientWidth }), `${name}: the page fits at ${width}`).toBe(true)
    await page.screenshot({ path: path.join(folder, `${name}-${width}x${height}.png`) })
  }
  await expectAccessible(page, name)
  expect(await page.title()).not.toMatch(/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]/)
}
