import type { Migration } from '../../plugins/migrate'
import { createDeputyships } from './0130-create-deputyships'
import { createDutyRota } from './0131-create-duty-rota'
import { guardAccounts } from './0132-guard-accounts'

/** 0130-0139: deputies, the duty rota, and accounts of one person. */
export const STAND_IN_MIGRATIONS: readonly Migration[] = [createDeputyships, createDutyRota, guardAccounts]
