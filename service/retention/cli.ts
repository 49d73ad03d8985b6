// `npm run retention` and `npm run erase`: what leaves by the schedule or on request, with a certificate.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { isCasementError } from '../../shared/errors/casement-error'
import { errorWords, wrongArgumentsWords } from '../intake/report-words'
import { loadKeyBundle } from '../plugins/key-bundle'
import { carryOut, isDone, requireErasable, withController, type Controller } from './carry-out'
import { certificateText } from './certificate'
import { countWords } from './counts'
import { findAtHub } from './erase-at-hub'
import { listOrders, type Order } from './order'
import { isLead, planErasure, planRetention } from './plan'
import { readArguments, USAGE, type Command } from './read-arguments'
import { ErasureRefused, refusalWords } from './refusals'
import { shippedSchedule } from './retention-schedule'
import { readSettings, readVerifySettings, SettingsMissing } from './settings'
import { verifyCertificate } from './verify-certificate'

/** Where a command's words and settings come from and go to. */
export interface Surroundings {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly clock: { now(): number }
  out(text: string): unknown
  err(text: string): unknown
}
const PROCESS: Surroundings = { env: process.env, clock: Date, out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }

/** Runs the command line; answers the exit code. Unknown errors are told by name and SQLSTATE only: a message could quote a value or an address. */
export async function main(argv: readonly string[], around: Surroundings = PROCESS): Promise<number> {
  const { env, clock, out, err } = around
  const command = readArguments(argv)
  try {
    if (command.command === 'wrong') return tell(err, 2, wrongArgumentsWords(command.words, USAGE))
    if (command.command === 'help') return tell(out, 0, USAGE)
    if (command.command === 'verify') return await verify(command.file, around)
    const settings = await readSettings(env)
    return await withController(settings, connect, clock, (controller) => act(controller, command, around))
  } catch (error) {
    if (error instanceof SettingsMissing) return tell(err, 2, `Settings: ${error.message}.\n`)
    if (error instanceof ErasureRefused) return tell(err, 3, `Nothing was erased.\n${refusalWords(error.refusals)}`)
    if (isCasementError(error)) return tell(err, 1, errorWords(error))
    if (isHeld(error)) return tell(err, 3, `It stopped.\n${refusalWords(['ERASE_LEGAL_HOLD'])}`)
    const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
    return tell(err, 1, `INTERNAL: ${error instanceof Error ? error.name : 'unknown error'}${code}; nothing is half done for one household: npm run retention -- resume\n`)
  }
}

const tell = (to: (text: string) => unknown, code: number, words: string): number => {
  to(words)
  return code
}

const isHeld = (error: unknown): boolean => error instanceof pg.DatabaseError && error.constraint === 'nothing_held_is_erased'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  return client
}

function act(controller: Controller, command: Exclude<Command, { command: 'wrong' | 'help' | 'verify' }>, around: Surroundings): Promise<number> {
  switch (command.command) {
    case 'run': return run(controller, command, around)
    case 'erase': return erase(controller, command, around)
    case 'resume': return resume(controller, command.isMeant, around)
    case 'hold': return hold(controller, command, around)
    case 'lift': return lift(controller, command, around)
    case 'admit': return admit(controller, command, around)
  }
}

type Of<Name extends Command['command']> = Extract<Command, { command: Name }>

async function run(controller: Controller, { asAt, authorisedBy, isMeant }: Of<'run'>, { out, clock }: Surroundings): Promise<number> {
  if (!(await isLead(controller.hub, authorisedBy))) throw new ErasureRefused(['ERASE_NOT_LEADS'])
  const now = new Date(clock.now())
  const { order, counts } = await planRetention(controller, { asAt: asAt ?? now, now, authorisedBy })
  const schedule = shippedSchedule()
  out(`Retention schedule, version ${schedule.version}, as at ${(asAt ?? now).toISOString().slice(0, 10)}. Due:\n${countWords(counts)}`)
  const elsewhere = schedule.rules.filter(({ carriedOutBy }) => carriedOutBy !== 'hub')
  out(`Not by this command (the source, the controller, or with the household): ${elsewhere.map(({ code }) => code).join(', ')}.\n`)
  if (!isMeant) return tell(out, 0, 'Nothing was erased. With --yes it goes.\n')
  return counts.some(({ n }) => n > 0) ? finish(controller, order, out) : tell(out, 0, 'Nothing is due.\n')
}

async function erase(controller: Controller, wish: Of<'erase'>, { out, clock }: Surroundings): Promise<number> {
  const { order, counts, refusals } = await planErasure(controller, { ...wish, now: new Date(clock.now()) })
  out(`Household ${wish.reference}. It would take:\n${countWords(counts)}`)
  if (refusals.length > 0) throw new ErasureRefused(refusals)
  if (!wish.isMeant) return tell(out, 0, 'Nothing stands against it, and nothing was erased. With --agreed-by and --yes it goes.\n')
  await requireErasable(controller, order)
  return finish(controller, order, out)
}

async function finish(controller: Controller, order: Order, out: Surroundings['out']): Promise<number> {
  const done = await carryOut(controller, order)
  return tell(out, 0, done === null ? `${order.erasureId} was done before.\n` : `${certificateText(done.certificate)}\n${done.file}\n`)
}

/** Every order once more: what is done is not done again. */
async function resume(controller: Controller, isMeant: boolean, { out }: Surroundings): Promise<number> {
  let carried = 0
  for (const order of await listOrders(controller.settings.CERTIFICATES_FOLDER)) {
    if (!isMeant) {
      if (await isDone(controller, order)) continue
      out(`${order.erasureId}: to be carried out\n`)
    } else {
      const done = await carryOut(controller, order)
      if (done === null) continue
      out(`${order.erasureId}: done, ${done.file}\n`)
    }
    carried += 1
  }
  return tell(out, 0, `${carried} ${carried === 1 ? 'erasure' : 'erasures'} ${isMeant ? 'carried out' : 'to be carried out'}\n`)
}

async function householdOf(controller: Controller, reference: string, by: string): Promise<string> {
  if (!(await isLead(controller.hub, by))) throw new ErasureRefused(['ERASE_NOT_LEADS'])
  const found = await findAtHub(controller.hub, reference)
  if (found === null) throw new ErasureRefused(['ERASE_NOT_KNOWN'])
  return found.householdId
}

async function hold(controller: Controller, { reference, ground, authorisedBy }: Of<'hold'>, { out, clock }: Surroundings): Promise<number> {
  const householdId = await householdOf(controller, reference, authorisedBy)
  await controller.hub.query('insert into legal_holds (hold_id, household_id, ground, placed_by, placed_at) values ($1, $2, $3, $4, $5)', [randomUUID(), householdId, ground, authorisedBy, new Date(clock.now())])
  return tell(out, 0, `${reference} is under a legal hold: nothing of it is erased until the hold is lifted.\n`)
}

async function lift(controller: Controller, { reference, authorisedBy }: Of<'lift'>, { out, clock }: Surroundings): Promise<number> {
  const householdId = await householdOf(controller, reference, authorisedBy)
  const { rowCount } = await controller.hub.query('update legal_holds set lifted_by = $2, lifted_at = $3 where household_id = $1 and lifted_at is null', [householdId, authorisedBy, new Date(clock.now())])
  return tell(out, 0, `${rowCount ?? 0} ${rowCount === 1 ? 'hold' : 'holds'} lifted.\n`)
}

async function admit({ hub, vault }: Controller, { erasureId, authorisedBy, agreedBy }: Of<'admit'>, { out }: Surroundings): Promise<number> {
  const { rows: [row] } = await hub.query<{ same: boolean }>('select is_same_person($1, $2) as same', [authorisedBy, agreedBy])
  if (row?.same !== false || !(await isLead(hub, authorisedBy)) || !(await isLead(hub, agreedBy))) throw new ErasureRefused(['ERASE_NOT_LEADS'])
  const { rowCount } = await vault.query('delete from suppressed_keys where erasure_id = $1', [erasureId])
  return tell(out, 0, `${rowCount ?? 0} keys gone: the next extract makes this household anew, under other pseudonyms.\n`)
}

async function verify(file: string, { env, out, err }: Surroundings): Promise<number> {
  const settings = await readVerifySettings(env)
  const content = await readFile(file, 'utf8').then((text): unknown => JSON.parse(text)).catch(() => null)
  const verdict = await verifyCertificate(content, await loadKeyBundle(settings.KEY_BUNDLE_FILE, settings.CONTROLLER_ROOT_KEY))
  if (!verdict.ok) return tell(err, 1, `The certificate does not hold. ${verdict.words}\n`)
  const { erasureId, ledger: { epoch, receipt } } = verdict.certificate
  return tell(out, 0, `The certificate holds: erasure ${erasureId}, entry ${receipt.entryIndex} of ${epoch}; the ledger of ${receipt.treeSize} entries continues the one before it.\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
