import { hubApi } from '../../../shared/api/hub-api'
import type { AnyMapping } from '../mappings/define-mapping'
import type { IntakeReport } from '../run-intake'
import type { ServiceClient } from './service-client'

/** Tells the hub what a run did: counts, and reasons by code. No file name (it may hold a resident's), no row, no value. */
export async function reportRun(hub: ServiceClient, { source }: AnyMapping, report: IntakeReport, run: Readonly<{ startedAt: string; files: number }>): Promise<void> {
  const { runId, loaded, unchanged, rejected, rejectedByReason, doubtful } = report
  await hub.call(hubApi.reportIntakeRun, { runId, source, ...run, in: report.in, loaded, unchanged, rejected, rejectedByReason, doubtful })
}
