import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PersonaName } from '../../service/demo/personas'
import { readE2eFacts } from './e2e-facts'

/** A home folder of its own for one run of the app. */
export interface Profile {
  readonly folder: string
  /** Where the app keeps its files. */
  readonly dataDir: string
  /** Temporary folder of the app: scanned with the rest. */
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** What the app asked the system to open, in order. */
  opened(): string[]
}

/** A fresh profile; `persona` is who signs in there. */
export function newProfile(persona: PersonaName): Profile {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-profile-'))
  const [home, data, config, cache, temporary] = ['home', 'data', 'config', 'cache', 'tmp'].map((name) => path.join(folder, name))
  for (const each of [home, data, config, cache, temporary]) mkdirSync(each ?? folder)
  const log = path.join(folder, 'opened.log')
  return {
    folder,
    dataDir: path.join(data ?? folder, 'casement'),
    env: {
      HOME: home, XDG_DATA_HOME: data, XDG_CONFIG_HOME: config, XDG_CACHE_HOME: cache, TMPDIR: temporary,
      PATH: `${readE2eFacts().openerDir}${path.delimiter}${process.env.PATH ?? ''}`,
      CASEMENT_OPENED_LOG: log, CASEMENT_DEMO_PERSONA: persona,
      // Electron's helper asks for these to find a desktop's own opener; ours is found by PATH.
      XDG_CURRENT_DESKTOP: undefined, DESKTOP_SESSION: undefined,
    },
    opened: () => linesOf(log),
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '')
  } catch {
    return [] // nothing was opened yet
  }
}
