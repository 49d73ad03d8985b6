import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { ErasureGround } from '../../shared/model/erasure'
import { uuidV7 } from '../../shared/model/uuid-v7'
import type { Count } from './counts'
import { countAtHub, findAtHub, refusalsAtHub } from './erase-at-hub'
import { countAtVault, findAtVault } from './erase-at-vault'
import { newSalts, OrderSchema, type HouseholdOrder, type RetentionOrder } from './order'
import { ErasureRefused, type Refusal } from './refusals'
import { monthsBefore, shippedSchedule } from './retention-schedule'
import { countDue } from './rules'

interface Databases { readonly hub: pg.ClientBase; readonly vault: pg.ClientBase }
/** What would be done, and how much that is. */
export interface Plan<T> {
  readonly order: T
  readonly counts: readonly Count[]
}

const begun = (now: Date, by: string, reason: string) => ({
  v: 1, type: 'erasure-order', erasureId: uuidV7(now.getTime(), randomBytes(10)), schedule: shippedSchedule().version, orderedAt: now.toISOString(), authorisedBy: by, reason, salts: newSalts(),
})

/** What the schedule says is due on a day. Erases nothing. */
export async function planRetention({ hub }: Pick<Databases, 'hub'>, { asAt, now, authorisedBy }: Readonly<{ asAt: Date; now: Date; authorisedBy: string }>): Promise<Plan<RetentionOrder>> {
  const rules = shippedSchedule().rules.flatMap(({ code, carriedOutBy, months }) => (carriedOutBy === 'hub' && months !== null ? [{ code, before: monthsBefore(asAt, months) }] : []))
  const counts: Count[] = []
  for (const { code, before } of rules) counts.push(...(await countDue(hub, code, before)))
  const order = OrderSchema.parse({
    ...begun(now, authorisedBy, `Retention schedule, version ${shippedSchedule().version}`), kind: 'retention', agreedBy: null, rules: rules.map(({ code, before }) => ({ code, before: before.toISOString() })),
  }) as RetentionOrder
  return { order, counts }
}

interface Wish { readonly reference: string; readonly ground: ErasureGround; readonly reason: string; readonly authorisedBy: string; readonly agreedBy: string | null; readonly now: Date }

/** What the erasure of a household would take, and every reason against it. Erases nothing. Throws ErasureRefused for a reference that hub and vault do not both know. */
export async function planErasure({ hub, vault }: Databases, wish: Wish): Promise<Plan<HouseholdOrder> & { readonly refusals: readonly Refusal[] }> {
  const found = await findAtHub(hub, wish.reference)
  const there = found === null ? null : await findAtVault(vault, found.householdId)
  // By the controller's own record too: a hub that names another household under this reference would have that one erased.
  if (found === null || there?.reference !== wish.reference) throw new ErasureRefused(['ERASE_NOT_KNOWN'])
  const order = OrderSchema.parse({
    ...begun(wish.now, wish.authorisedBy, wish.reason), kind: 'household', agreedBy: wish.agreedBy ?? wish.authorisedBy, ground: wish.ground, householdId: found.householdId, reference: wish.reference,
    predecessors: found.predecessors, persons: there.persons,
  }) as HouseholdOrder
  const refusals = await refusalsAtHub(hub, order, wish.now)
  if (wish.agreedBy !== null && !(await areTwoLeads(hub, wish.authorisedBy, wish.agreedBy))) refusals.push('ERASE_NOT_LEADS')
  return { order, counts: [...(await countAtVault(vault, order)), ...(await countAtHub(hub, order))], refusals }
}

async function areTwoLeads(hub: pg.ClientBase, one: string, other: string): Promise<boolean> {
  const { rows: [row] } = await hub.query<{ leads: number; same: boolean }>(`select count(*)::int as leads, is_same_person($1, $2) as same from officers where officer_id in ($1, $2) and role = 'ig-lead'`, [one, other])
  return row?.leads === 2 && !row.same
}

export async function isLead(hub: pg.ClientBase, officerId: string): Promise<boolean> {
  return (await hub.query(`select 1 from officers where officer_id = $1 and role = 'ig-lead'`, [officerId])).rowCount !== 0
}
