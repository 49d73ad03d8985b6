import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { ErasureGroundSchema } from '../../shared/model/erasure'
import { Base64UrlSchema, HouseholdIdSchema, InstantSchema, OfficerIdSchema, PersonIdSchema, UuidSchema } from '../../shared/model/ids'
import { ReferenceSchema } from '../../shared/model/reference'
import { FileExists, writeSafely } from '../ledger/write-safely'

const salt = Base64UrlSchema.length(43)
const ordered = {
  v: z.literal(1), type: z.literal('erasure-order'), erasureId: UuidSchema, schedule: z.int().min(1), orderedAt: InstantSchema,
  authorisedBy: OfficerIdSchema, reason: z.string().min(1).max(500), salts: z.strictObject({ subject: salt, reason: salt, authorisedBy: salt, agreedBy: salt }),
}

/**
 * What is to go, whole and for good, on disk before anything goes: an erasure that is cut off is carried on from it, and after a restored backup all of
 * them are carried out again. It opens the entry's commitments and names pseudonyms: the controller keeps it, as long as there are backups of before.
 */
export const OrderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...ordered, kind: z.literal('retention'), agreedBy: z.null(), rules: z.array(z.strictObject({ code: z.string().max(40), before: InstantSchema })).min(1) }),
  z.strictObject({
    ...ordered, kind: z.literal('household'), agreedBy: OfficerIdSchema, ground: ErasureGroundSchema,
    /** The household, with those whose records and people went over to it. */
    householdId: HouseholdIdSchema, reference: ReferenceSchema, predecessors: z.array(HouseholdIdSchema), persons: z.array(PersonIdSchema),
  }),
])
export type Order = z.infer<typeof OrderSchema>
export type HouseholdOrder = Extract<Order, { kind: 'household' }>
export type RetentionOrder = Extract<Order, { kind: 'retention' }>

export const newSalts = (): Order['salts'] => {
  const one = (): string => randomBytes(32).toString('base64url')
  return { subject: one(), reason: one(), authorisedBy: one(), agreedBy: one() }
}

export const orderHash = (order: Order): string => createHash('sha256').update(canonicalBytes(OrderSchema.parse(order))).digest('hex')

export const orderFile = (folder: string, erasureId: string): string => path.join(folder, `${erasureId}.order.json`)
export const certificateFile = (folder: string, erasureId: string): string => path.join(folder, `${erasureId}.certificate.json`)

/** Keeps an order, synced, before anything goes. */
export async function keepOrder(folder: string, order: Order): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await keepFile(orderFile(folder, order.erasureId), `${JSON.stringify(OrderSchema.parse(order), null, 2)}\n`)
}

/** Whole or not at all; one that is there already stays as it is. */
export async function keepFile(file: string, text: string): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    yield text
  }
  await writeSafely(file, lines(), false).catch((error: unknown) => {
    if (!(error instanceof FileExists)) throw error
  })
}

/** One that cannot be carried out any more, and of which nothing was: kept, and never tried again. */
export const abandonOrder = (folder: string, erasureId: string): Promise<void> => rename(orderFile(folder, erasureId), path.join(folder, `${erasureId}.abandoned.json`))

/** Every order that was ever given, the oldest first: UUIDv7 sorts by time. */
export async function listOrders(folder: string): Promise<Order[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const orders: Order[] = []
  for (const name of names.filter((one) => one.endsWith('.order.json')).toSorted()) orders.push(OrderSchema.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8'))))
  return orders
}
