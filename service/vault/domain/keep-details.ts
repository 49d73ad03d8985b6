import { CasementError } from '../../../shared/errors/casement-error'
import { DetailSchema, groupOfDetail } from '../../../shared/model/new-details'
import type { VaultOperation } from '../../../shared/model/operation'
import { unwrapDataKey } from '../keys/data-key'
import type { VaultKeys } from '../keys/vault-keys'
import { findNoteKey } from '../repositories/note-repository'
import { createDetailMark, createReportedDetail } from '../repositories/reported-detail-repository'
import type { VaultTransaction } from '../repositories/vault-database'
import { sealDetail } from './seal-detail'

type Payload<Kind extends string> = Extract<VaultOperation['payload'], { kind: Kind }>

/** Contact details that an officer reported: under the person's own data key, beside what sources say, and in the group that opens them. */
export function keepDetails(keys: VaultKeys, officerId: string, payload: Payload<'sealed-details'>, opened: unknown): (tx: VaultTransaction) => Promise<boolean> {
  const { operationId, detailId, householdId, personId, at } = payload
  const detail = DetailSchema.safeParse(opened)
  if (!detail.success) throw new CasementError('REQUEST_INVALID')
  return async (tx) => {
    const wrapped = await findNoteKey(tx, householdId, personId)
    if (wrapped === null) throw new CasementError('NOT_FOUND')
    const fieldGroup = groupOfDetail(detail.data.kind)
    const key = unwrapDataKey(keys.keyEncryptionKey, wrapped, `person:${personId}`)
    return createReportedDetail(tx, {
      officerId, detailId, operationId, householdId, personId, fieldGroup, reportedAt: new Date(at), sealed: sealDetail(key, { officerId, detailId, personId, fieldGroup }, detail.data),
    })
  }
}

/** Throws NOT_FOUND for what nobody reported of this person. */
export async function noteWrong(tx: VaultTransaction, officerId: string, { operationId, detailId, reportedBy, personId, at }: Payload<'details-wrong'>): Promise<boolean> {
  if (!(await createDetailMark(tx, { reportedBy, detailId, personId, markedBy: officerId, operationId, markedAt: new Date(at) }))) throw new CasementError('NOT_FOUND')
  return true
}
