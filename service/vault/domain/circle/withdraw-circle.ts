import { CasementError } from '../../../../shared/errors/casement-error'
import type { Declared } from '../../../../shared/model/circle'
import { readPersonsOf } from '../../repositories/account-repository'
import { createCircleDecision, createWithdrawal, findDeclaration, listOthersDeclarations, listOwnDeclarations } from '../../repositories/circle-repository'
import type { VaultDatabase } from '../../repositories/vault-database'
import type { ProvenCaller } from '../granted-call'
import { toDeclared } from './to-declared'

export interface KeptVault {
  readonly database: VaultDatabase
  readonly clock: { now(): number }
  /** Who may agree to a withdrawal: the vault's own list, whatever roles a hub gives out. */
  readonly circleKeepers: readonly string[]
}

export async function ownCircle(vault: KeptVault, { officerId }: Pick<ProvenCaller, 'officerId'>): Promise<{ declarations: Declared[]; isKeeper: boolean }> {
  return { declarations: (await listOwnDeclarations(vault.database, officerId)).map(toDeclared), isKeeper: vault.circleKeepers.includes(officerId) }
}

/** Asks that it be withdrawn. It stands meanwhile: nobody opens somebody they know by taking their own word back. Throws NOT_FOUND, CIRCLE_NOT_STANDING. */
export async function askWithdrawal(vault: KeptVault, { officerId }: Pick<ProvenCaller, 'officerId'>, declarationId: string): Promise<Declared> {
  return vault.database.transaction().execute(async (tx) => {
    const row = await findDeclaration(tx, declarationId)
    if (row === null || row.officer_id !== officerId) throw new CasementError('NOT_FOUND')
    if (!(await createWithdrawal(tx, { declarationId, officerId, at: new Date(vault.clock.now()) })) && row.agrees !== null) throw new CasementError('CIRCLE_NOT_STANDING')
    return toDeclared((await findDeclaration(tx, declarationId)) ?? row)
  })
}

export async function keptCircle(vault: KeptVault, { officerId }: Pick<ProvenCaller, 'officerId'>): Promise<(Declared & { officerId: string })[]> {
  requireKeeper(vault, officerId)
  return (await listOthersDeclarations(vault.database, officerId)).map((row) => ({ ...toDeclared(row), officerId: row.officer_id }))
}

/** Throws ACCESS_ROLE_FORBIDDEN, CIRCLE_OWN_DECLARATION, NOT_FOUND, CIRCLE_NOT_STANDING. */
export async function decideWithdrawal(vault: KeptVault, caller: ProvenCaller, { declarationId, agrees }: Readonly<{ declarationId: string; agrees: boolean }>): Promise<Declared> {
  requireKeeper(vault, caller.officerId)
  return vault.database.transaction().execute(async (tx) => {
    const row = await findDeclaration(tx, declarationId)
    if (row === null) throw new CasementError('NOT_FOUND')
    const persons = await readPersonsOf(tx, [row.officer_id, caller.officerId])
    if (persons.get(row.officer_id) === persons.get(caller.officerId)) throw new CasementError('CIRCLE_OWN_DECLARATION')
    if (row.asked_at === null) throw new CasementError('CIRCLE_NOT_STANDING')
    const isFirst = await createCircleDecision(tx, { declarationId, officerId: row.officer_id, by: caller.officerId, deviceId: caller.deviceId, agrees, at: new Date(vault.clock.now()) })
    if (!isFirst) throw new CasementError('CIRCLE_NOT_STANDING')
    return toDeclared((await findDeclaration(tx, declarationId)) ?? row)
  })
}

function requireKeeper({ circleKeepers }: KeptVault, officerId: string): void {
  if (!circleKeepers.includes(officerId)) throw new CasementError('ACCESS_ROLE_FORBIDDEN')
}
