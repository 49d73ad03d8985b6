// `npm run controller`: keys and officers for a service that is not the demonstration's.
import { readFile } from 'node:fs/promises'
import { OfficerSchema, type Officer } from '../../shared/model/officer'
import { seedOfficers } from './seed-officers'
import { wrongArgumentsWords } from '../intake/report-words'
import { readArguments, USAGE } from './read-arguments'
import { PurposeWordsChanged } from './controller-key-files'
import { RootTakenAway, writeKeys } from './write-keys'

async function main(argv: readonly string[]): Promise<number> {
  const command = readArguments(argv)
  if (command.command === 'wrong') return refuse(command.words)
  if (command.command === 'help') return say(USAGE)
  return command.command === 'keys' ? keys(command.out) : officers(command.file)
}

async function keys(out: string): Promise<number> {
  try {
    const [hub, vault] = await writeKeys(out, Date.now())
    return say(`hub:   ${hub}\nvault: ${vault}\nTake controller-root.json and purposes-key.json away to a safe: no service reads them.\n`)
  } catch (error) {
    if (error instanceof RootTakenAway) return refuse('There are keys in that folder, and their root is not: bring it back, or name an empty folder.')
    if (error instanceof PurposeWordsChanged) return refuse(`The purpose ${error.message} was signed with other words: give what it says now the next version, and keep the former words in former-purposes.json.`)
    return refuse('The folder cannot be written, or what lies in it are no keys.')
  }
}

async function officers(file: string): Promise<number> {
  const url = process.env['HUB_MIGRATION_DATABASE_URL'] ?? ''
  if (!/^postgres(?:ql)?:\/\//.test(url)) return refuse('HUB_MIGRATION_DATABASE_URL does not name a database.')
  const list = await readOfficers(file)
  if (typeof list === 'string') return refuse(list)
  try {
    return say(`${await seedOfficers(url, list)} officers are known to the hub\n`)
  } catch (error) {
    // By name and SQLSTATE: a message may quote an address.
    const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
    process.stderr.write(`INTERNAL: ${error instanceof Error ? error.name : 'unknown error'}${code}; nothing or a part was written: run it again\n`)
    return 1
  }
}

/** The officers, or what is wrong with the file, in words that name fields only. */
async function readOfficers(file: string): Promise<readonly Officer[] | string> {
  const parsed = await readFile(file, 'utf8').then((text) => OfficerSchema.array().min(1).safeParse(JSON.parse(text)), () => null).catch(() => undefined)
  if (parsed === null) return "The officers' file cannot be read."
  if (parsed === undefined) return "The officers' file is not JSON."
  if (parsed.success) return parsed.data
  const [at = 0, field = ''] = parsed.error.issues[0]?.path ?? []
  return `The officers' file is a list of officerId, displayName, role, team and district; number ${Number(at) + 1} is not right in ${String(field) || 'its form'}.`
}

function refuse(words: string): number {
  process.stderr.write(wrongArgumentsWords(words, USAGE))
  return 2
}

function say(words: string): number {
  process.stdout.write(words)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
