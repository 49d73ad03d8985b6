import type { ConsoleMessage, ElectronApplication, Page } from '@playwright/test'
import { electronLaunch } from '../../build/electron-launch'
import type { PersonaName } from '../../service/demo/personas'
import { launchElectron } from './launch-electron'
import { newProfile, type Profile } from './profile'

/** The built app, running. A lock replaces its window, so ask `page` each time. */
export interface CasementApp {
  readonly electron: ElectronApplication
  readonly profile: Profile
  page(): Page
  /** Runs `act` (which locks) and waits for the fresh window. */
  replaced(act: () => Promise<unknown>): Promise<Page>
  /** Errors on the console, uncaught exceptions, breaches of the content security policy, since the start. */
  readonly complaints: readonly string[]
  /** All that the app's processes wrote. */
  output(): string
  close(): Promise<void>
}

interface Start {
  readonly persona?: PersonaName
  /** To start again on what an earlier run left. */
  readonly profile?: Profile
  readonly args?: readonly string[]
  readonly env?: Readonly<NodeJS.ProcessEnv>
}

/** Starts the app in a profile of its own and waits for its window's first content. */
export async function startCasement({ persona = 'officer', profile = newProfile(persona), args = [], env = {} }: Start = {}): Promise<CasementApp> {
  const complaints: string[] = []
  let written = ''
  const electron = await launchElectron(electronLaunch(args, { ...profile.env, ...env }))
  const child = electron.process()
  child.stdout?.on('data', (data: Buffer) => { written += data.toString() })
  child.stderr?.on('data', (data: Buffer) => { written += data.toString() })
  const listen = (page: Page): void => {
    page.on('console', (message) => complaintOf(message).forEach((words) => complaints.push(words)))
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  }
  electron.on('window', listen)
  electron.windows().forEach(listen)
  let current = await electron.firstWindow()
  await current.waitForLoadState('domcontentloaded')
  return {
    electron, profile, complaints,
    page: () => current,
    output: () => written,
    replaced: async (act) => {
      const [opened] = await Promise.all([electron.waitForEvent('window', { timeout: 90_000 }), act()])
      await opened.waitForLoadState('domcontentloaded')
      current = opened
      return opened
    },
    close: async () => {
      await electron.close().catch(() => undefined)
    },
  }
}

const complaintOf = (message: ConsoleMessage): string[] => (message.type() === 'error' ? [`console: ${message.text()} (${message.location().url})`] : [])
