import type { NoteSigner } from '../../shared/ledger/checkpoint'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { commit } from '../../shared/ledger/commitment'
import { ErasureSchema, SignedErasureSchema, type SignedErasure } from '../../shared/model/erasure'
import { Ledger } from '../hub/ledger/ledger'
import { openEpoch } from '../hub/ledger/open-epoch'
import type { HubTables } from '../hub/repositories/hub-tables'
import { openDatabase } from '../plugins/postgres'
import type { ControllerSigner } from './controller-signer'
import { orderHash, type Order } from './order'

export interface Entered {
  readonly epoch: string
  readonly index: number
  readonly entry: SignedErasure
}

interface Surroundings {
  readonly hubUrl: string
  readonly checkpointSigner: NoteSigner
  readonly sign: ControllerSigner
  readonly clock: { now(): number }
}

const toErasure = (order: Order, epoch: string) => {
  const salted = (kind: 'person' | 'officer' | 'reason', value: string, salt: string): string => commit(kind, value, Buffer.from(salt, 'base64url'))
  const isHousehold = order.kind === 'household'
  return ErasureSchema.parse({
    v: 1, type: 'erasure', erasureId: order.erasureId, epoch, kind: order.kind, schedule: order.schedule, rules: isHousehold ? [] : order.rules.map(({ code }) => code),
    ground: isHousehold ? order.ground : null, subject: isHousehold ? salted('person', order.householdId, order.salts.subject) : null, reason: salted('reason', order.reason, order.salts.reason),
    authorisedBy: salted('officer', order.authorisedBy, order.salts.authorisedBy), agreedBy: order.agreedBy === null ? null : salted('officer', order.agreedBy, order.salts.agreedBy),
    order: orderHash(order), orderedAt: order.orderedAt,
  })
}

/**
 * Enters an order into the ledger, once, beside a hub that may be running: it finds the place taken and reads the table again. After a restored backup the entry may be
 * gone with what came later, and is made anew in the epoch of today, which is opened here as the hub would open it.
 */
export async function enterErasure({ hubUrl, checkpointSigner, sign, clock }: Surroundings, order: Order): Promise<Entered> {
  const database = openDatabase<HubTables>({ url: hubUrl, maxConnections: 2, statementTimeoutMs: 0 })
  try {
    const { db } = database
    const key = `erasure:${order.erasureId}`
    const epoch = await openEpoch(db, clock)
    const known = await db.selectFrom('ledger_entries').select(['epoch', 'entry_index', 'leaf']).where('entry_key', '=', key).orderBy('entered_at', 'desc').limit(1).executeTakeFirst()
    if (known !== undefined) return { epoch: known.epoch, index: known.entry_index, entry: SignedErasureSchema.parse(JSON.parse(known.leaf.toString('utf8'))) }
    const ledger = await Ledger.open({ db, epoch, signer: checkpointSigner, clock })
    const entry = SignedErasureSchema.parse(sign(toErasure(order, epoch)))
    const { index } = await ledger.append({ key, kind: 'erasure', leaf: canonicalBytes(entry), opening: null })
    return { epoch, index, entry }
  } finally {
    await database.close()
  }
}
