// `npm run keys`: which keys there are, a key changed, data keys wrapped anew.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { KEY_FILES } from '../controller/key-folder'
import { KeysRefused } from '../controller/keys-refused'
import { rotateKey, type Rotated } from '../controller/rotate-key'
import { wrongArgumentsWords } from '../intake/report-words'
import { readArguments, USAGE, type Command } from './read-arguments'
import { rewrapDataKeys } from './rewrap-data-keys'
import { readRootKey, showKeys } from './show-keys'

/** Where a command's words and settings come from and go to. */
export interface Surroundings {
  readonly env: Readonly<NodeJS.ProcessEnv>
  out(text: string): unknown
  err(text: string): unknown
}
const PROCESS: Surroundings = { env: process.env, out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }

const PER_BATCH = 5_000

/** Runs the command line; answers the exit code. Unknown errors are told by name and code only: a message could quote an address. */
export async function main(argv: readonly string[], { env, out, err }: Surroundings = PROCESS): Promise<number> {
  const command = readArguments(argv)
  try {
    switch (command.command) {
      case 'wrong': return (err(wrongArgumentsWords(command.words, USAGE)), 2)
      case 'help': return (out(USAGE), 0)
      case 'show': return (out(await showKeys(command.folder, findRootKey(command.rootFile, env))), 0)
      case 'rotate': return (out(rotatedWords(command, await rotateKey(command, Date.now()))), 0)
      case 'rewrap': return await rewrap({ env, out, err })
    }
  } catch (error) {
    if (error instanceof KeysRefused) return (err(`${error.code}: ${error.message}\n`), 1)
    const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
    return (err(`INTERNAL: ${error instanceof Error ? error.name : 'unknown error'}${code}; what was begun is finished by saying it again\n`), 1)
  }
}

function findRootKey(file: string | null, env: Surroundings['env']): ReturnType<typeof readRootKey> | null {
  const { CONTROLLER_ROOT_KEY: given = '' } = env
  if (file === null) return given === '' ? null : readRootKey(given)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new KeysRefused('KEYS_ROOT_MISSING', 'The file of the controller root is not there.')
  }
  return readRootKey(text)
}

/** Who must be given what before it counts. */
function rotatedWords({ use }: Extract<Command, { command: 'rotate' }>, { outcome, kid, serial, signed }: Rotated): string {
  const forBoth = ['key-bundle.jws', ...signed].join(', ')
  const withKeys = (service: 'hub' | 'vault'): string => (KEY_FILES[use] === `${service}-keys.json` ? `${forBoth}, ${KEY_FILES[use]}` : forBoth)
  return [
    outcome === 'rotated' ? `${use}: ${kid} is in use, bundle ${serial}; the former key is retired` : `${use}: a change that was cut off is finished; ${kid} is in use, bundle ${serial}. No other key was made`,
    `hub:   ${withKeys('hub')}; then start it again`,
    `vault: ${withKeys('vault')}; then start it again`,
    ...(use === 'purposes' ? [`Take ${KEY_FILES.purposes} away to the safe, in the place of the former one.`] : []),
    'Laptops take the bundle at their next contact. Take the root back to its safe.', '',
  ].join('\n')
}

async function rewrap({ env, out, err }: Surroundings): Promise<number> {
  const { VAULT_KEYS_FILE: keysFile = '', VAULT_MIGRATION_DATABASE_URL: ownerUrl = '' } = env
  if (keysFile === '') return (err('Settings: set VAULT_KEYS_FILE.\n'), 2)
  if (!/^postgres(?:ql)?:\/\//.test(ownerUrl)) return (err('Settings: VAULT_MIGRATION_DATABASE_URL does not name a database.\n'), 2)
  const onProgress = (table: string, done: number, all: number): void => void out(`${table.replaceAll('_', ' ')}: ${done} of ${all}\n`)
  const { households, people, circle_declarations: declarations, formerFile } = await rewrapDataKeys({ keysFile, ownerUrl }, { perBatch: PER_BATCH, onStep: () => undefined, onProgress, now: Date.now })
  out(`The data keys of ${people} people, ${households} households and ${declarations} declarations are wrapped under the new key-encryption key, and the former one opens none of them.\n`)
  out(`The vault can start. Backups of before open by the former key alone: it is in ${formerFile}. Take that to where they are kept, and destroy it with them.\n`)
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
