import { sql } from 'kysely'
import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import type { sourcesApi } from '../../../../shared/api/sources-api'
import { codesOf, SOURCES } from '../../../../shared/model/codes'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { requireAllowed } from '../oversight/allow-oversight'

/** Every source system that the product knows, with its last extract: one that sends no more is seen here before officers rely on old facts. */
export async function listSources(services: HubServices, caller: DeviceCaller): Promise<ResponseOf<typeof sourcesApi.listSources>> {
  await requireAllowed(services, caller, ({ role }) => ({ action: role === 'ig-lead' ? 'reviewLedger' : 'administer' }))
  const { rows } = await sql<{ source: string; extract_on: string; taken_at: Date }>`select source, extract_date::text as extract_on, taken_at from extract_dates`.execute(services.db)
  const last = new Map(rows.map((row) => [row.source, row]))
  return { sources: codesOf(SOURCES).map((source) => ({ source, extractOn: last.get(source)?.extract_on ?? null, takenAt: last.get(source)?.taken_at.toISOString() ?? null })) }
}
