import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { Profile } from '../../support/profile'

/** What a probe that was put into a page has found; null: nothing that it looks for happened. */
type Found = number | null

declare global {
  interface Window {
    /** The probe of the gesture under way. */
    benchProbe?: Promise<Found>
    benchBeats?: { longestMs: number; longTaskMs: number }
  }
}

/** An event nobody waits for longer than this changed nothing that is shown. */
const NOTHING_CHANGED_MS = 3_000

/**
 * Makes a gesture and answers the milliseconds from its event (`type`, by the event's own time) until a frame is painted in which `shown` answers
 * something else than before: `rows` the households drawn, `household` the household's heading. Null when nothing changed.
 */
export async function fromEventToFrame(page: Page, type: 'input' | 'click', shown: 'rows' | 'household', gesture: () => Promise<unknown>): Promise<number | null> {
  await page.evaluate(([eventType, what, patience]) => {
    const read = (): string => what === 'household'
      ? [...document.querySelectorAll('h1')].map((heading) => heading.textContent ?? '').find((words) => words.startsWith('Household ')) ?? ''
      : [...document.querySelectorAll('.grid__body [data-index]')].map((row) => row.id).join(' ')
    const before = read()
    window.benchProbe = new Promise((resolve) => {
      let startedAt: number | null = null
      document.addEventListener(eventType, (event) => { startedAt ??= event.timeStamp }, { capture: true, once: true })
      const late = setTimeout(() => finish(null), patience)
      const observer = new MutationObserver(() => {
        if (startedAt === null || read() === before) return
        observer.disconnect()
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => finish(performance.now() - (startedAt ?? 0)), { once: true })
          port1.start()
          port2.postMessage(null)
        })
      })
      const finish = (found: number | null): void => {
        clearTimeout(late)
        observer.disconnect()
        resolve(found)
      }
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    })
  }, [type, shown, NOTHING_CHANGED_MS] as const)
  await gesture()
  return page.evaluate(() => window.benchProbe ?? null)
}

/** Looks for the first frame with households in it; `at` gives the wall clock's time of it. */
export async function watchFirstRows(page: Page): Promise<{ at(): Promise<number> }> {
  await page.evaluate(() => {
    window.benchProbe = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('.grid__body [data-index]') === null) return
        observer.disconnect()
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.timeOrigin + performance.now()), { once: true })
          port1.start()
          port2.postMessage(null)
        })
      })
      observer.observe(document.body, { subtree: true, childList: true })
    })
  })
  return { at: async () => (await page.evaluate(() => window.benchProbe ?? null)) ?? Number.NaN }
}

/** A metronome in the window's main thread from now on: how far apart its beats are tells of tasks too short to be a *long task*. */
export async function startBeats(page: Page): Promise<void> {
  await page.evaluate(() => {
    const beats = { longestMs: 0, longTaskMs: 0 }
    window.benchBeats = beats
    let last = performance.now()
    const beat = (): void => {
      if (window.benchBeats !== beats) return observer.disconnect()
      const now = performance.now()
      beats.longestMs = Math.max(beats.longestMs, now - last)
      last = now
      setTimeout(beat, 0)
    }
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) beats.longTaskMs = Math.max(beats.longTaskMs, duration)
    })
    observer.observe({ type: 'longtask' })
    beat()
  })
}

/** The longest that the main thread kept a beat waiting since `startBeats`, and the longest task that Chromium reported (50 ms or more; else 0). */
export const readBeats = async (page: Page): Promise<{ longestMs: number; longTaskMs: number }> =>
  (await page.evaluate(() => window.benchBeats)) ?? { longestMs: 0, longTaskMs: 0 }

export interface LogLine { readonly at: string; readonly message: string; readonly call?: string; readonly ms?: number }

/** The app's own log: codes, counts and times. */
export function readLog(profile: Profile): LogLine[] {
  return readFileSync(path.join(profile.dataDir, 'casement.log'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as LogLine)
}
