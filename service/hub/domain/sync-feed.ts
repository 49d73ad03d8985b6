import { CasementError } from '../../../shared/errors/casement-error'
import type { Officer } from '../../../shared/model/officer'
import { countScope, inSnapshot, isRescopedSince, listChanges, listScopePage, readBounds, type FeedChange } from '../repositories/feed-repository'
import type { HubDatabase } from '../repositories/hub-tables'
import { formatCursor, formatPagePlace, parseCursor, parsePagePlace, placeBefore } from './cursor'
import { closePage, evictLine, sharedLine, type HeldPage, type PageLine } from './feed-lines'
import { scopeOf } from './scope'
import { markOf, type Sharing } from './share-household'

/** Whose laptop it is, and what their role sees of each domain. */
export interface Reader {
  readonly officer: Readonly<Officer>
  readonly sharing: Sharing
}

/** What the first sync starts from: households stream in any later state, and the changes after `cursor` bring the rest. */
export function startSync(db: HubDatabase, epoch: string, { officer, sharing }: Reader): Promise<{ epoch: string; cursor: string; total: number }> {
  return inSnapshot(db, async (trx) => {
    const { xmin } = await readBounds(trx)
    const scope = scopeOf(officer)
    return { epoch, cursor: formatCursor(epoch, placeBefore(xmin), markOf(sharing)), total: scope === null ? 0 : await countScope(trx, scope) }
  })
}

/** One page of the first sync, by (priority, id). Throws SYNC_CURSOR_INVALID for a resume token that is none. */
export async function householdPage(db: HubDatabase, { officer, sharing }: Reader, after: string | null, limit: number): Promise<HeldPage> {
  const place = after === null ? null : parsePagePlace(after)
  const scope = scopeOf(officer)
  const rows = scope === null ? [] : await listScopePage(db, scope, place, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = last === undefined ? after : formatPagePlace({ priority: last.priority, householdId: last.household_id })
  return closePage(page.map((row) => sharedLine(row, sharing)), { after, next, more: rows.length > limit })
}

/**
 * One page of changes. Throws SYNC_EPOCH_CHANGED; SYNC_CURSOR_INVALID for a place that is not reached yet, or when the officer's own
 * scope, or what their role sees of each domain, changed since (the device starts the sync again).
 */
export async function changePage(db: HubDatabase, epoch: string, { officer, sharing }: Reader, cursor: string, limit: number): Promise<HeldPage> {
  const place = parseCursor(cursor, epoch)
  const mark = markOf(sharing)
  if (place.mark !== mark) throw new CasementError('SYNC_CURSOR_INVALID')
  return inSnapshot(db, async (trx) => {
    const { xmin, xmax } = await readBounds(trx)
    if (BigInt(place.xid) >= BigInt(xmax)) throw new CasementError('SYNC_CURSOR_INVALID')
    // Also for a role without case work: a laptop that was an officer's yesterday must let its households go.
    if (await isRescopedSince(trx, officer.officerId, place)) throw new CasementError('SYNC_CURSOR_INVALID')
    const scope = scopeOf(officer)
    const rows = scope === null ? [] : await listChanges(trx, scope, place, limit + 1)
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    // Caught up: whatever commits later has a higher transaction id. Never back behind a place that was reached before.
    const reached = placeBefore(xmin)
    const end = BigInt(reached.xid) > BigInt(place.xid) ? reached : place
    return closePage(changeLines(page, sharing), { after: cursor, next: formatCursor(epoch, last ?? end, mark), more: last !== undefined })
  })
}

/** One line for each household, at its last change: the document is the present one anyway. */
function changeLines(changes: readonly FeedChange[], sharing: Sharing): PageLine[] {
  const latest = new Map<string, FeedChange>()
  for (const change of changes) {
    latest.delete(change.household_id)
    latest.set(change.household_id, change)
  }
  return [...latest].map(([id, { stored, in_scope: isInScope, because }]) => (isInScope === true && stored !== null ? sharedLine(stored, sharing) : evictLine(id, because ?? 'scope')))
}
