import { CasementError } from '../../../shared/errors/casement-error'

/** A place in the change feed: everything up to this transaction id and sequence number has been read. Decimal texts: both are 64 bit. */
export interface FeedPlace {
  readonly xid: string
  readonly seq: string
}

/** Where the first sync's pages have reached. */
export interface PagePlace {
  readonly priority: number
  readonly householdId: string
}

const LAST_SEQ = 2n ** 63n - 1n
const XID_END = 2n ** 64n

/** All changes of transactions before `xmin` have been seen, whatever their sequence numbers. */
export const placeBefore = (xmin: string): FeedPlace => ({ xid: String(BigInt(xmin) - 1n), seq: String(LAST_SEQ) })

/** @param mark of what the reader sees (`markOf`) */
export const formatCursor = (epoch: string, { xid, seq }: FeedPlace, mark = ''): string => `${epoch}.${xid}.${seq}${mark === '' ? '' : `.${mark}`}`

/** Throws SYNC_EPOCH_CHANGED for another epoch's cursor, SYNC_CURSOR_INVALID for numbers that PostgreSQL could not have given. */
export function parseCursor(cursor: string, epoch: string): FeedPlace & { readonly mark: string } {
  const [of, xid, seq, mark = ''] = cursor.split('.')
  if (of !== epoch) throw new CasementError('SYNC_EPOCH_CHANGED')
  if (xid === undefined || seq === undefined || BigInt(xid) >= XID_END || BigInt(seq) > LAST_SEQ) throw new CasementError('SYNC_CURSOR_INVALID')
  return { xid, seq, mark }
}

export const formatPagePlace = ({ priority, householdId }: PagePlace): string => `${priority}.${householdId}`

/** Throws SYNC_CURSOR_INVALID. */
export function parsePagePlace(after: string): PagePlace {
  const [, priority, householdId] = /^(\d)\.([0-9a-f]{32})$/.exec(after) ?? []
  if (priority === undefined || householdId === undefined) throw new CasementError('SYNC_CURSOR_INVALID')
  return { priority: Number(priority), householdId }
}
