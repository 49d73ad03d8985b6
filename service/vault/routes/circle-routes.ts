import { vaultApi } from '../../../shared/api/vault-api'
import type { Routes } from '../../plugins/register-endpoint'
import { declareCircle, type CircleVault } from '../domain/circle/declare-circle'
import { listCircle } from '../domain/circle/list-circle'
import { askWithdrawal, decideWithdrawal, keptCircle, ownCircle, type KeptVault } from '../domain/circle/withdraw-circle'

/** Officers' own circles: their declarations, and what follows from them for the hub. */
export function registerCircleRoutes(routes: Routes, vault: CircleVault & KeptVault): void {
  routes.device(vaultApi.declareCircle, async ({ request, caller }) => ({ declared: await declareCircle(vault, caller, request.signed) }))
  routes.device(vaultApi.ownCircle, ({ caller }) => ownCircle(vault, caller))
  routes.device(vaultApi.askCircleWithdrawal, async ({ request, caller }) => ({ declared: await askWithdrawal(vault, caller, request.declarationId) }))
  routes.device(vaultApi.keptCircle, async ({ caller }) => ({ declarations: await keptCircle(vault, caller) }))
  routes.device(vaultApi.decideCircleWithdrawal, async ({ request, caller }) => ({ declared: await decideWithdrawal(vault, caller, request) }))
  routes.intake(vaultApi.listCircle, () => listCircle(vault))
}
