/**
 * What a call that states something to the ledger is refused with before it is sent (`LedgerService.requireTrusted`): the hub has
 * contradicted itself, or this laptop was put back to an older copy.
 */
export const UNTRUSTED = ['LEDGER_CONFLICT', 'STORE_ROLLED_BACK'] as const

/** The same, and what is wrong with the proof of whatever becomes an entry (`LedgerService.enter`). */
export const PROOF = [...UNTRUSTED, 'REVEAL_RECEIPT_INVALID', 'REVEAL_LEDGER_INCONSISTENT', 'REVEAL_LEDGER_UNAVAILABLE'] as const
