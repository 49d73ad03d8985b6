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

/** Where a command's words and settings come from and go to. */
export interface Surroundings {
  readonly env: Readonly<NodeJS.ProcessEnv>
  out(text: string): unknown
  err(text: string): unknown
}
const PROCESS: Surroundings = { env: process.env, out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }

/** Runs the command line; answers the exit code. Unknown errors are told by name and SQLSTATE only: a message could quote a value or an address. */
export async function main(argv: readonly string[], { env, out, err }: Surroundings = PROCESS): Promise<number> {
  const command = readArguments(argv)
  const tell = ([code, words]: Told): number => {
    if (code === 0) out(words)
    else err(words)
    return code
  }
  try {
    if (command.command === 'wrong') return tell([2, wrongArgumentsWords(command.words, USAGE)])
    if (command.command === 'help') return tell([0, USAGE])
    if (command.command === 'verify') return verifyMain(command.argv, { out, err })
    const settings = await readSettings(env)
    if (command.command === 'key') return tell([0, `${checkpointKeys(await readKeyBundle(settings)).join('\n')}\n`])
    if (command.command === 'conflicts') return tell(conflictsWords(await readConflicts(requireSettings(settings, 'VAULT_DATABASE_URL').VAULT_DATABASE_URL)))
    if (command.command === 'reconcile') return await reconcileBundle(settings, command, { out, err })
    return tell(exportWords(command, await exportLedger(settings, command)))
  } catch (error) {
    if (error instanceof SettingsMissing) return tell([2, `Settings: ${error.message}.\n`])
    if (isCasementError(error)) return tell([1, errorWords(error)])
    const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
    return tell([1, `INTERNAL: ${error instanceof Error ? error.name : 'unknown error'}${code}\n`])
  }
}

/** The exit code and what is said with it: on stderr unless it is 0. */
type Told = readonly [code: 0 | 1 | 2, words: string]

function exportWords({ out: file }: ExportCommand, { outcome, epoch, entries }: Awaited<ReturnType<typeof exportLedger>>): Told {
  switch (outcome) {
    case 'exported': return [0, `${entries} entries of epoch ${epoch} in ${file}\n`]
    case 'exported-broken': return [1, `${entries} entries of epoch ${epoch} in ${file}, as they stand: the table is not what was signed. Verify the bundle to see where.\n`]
    case 'file-exists': return [2, `${file} is there already; nothing was written. Choose another name, or say --overwrite.\n`]
    case 'no-epoch': return [2, 'The hub has no ledger of that epoch.\n']
    case 'retired-key': return [1, 'The last checkpoint is by a key that is retired by now; nothing was written. Set HUB_KEYS_FILE, so that one can be signed by the key in use.\n']
    case 'not-covered': return [1, `${entries} entries came after the last signed checkpoint; nothing was written. Set HUB_KEYS_FILE, KEY_BUNDLE_FILE and CONTROLLER_ROOT_KEY, so that one can be signed.\n`]
  }
}

/** The signed notes of both checkpoints are in the vault's table `ledger_conflicts`. */
const conflictsWords = (conflicts: readonly ReportedConflict[]): Told =>
  conflicts.length === 0 ? [0, 'No laptop has reported a contradiction.\n'] : [1, conflicts.map((conflict) => `${conflictWords(conflict)}\n`).join('')]

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
