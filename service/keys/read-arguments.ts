import { parseArgs } from 'node:util'
import type { KeyUse } from '../../shared/model/key-bundle'

export const USAGE = `Keys looked at and changed: what is retired verifies and opens what is past, and signs nothing more.

  npm run keys -- show --folder DIR [--root FILE]
                           which key is for what, in use or retired since when; no secrets. DIR: the controller's folder
                           (npm run controller -- keys); FILE: the root, or set CONTROLLER_ROOT_KEY: bundles are held against it
  npm run keys -- rotate PURPOSE --folder DIR --root FILE
                           a new key for PURPOSE and a bundle of the next number, signed by the root, in which the former key is retired.
                           PURPOSE: hub-grant, hub-checkpoint, hub-seal, vault-seal or purposes. FILE is the root where it was brought to,
                           a stick for example: it is read, and written nowhere. Afterwards give hub and vault their files and start them again
  npm run keys -- rewrap   every data key of the vault under a new key-encryption key. The vault is stopped meanwhile: it starts again when
                           all is done. Killed: say it again, it goes on. VAULT_KEYS_FILE, VAULT_MIGRATION_DATABASE_URL (the owner's)
  npm run keys -- --help

The root itself changes with a new build; the matching key never: everybody would be unknown.
Exit codes: 0 done · 1 refused, with a code, or the database failed · 2 wrong arguments or settings.
`

const USES: readonly KeyUse[] = ['hub-grant', 'hub-checkpoint', 'hub-seal', 'vault-seal', 'purposes']

export type Command =
  | { readonly command: 'help' }
  | { readonly command: 'show'; readonly folder: string; readonly rootFile: string | null }
  | { readonly command: 'rotate'; readonly folder: string; readonly rootFile: string; readonly use: KeyUse }
  | { readonly command: 'rewrap' }
  | { readonly command: 'wrong'; readonly words: string }

const wrong = (words: string): Command => ({ command: 'wrong', words })

/** Reads the command line; whatever is not exactly one of the forms of USAGE is `wrong`, with words that do not repeat it. */
export function readArguments(argv: readonly string[]): Command {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...argv], strict: true, allowPositionals: true, options: { folder: text, root: text, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help === true) return { command: 'help' }
    return readCommand(positionals, values.folder ?? '', values.root ?? '')
  } catch {
    return wrong('An option is unknown or lacks its value.')
  }
}

function readCommand([command, purpose, ...more]: readonly string[], folder: string, rootFile: string): Command {
  if (command === 'rewrap' && purpose === undefined && folder === '' && rootFile === '') return { command }
  if (command === 'show' && purpose === undefined) return folder === '' ? wrong('Say where the keys are: --folder DIR.') : { command, folder, rootFile: rootFile === '' ? null : rootFile }
  if (command !== 'rotate' || more.length > 0) return wrong('Say show, rotate PURPOSE or rewrap.')
  const use = USES.find((one) => one === purpose)
  if (use === undefined) return wrong(`Say which key: ${USES.join(', ')}.`)
  if (folder === '' || rootFile === '') return wrong('Say where the keys are and where the root is: --folder DIR --root FILE.')
  return { command, folder, rootFile, use }
}
