import type { MyReveal } from '../../../shared/ipc/reveal-contract'
import { Tag } from '../../components/tag'

/** What this laptop could prove of one reveal. */
export function ProofBadge({ reveal }: { readonly reveal: MyReveal }) {
  switch (reveal.proof) {
    case 'proved': return <Tag tone="good">✓ Proved in the ledger{reveal.entryIndex === null ? '' : `, entry ${reveal.entryIndex}`}</Tag>
    case 'unproved': return <Tag tone="warn">Not proved yet</Tag>
    case 'inconsistent': return <Tag tone="bad">Inconsistent: tell information governance</Tag>
  }
}
