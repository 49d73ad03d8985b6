import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { CasementApp } from '../casement-app'
import { expectAccessible } from './accessibility'

const SIZES = [[1366, 768], [1920, 1080]] as const
const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'screens')

/** A picture at this size, in which nothing scrolls sideways: neither the document nor the page between header and foot, which scrolls by itself. */
export async function takePicture(page: Page, folder: string, name: string, [width, height]: readonly [number, number]): Promise<void> {
  await page.setViewportSize({ width, height })
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
  const tooWide = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('main')].filter((box) => box.scrollWidth > box.clientWidth).map(({ tagName }) => tagName))
  expect(tooWide, `${name} does not scroll sideways at ${width}`).toEqual([])
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}-${width}x${height}.png`) })
}

/** axe, no sideways scrolling, no reference in the title, and a picture at both sizes. */
export async function lookAt(app: CasementApp, name: string): Promise<void> {
  const page = app.page()
  for (const size of SIZES) await takePicture(page, folder, name, size)
  await expectAccessible(page, name)
  expect(await page.title()).not.toMatch(/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]/)
}
