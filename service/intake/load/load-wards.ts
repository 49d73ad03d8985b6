import { hubApi } from '../../../shared/api/hub-api'
import type { WardFacts } from '../../../shared/api/sources-api'
import { CasementError } from '../../../shared/errors/casement-error'
import { inBatches, type LoadCounts, type Services } from './load-records'

/** Sends what an extract says about wards to the hub. The vault hears nothing: no person is in it. */
export async function loadWards({ hub, runId }: Services, wards: ReadonlyArray<WardFacts>, counts: LoadCounts, onRows: (rows: number) => void): Promise<ReadonlyArray<never>> {
  for (const some of inBatches(wards, () => 1, (ward) => Buffer.byteLength(JSON.stringify(ward)))) {
    const { created, changed, unchanged } = await hub.call(hubApi.loadWards, { runId, wards: some })
    if (created + changed + unchanged !== some.length) throw new CasementError('HUB_RUBBISH', { problem: 'counts do not add up' })
    counts.records.created += created
    counts.records.changed += changed
    counts.records.unchanged += unchanged
    counts.rows.loaded += created + changed
    counts.rows.unchanged += unchanged
    onRows(some.length)
  }
  return []
}
