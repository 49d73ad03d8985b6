import type { HubDatabase, HubTransaction, OperationRow } from './hub-tables'

export const findOperationHash = async (db: HubDatabase, operationId: string): Promise<string | null> =>
  (await db.selectFrom('operations').select('content_hash').where('operation_id', '=', operationId).executeTakeFirst())?.content_hash ?? null

/** False when the id was taken meanwhile. */
export async function insertOperation(trx: HubTransaction, row: Omit<OperationRow, 'received_at'>): Promise<boolean> {
  const result = await trx.insertInto('operations').values(row).onConflict((c) => c.column('operation_id').doNothing()).executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
