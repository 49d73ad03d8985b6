import { randomUUID } from 'node:crypto'
import type { Officer } from '../../../../shared/model/officer'
import { insertAlert } from '../../repositories/alert-repository'
import { countOwnCircleAlerts } from '../../repositories/circle-repository'
import type { HubTransaction } from '../../repositories/hub-tables'

/** The rule of casework.cedar that keeps an officer from their own circle. */
export const OWN_CIRCLE_RULE = 'own-circle'

/** A supervisor is told that somebody of the officer's own circle was tried; never who. The same mark is told once. */
export async function tellOfOwnCircle(trx: HubTransaction, officer: Officer, { mark, requestId, at }: Readonly<{ mark: string; requestId: string | null; at: Date }>): Promise<void> {
  const count = (await countOwnCircleAlerts(trx, officer.officerId, at)) + 1
  await insertAlert(trx, {
    alertId: randomUUID(), officerId: officer.officerId, team: officer.team, district: officer.district, kind: 'own-circle', figures: { count, usual: null, from: 1, days: 1 }, mark, requestId, at,
  })
}
