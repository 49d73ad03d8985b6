import { IntakeRunSchema, type IntakeRun } from '../../../../shared/api/oversight-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalise } from '../../../../shared/ledger/canonical-json'
import { UuidSchema } from '../../../../shared/model/ids'
import type { DeviceCaller, IntakeCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { insertRun, listRuns } from '../../repositories/administration/intake-run-repository'
import { requireAllowed } from '../oversight/allow-oversight'

/** Keeps what a run reported of itself. The same again is fine; something else under the same run is REQUEST_INVALID. */
export async function reportIntakeRun({ db, clock }: HubServices, caller: IntakeCaller, run: IntakeRun): Promise<void> {
  const report = canonicalise(run)
  const before = await insertRun(db, { runId: run.runId, source: run.source, startedAt: run.startedAt, report, by: caller.clientId, at: new Date(clock.now()) })
  if (before !== null && before !== report) throw new CasementError('REQUEST_INVALID', { fields: 'runId' })
}

/** What intake loaded, the last first. */
export async function listIntakeRuns(
  services: HubServices,
  caller: DeviceCaller,
  { after, limit }: Readonly<{ after: string | null; limit: number }>,
): Promise<{ runs: (IntakeRun & { reportedAt: string })[]; next: string | null }> {
  await requireAllowed(services, caller, () => ({ action: 'administer' }))
  if (after !== null && !UuidSchema.safeParse(after).success) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  const rows = await listRuns(services.db, after, limit + 1)
  const page = rows.slice(0, limit)
  const runs = page.map((row) => ({ ...IntakeRunSchema.parse(JSON.parse(row.report)), reportedAt: row.reported_at.toISOString() }))
  return { runs, next: rows.length > limit ? (page.at(-1)?.run_id ?? null) : null }
}
