import type { Proof } from '../../../shared/ipc/oversight-contract'
import { NotificationBanner } from '../../components/notification-banner'

const NUMBER = new Intl.NumberFormat('en-GB')

/** What this laptop could prove of the entries shown, in one line. */
export function ProofSummary({ proofs, ledgerSize }: { readonly proofs: ReadonlyArray<Proof>; readonly ledgerSize: number }) {
  const bad = proofs.filter((proof) => proof === 'unproved' || proof === 'inconsistent').length
  const earlier = proofs.filter((proof) => proof === 'earlier-epoch').length
  if (proofs.length === 0) return null
  if (bad > 0) return <NotificationBanner tone="bad"><strong>{bad} of {proofs.length} entries could not be proved.</strong> What is shown of them may not be what happened. Report it to whoever runs the central service.</NotificationBanner>
  return (
    <NotificationBanner tone="good" live="none">
      <strong>{proofs.length - earlier === 1 ? 'The entry is proved.' : `All ${proofs.length - earlier} entries are proved.`}</strong> This laptop checked each against a ledger of {NUMBER.format(ledgerSize)} entries that continues the one it saw before.
      {earlier === 0 ? null : ` ${earlier} belong to an earlier ledger, from before the central service was restored.`}
    </NotificationBanner>
  )
}
