// `npm run ledger`: the access ledger taken out, checked, and held against the vault.
import { fileURLToPath } from 'node:url'
import { isCasementError } from '../../shared/errors/casement-error'
import { errorWords, wrongArgumentsWords } from '../intake/report-words'
import { checkpointKeys, readKeyBundle } from './checkpoint-keys'
import { exportLedger, type ExportCommand } from './export'
import { readArguments, USAGE } from './read-arguments'
import { readConflicts, type ReportedConflict } from './read-vault'
import { conflictWords, reconcileBundle } from './reconcile'
import { readSettings, requireSettings, SettingsMissing } from './settings'
import { main as verifyMain } from './verify.mjs'

const out = (text: string): unknown => process.stdout.write(text)
const err = (text: string): unknown => process.stderr.write(text)

/** Runs the command line; answers the exit code. Unknown errors are told by name and SQLSTATE only: a message could quote a value or an address. */
export async function main(argv: readonly string[]): Promise<number> {
  const command = readArguments(argv)
  try {
    if (command.command === 'wrong') return fail(2, wrongArgumentsWords(command.words, USAGE))
    if (command.command === 'help') return say(USAGE)
    if (command.command === 'verify') return verifyMain(command.argv)
    const settings = await readSettings(process.env)
    if (command.command === 'key') return say(`${checkpointKeys(await readKeyBundle(settings)).join('\n')}\n`)
    if (command.command === 'conflicts') return sayConflicts(await readConflicts(requireSettings(settings, 'VAULT_DATABASE_URL').VAULT_DATABASE_URL))
    if (command.command === 'reconcile') return await reconcileBundle(settings, command, { out, err })
    return sayExported(command, await exportLedger(settings, command))
  } catch (error) {
    if (error instanceof SettingsMissing) return fail(2, `Settings: ${error.message}.\n`)
    if (isCasementError(error)) return fail(1, errorWords(error))
    const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
    return fail(1, `INTERNAL: ${error instanceof Error ? error.name : 'unknown error'}${code}\n`)
  }
}

function sayExported({ out: file }: ExportCommand, { outcome, epoch, entries }: Awaited<ReturnType<typeof exportLedger>>): number {
  switch (outcome) {
    case 'exported': return say(`${entries} entries of epoch ${epoch} in ${file}\n`)
    case 'exported-broken': return fail(1, `${entries} entries of epoch ${epoch} in ${file}, as they stand: the table is not what was signed. Verify the bundle to see where.\n`)
    case 'file-exists': return fail(2, `${file} is there already; nothing was written. Choose another name, or say --overwrite.\n`)
    case 'no-epoch': return fail(2, 'The hub has no ledger of that epoch.\n')
    case 'not-covered': return fail(1, `${entries} entries came after the last signed checkpoint; nothing was written. Set HUB_KEYS_FILE, KEY_BUNDLE_FILE and CONTROLLER_ROOT_KEY, so that one can be signed.\n`)
  }
}

/** The signed notes of both checkpoints are in the vault's table `ledger_conflicts`. */
const sayConflicts = (conflicts: readonly ReportedConflict[]): number =>
  conflicts.length === 0 ? say('No laptop has reported a contradiction.\n') : fail(1, conflicts.map((conflict) => `${conflictWords(conflict)}\n`).join(''))

function say(words: string): 0 {
  out(words)
  return 0
}

function fail(code: 1 | 2, words: string): 1 | 2 {
  err(words)
  return code
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
