import { parseArgs } from 'node:util'
import type { ExportCommand } from './export'

export const USAGE = `The access ledger, taken out and checked.

  npm run ledger -- export --out BUNDLE [--epoch E] [--no-openings] [--overwrite]
                                    writes one epoch (the present one) as a bundle that anybody can check: BUNDLE.md. --no-openings leaves
                                    out what the commitments hide: for somebody who is to check the proof and read nothing
  npm run ledger -- verify BUNDLE --key PUB [--checkpoint LAST]
                                    checks it; the same as node service/ledger/verify.mjs, which needs nothing of Casement
  npm run ledger -- reconcile --bundle BUNDLE [--key PUB]
                                    for the controller: verifies the bundle against the vault's own last checkpoint, then holds it against
                                    what the vault has released: a release without its entry is named by its ids
  npm run ledger -- conflicts       for the controller: what laptops have reported of a hub that contradicts itself
  npm run ledger -- key             prints the checkpoint keys of the key bundle, as verify takes them

Settings: HUB_DATABASE_URL, HUB_KEYS_FILE (export, where a checkpoint has to be signed), VAULT_DATABASE_URL (reconcile, conflicts), KEY_BUNDLE_FILE and
CONTROLLER_ROOT_KEY (key, reconcile without --key). Where none is set, a running demonstration is asked.
Exit codes: 0 as it should be · 1 something is not, or a database failed · 2 wrong arguments or settings.
`

export type Command =
  | { readonly command: 'help' }
  | { readonly command: 'key' }
  | { readonly command: 'conflicts' }
  | ({ readonly command: 'export' } & ExportCommand)
  | { readonly command: 'verify'; readonly argv: readonly string[] }
  | { readonly command: 'reconcile'; readonly bundle: string; readonly key: string | null }
  | { readonly command: 'wrong'; readonly words: string }

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** Reads the command line; whatever is not exactly one of the forms of USAGE is `wrong`, with words that do not repeat it. */
export function readArguments([command, ...args]: readonly string[]): Command {
  if (command === 'verify') return { command, argv: args }
  try {
    if (command === '--help' || command === '-h') return { command: 'help' }
    if (command === 'key' || command === 'conflicts') return parseArgs({ args, strict: true, options: {} }) && { command }
    if (command === 'export') return readExport(args)
    if (command === 'reconcile') return readReconcile(args)
    return { command: 'wrong', words: 'Say export, verify, reconcile, conflicts or key.' }
  } catch {
    return { command: 'wrong', words: 'An option is unknown or lacks its value.' }
  }
}

function readExport(args: string[]): Command {
  const { values } = parseArgs({ args, strict: true, options: { out: text, epoch: text, 'no-openings': flag, overwrite: flag } })
  if ((values.out ?? '') === '') return { command: 'wrong', words: 'Say where the bundle goes: --out BUNDLE.' }
  if (values.epoch !== undefined && !/^[0-9a-z]{8,32}$/.test(values.epoch)) return { command: 'wrong', words: 'An epoch is 8 to 32 digits and small letters.' }
  return { command: 'export', out: values.out ?? '', epoch: values.epoch ?? null, withOpenings: values['no-openings'] !== true, mayReplace: values.overwrite === true }
}

function readReconcile(args: string[]): Command {
  const { values } = parseArgs({ args, strict: true, options: { bundle: text, key: text } })
  if ((values.bundle ?? '') === '') return { command: 'wrong', words: 'Say which bundle: --bundle BUNDLE.' }
  return { command: 'reconcile', bundle: values.bundle ?? '', key: values.key ?? null }
}
