import type { MyList } from '../../../shared/ipc/contact-list-contract'
import { SKIP_REASONS, type SkipReason } from '../../../shared/model/contact-list'
import { Button } from '../../components/button'
import { progressOf } from './list-words'

interface DoneSummaryProps {
  readonly items: MyList['items']
  readonly onLists: () => void
}

/** Nothing is left to do: what came of the list, in counts. */
export function DoneSummary({ items, onLists }: DoneSummaryProps) {
  const { done, shut } = progressOf(items)
  const reasons = Object.keys(SKIP_REASONS) as SkipReason[]
  const skipped = (reason: SkipReason): number => items.filter(({ step }) => step?.skipReason === reason).length
  const rows = [
    [done, 'done, with an outcome recorded'] as const,
    ...reasons.flatMap((reason) => (skipped(reason) === 0 ? [] : [[skipped(reason), `passed over: ${SKIP_REASONS[reason].toLowerCase()}`] as const])),
    ...(shut === 0 ? [] : [[shut, 'could not be opened'] as const]),
  ]
  return (
    <section className="panel" aria-labelledby="done-title">
      <h2 className="panel__title" id="done-title">This list is worked through</h2>
      <ul className="work__sum">{rows.map(([count, words]) => <li key={words}><strong>{count}</strong> {words}</li>)}</ul>
      <p className="govuk-body">You can go back to any household on the left until the list’s time is over.</p>
      <Button kind="primary" onClick={onLists}>Back to contact lists</Button>
    </section>
  )
}
