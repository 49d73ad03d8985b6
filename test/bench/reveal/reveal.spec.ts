import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { startCasement } from '../../support/casement-app'
import { readE2eFacts } from '../../support/e2e-facts'
import { SCRIPTED } from '../../support/scripted-people'
import { enrolAndUnlock } from '../../support/screens/access-screens'
import { findHousehold } from '../../support/screens/find-screen'
import { fillStatement, openRevealDialog, revealed } from '../../support/screens/reveal-screen'
import { asSuperuser, hostFacts } from '../../support/service-control'
import { percentile } from '../measure'
import { barePipe } from '../windows/bare-pipe'

const ROUNDS = Number(process.env['CASEMENT_BENCH_ROUNDS'] ?? 5)
const SAMPLES = Number(process.env['CASEMENT_BENCH_SAMPLES'] ?? 20)

test('from the click to the details, against two bare requests and a frame', async () => {
  const { ports, proxyPorts } = readE2eFacts()
  const pipes = await Promise.all([barePipe(proxyPorts.hub, ports.hub), barePipe(proxyPorts.vault, ports.vault)])
  const bare = await startBare((await hostFacts()).databases.hub)
  const app = await startCasement()
  try {
    await findHousehold(await enrolAndUnlock(app), SCRIPTED.councilTax)
    const page = app.page()
    const [values, baselines]: [number[], number[]] = [[], []]
    for (let round = -1; round < ROUNDS; round += 1) {
      await forgetCaps()
      const [reveals, bares]: [number[], number[]] = [[], []]
      for (let n = 0; n < SAMPLES; n += 1) {
        reveals.push(await reveal(page))
        bares.push((await bare.twice()) + (await frame(page)))
      }
      if (round < 0) continue // the first is for caches and compilers
      values.push(percentile(reveals, 0.95))
      baselines.push(percentile(bares, 0.95))
    }
    const folder = process.env['CASEMENT_E2E_OUTPUT'] ?? 'test-results/bench'
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'reveal.json'), JSON.stringify({ values, baselines }))
  } finally {
    await app.close()
    bare.stop()
    for (const server of pipes) server.close()
  }
})

/** Milliseconds from the click on *Reveal* until the frame with the details is painted, by the window's own clock. */
async function reveal(page: Page): Promise<number> {
  const dialog = await openRevealDialog(page)
  await fillStatement(dialog)
  const button = await dialog.getByRole('button', { name: 'Reveal', exact: true }).elementHandle()
  const took = await page.evaluate(async (element) => {
    const painted = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('[aria-label="Revealed details"], .watermark') === null) return
        observer.disconnect()
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.now()), { once: true })
          port1.start()
          port2.postMessage(null)
        })
      })
      observer.observe(document.body, { subtree: true, childList: true })
    })
    const start = performance.now()
    ;(element as HTMLButtonElement).click()
    return (await painted) - start
  }, button)
  await expect(revealed(page)).toBeVisible()
  await page.getByRole('button', { name: 'Re-mask now' }).click()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  return took
}

/** One frame, painted after a change that is as small as can be. */
const frame = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now()
        document.body.dataset['bench'] = String(start)
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.now() - start), { once: true })
          port1.start()
          port2.postMessage(null)
        })
      }),
  )

async function startBare(databaseUrl: string): Promise<{ twice(): Promise<number>; stop(): void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'bare-service.ts'), databaseUrl], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [first] = (await once(child.stdout, 'data')) as [Buffer]
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const body = JSON.stringify({ words: 'x'.repeat(900) })
  const insert = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(`http://127.0.0.1:${first.toString().trim()}/insert`, { method: 'POST', headers: { 'content-type': 'application/json' }, agent }, (response) => {
        response.resume().once('end', resolve)
      })
      sent.once('error', reject)
      sent.end(body)
    })
  return {
    twice: async () => {
      const start = performance.now()
      await insert()
      await insert()
      return performance.now() - start
    },
    stop: () => {
      agent.destroy()
      child.stdin.end()
    },
  }
}

async function forgetCaps(): Promise<void> {
  await asSuperuser('hub', (client) => client.query("update reveal_decisions set decided_at = decided_at - interval '25 hours'"))
  await asSuperuser('vault', (client) => client.query("update releases set released_at = released_at - interval '25 hours'"))
}
