import type { Proof } from '../../../shared/ipc/oversight-contract'
import { Tag } from '../../components/tag'

/** The place in the ledger, and what this laptop could prove of it. */
export function EntryProof({ index, proof }: { readonly index: number; readonly proof: Proof }) {
  switch (proof) {
    case 'proved': return <Tag tone="good">✓ Entry {index} proved</Tag>
    case 'unproved': return <Tag tone="bad">Entry {index} not proved</Tag>
    case 'inconsistent': return <Tag tone="bad">Entry {index}: the ledger was changed</Tag>
    case 'earlier-epoch': return <Tag>Entry {index} of an earlier ledger</Tag>
  }
}
