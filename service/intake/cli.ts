import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isCasementError } from '../../shared/errors/casement-error'
import { demoAddressFiles } from '../demo/data-folder'
import { carryCircle } from './carry-circle'
import { findService } from './find-service'
import { clientCredentialsTokens } from './load/token-source'
import { SHARING_NOTICE } from './mappings/categories'
import { MAPPINGS, mappingFor, type Catalogue } from './mappings/mapping-for'
import { readArguments, USAGE, type Command } from './read-arguments'
import { errorWords, reportWords, wrongArgumentsWords } from './report-words'
import { readExtracts, runIntake } from './run-intake'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const systemClock = { now: () => Date.now() }

async function load({ source, files, rejectsDir }: Extract<Command, { command: 'load' }>, catalogue: Catalogue): Promise<void> {
  // A wrong name, path or file is told also while no service runs.
  const extracts = await readExtracts(source, files, catalogue)
  const service = await findService(process.env, demoAddressFiles(ROOT, process.env))
  const tokens = clientCredentialsTokens({ issuer: service.issuer, ...service.intake }, systemClock)
  const onProgress = ({ rows, of }: { rows: number; of: number }): unknown => process.stderr.write(`\r  ${rows} of ${of} rows${rows === of ? '\n' : ''}`)
  const report = await runIntake({ source, files, extracts, hubUrl: service.hubUrl, vaultUrl: service.vaultUrl, tokens, rejectsDir, clock: systemClock, onProgress })
  process.stdout.write(reportWords(report))
  await carryCircle({ ...service, tokens }) // who came into the system may be somebody whom an officer knows
}

async function circle(): Promise<void> {
  const service = await findService(process.env, demoAddressFiles(ROOT, process.env))
  const { excluded, lifted, attempts } = await carryCircle({ ...service, tokens: clientCredentialsTokens({ issuer: service.issuer, ...service.intake }, systemClock) })
  process.stdout.write(`${excluded} more households are not for an officer, ${lifted} are again; ${attempts} attempts of the last week are told\n`)
}

function listSources(catalogue: Catalogue): void {
  for (const { source, words } of Object.values(catalogue)) {
    mappingFor(source, catalogue)
    process.stdout.write(`${source.padEnd(24)}${words}\n`)
  }
  process.stdout.write(`\nEvery column is of a category of the sharing notice of ${SHARING_NOTICE.version}.\n`)
}

/** Runs the command line with the mappings of a catalogue; returns the exit code. Unknown errors are told by name only: their message could hold a value. */
export async function main(argv: ReadonlyArray<string>, catalogue: Catalogue = MAPPINGS): Promise<number> {
  const command = readArguments(argv)
  try {
    if (command.command === 'load') await load(command, catalogue)
    if (command.command === 'circle') await circle()
    if (command.command === 'help') process.stdout.write(USAGE)
    if (command.command === 'sources') listSources(catalogue)
    if (command.command === 'wrong') process.stderr.write(wrongArgumentsWords(command.words, USAGE))
    return command.command === 'wrong' ? 2 : 0
  } catch (error) {
    if (isCasementError(error)) {
      process.stderr.write(errorWords(error))
      return error.code.startsWith('INTAKE_') ? 2 : 1
    }
    process.stderr.write(`INTERNAL: ${error instanceof Error ? error.name : 'unknown error'}\n`)
    return 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
