import { ToolUseSchema, type ToolUse } from '../../../../shared/model/oversight'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { listOversightAccesses } from '../../repositories/oversight/oversight-access-repository'
import { recordReview, requireAllowed } from './allow-oversight'

/** Who reviews the reviewers: each use of a tool of review, newest first. This one is recorded like the rest. */
export async function listToolUse(services: HubServices, caller: DeviceCaller, { after, limit }: Readonly<{ after: string | null; limit: number }>): Promise<{ uses: ToolUse[]; next: string | null }> {
  await requireAllowed(services, caller, () => ({ action: 'reviewLedger' }))
  await recordReview(services, caller, { act: 'tool-use', criteria: [], householdId: null })
  const rows = await listOversightAccesses(services.db, caller.officerId, after, limit + 1)
  const uses = rows.slice(0, limit).map((row) =>
    ToolUseSchema.parse({ useId: row.access_id, at: row.accessed_at.toISOString(), officer: row.display_name ?? row.officer_id, role: row.role, tool: row.act, criteria: row.criteria, reference: row.reference }))
  return { uses, next: rows.length > limit ? (uses.at(-1)?.useId ?? null) : null }
}
