import { existsSync } from 'node:fs'
import type pg from 'pg'
import { loadHubKeys, type HubKeys } from '../hub/hub-keys'
import { Ledger } from '../hub/ledger/ledger'
import type { HubTables } from '../hub/repositories/hub-tables'
import { loadKeyBundle } from '../plugins/key-bundle'
import { openDatabase } from '../plugins/postgres'
import { CertificateSchema, certificateText, KEPT_ALWAYS, KEPT_OF_A_HOUSEHOLD, SignedCertificateSchema, type Certificate, type SignedCertificate } from './certificate'
import { readControllerSigner, type ControllerSigner } from './controller-signer'
import { enterErasure, type Entered } from './enter-erasure'
import { eraseAtHub, refusalsAtHub } from './erase-at-hub'
import { eraseAtVault, isDoneAtVault, noteAtVault } from './erase-at-vault'
import { abandonOrder, certificateFile, keepFile, keepOrder, orderHash, type Order } from './order'
import { ErasureRefused } from './refusals'
import { rewriteFiles } from './rewrite-files'
import { carryOutRule } from './rules'
import { shippedSchedule } from './retention-schedule'
import type { RetentionSettings } from './settings'

/** Both databases as their owners, and what signs. */
export interface Controller {
  readonly settings: RetentionSettings
  readonly hub: pg.Client
  readonly vault: pg.Client
  readonly keys: HubKeys
  readonly sign: ControllerSigner
  readonly clock: { now(): number }
}

/** Throws KEY_BUNDLE_INVALID where a key is not that of the bundle. */
export async function withController<T>(settings: RetentionSettings, connect: (url: string) => Promise<pg.Client>, clock: Controller['clock'], act: (controller: Controller) => Promise<T>): Promise<T> {
  const bundle = await loadKeyBundle(settings.KEY_BUNDLE_FILE, settings.CONTROLLER_ROOT_KEY)
  const [keys, sign] = [await loadHubKeys(settings.HUB_KEYS_FILE, bundle), await readControllerSigner(settings.CONTROLLER_KEY_FILE, bundle)]
  const hub = await connect(settings.HUB_MIGRATION_DATABASE_URL)
  try {
    const vault = await connect(settings.VAULT_MIGRATION_DATABASE_URL)
    try {
      return await act({ settings, hub, vault, keys, sign, clock })
    } finally {
      await vault.end()
    }
  } finally {
    await hub.end()
  }
}

/**
 * Carries an order out, or on from wherever it was cut off: the row that two leads stand behind ▸ the order on disk ▸ the entry in the ledger ▸ the vault (identities leave first: what is left then is masked, and
 * nothing can be shown) ▸ the hub ▸ both databases' files written anew ▸ the certificate. Each step is one transaction and is not done twice. Throws ErasureRefused, before anything goes.
 */
export async function carryOut(controller: Controller, order: Order): Promise<{ readonly certificate: SignedCertificate; readonly file: string } | null> {
  const { settings: { CERTIFICATES_FOLDER: folder }, hub, vault, clock } = controller
  const isRepeat = existsSync(certificateFile(folder, order.erasureId))
  if (isRepeat && (await isDone(controller, order))) return null
  await stand(hub, order)
  await keepOrder(folder, order)
  const entered = await enterErasure({ hubUrl: controller.settings.HUB_MIGRATION_DATABASE_URL, checkpointSigner: controller.keys.checkpointSigner, sign: controller.sign, clock }, order)
  if (order.kind === 'household') {
    if (!(await eraseAtVault(vault, order, { now: new Date(clock.now()), isRepeat }))) {
      await abandonOrder(folder, order.erasureId)
      throw new ErasureRefused(['ERASE_PEOPLE_CHANGED'])
    }
    await eraseAtHub(hub, order, new Date(clock.now()))
    await rewriteFiles(vault, 'vault')
  } else {
    for (const rule of order.rules) await carryOutRule(hub, order.erasureId, rule)
    await hub.query('update erasures set done_at = $2 where erasure_id = $1 and done_at is null', [order.erasureId, new Date(clock.now())])
    await noteAtVault(vault, order, new Date(clock.now()))
  }
  await rewriteFiles(hub, 'hub')
  return certify(controller, order, entered)
}

export async function isDone({ hub, vault }: Pick<Controller, 'hub' | 'vault'>, order: Order): Promise<boolean> {
  const { rows: [row] } = await hub.query<{ done_at: Date | null }>('select done_at from erasures where erasure_id = $1', [order.erasureId])
  return (row?.done_at ?? null) !== null && (await isDoneAtVault(vault, order.erasureId))
}

/** The row that everything refers to. Its trigger holds who may stand behind it, whatever is written here. What the vault let go already is finished whatever has come up since. */
async function stand(hub: pg.Client, order: Order): Promise<void> {
  if ((await hub.query('select 1 from erasures where erasure_id = $1', [order.erasureId])).rowCount !== 0) return
  const [householdId, reference] = order.kind === 'household' ? [order.householdId, order.reference] : [null, null]
  await hub.query('insert into erasures (erasure_id, kind, household_id, reference, order_hash, authorised_by, agreed_by, ordered_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [order.erasureId, order.kind, householdId, reference, orderHash(order), order.authorisedBy, order.agreedBy, order.orderedAt])
}

/** Every reason against a household's erasure, asked again just before it begins. */
export async function requireErasable({ hub, clock }: Controller, order: Extract<Order, { kind: 'household' }>): Promise<void> {
  const refusals = await refusalsAtHub(hub, order, new Date(clock.now()))
  if (refusals.length > 0) throw new ErasureRefused(refusals)
}

async function certify(controller: Controller, order: Order, { epoch, index, entry }: Entered): Promise<{ certificate: SignedCertificate; file: string }> {
  const { settings, hub, vault, keys, clock } = controller
  const database = openDatabase<HubTables>({ url: settings.HUB_MIGRATION_DATABASE_URL, maxConnections: 2, statementTimeoutMs: 0 })
  try {
    // Read and checked whole, after the last of it was gone: the ledger is what was signed.
    const ledger = await Ledger.open({ db: database.db, epoch, signer: keys.checkpointSigner, clock })
    const [receipt] = await ledger.receipts([index], index)
    if (receipt === undefined) throw new Error('an entry without a place')
    const { rows: [done] } = await hub.query<{ done_at: Date }>('select done_at from erasures where erasure_id = $1', [order.erasureId])
    const at = new Date(clock.now()).toISOString()
    const certificate = SignedCertificateSchema.parse(controller.sign(CertificateSchema.parse({
      v: 1, type: 'erasure-certificate', erasureId: order.erasureId, kind: order.kind, schedule: { version: order.schedule, rules: rulesOf(order) }, ground: order.kind === 'household' ? order.ground : null,
      order: orderHash(order), authorisedBy: order.authorisedBy, agreedBy: order.agreedBy, orderedAt: order.orderedAt, doneAt: done?.done_at.toISOString() ?? at, certifiedAt: at,
      erased: await countsOf(hub, vault, order.erasureId), entries: await placesOf(hub, order.erasureId), kept: [...KEPT_ALWAYS, ...(order.kind === 'household' ? KEPT_OF_A_HOUSEHOLD : [])],
      ledger: { epoch, entry, before: { size: index, root: Buffer.from(ledger.root(index)).toString('hex') }, receipt },
    } satisfies Certificate)))
    const first = certificateFile(settings.CERTIFICATES_FOLDER, order.erasureId)
    const file = existsSync(first) ? first.replace('.certificate.json', `.again-${at.replaceAll(/[^\d]/g, '')}.certificate.json`) : first
    await keepFile(file.replace('.json', '.txt'), certificateText(certificate))
    await keepFile(file, `${JSON.stringify(certificate, null, 2)}\n`)
    return { certificate, file }
  } finally {
    await database.close()
  }
}

function rulesOf(order: Order): Certificate['schedule']['rules'] {
  if (order.kind === 'household') return []
  const { rules } = shippedSchedule()
  return order.rules.map(({ code, before }) => ({ code, before, what: rules.find((rule) => rule.code === code)?.what ?? code }))
}

async function countsOf(hub: pg.Client, vault: pg.Client, erasureId: string): Promise<Certificate['erased']> {
  const counted = async (client: pg.Client, year: string, at: 'hub' | 'vault'): Promise<Certificate['erased']> =>
    (await client.query<Certificate['erased'][number]>(`select what, ${year} as year, n::float8 as n, '${at}' as at from erasure_counts where erasure_id = $1 order by what, year`, [erasureId])).rows
  return [...(await counted(vault, 'null::int', 'vault')), ...(await counted(hub, 'nullif(year, 0)::int', 'hub'))]
}

/** In runs of neighbours: a year of entries is one line. */
async function placesOf(hub: pg.Client, erasureId: string): Promise<Certificate['entries']> {
  const { rows } = await hub.query<Certificate['entries'][number]>(
    `select epoch, min(entry_index)::float8 as from, max(entry_index)::float8 as to
     from (select epoch, entry_index, entry_index - row_number() over (partition by epoch order by entry_index) as run from ledger_openings where erasure_id = $1) o
     group by epoch, run order by epoch, 2`, [erasureId])
  return rows
}
