import type { WorklistView } from '../../../shared/ipc/household-contract'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'

const VIEWS: Readonly<Record<WorklistView, string>> = { mine: 'My caseload', team: 'Team', 'due-today': 'Due today', 'at-risk': 'At risk', all: 'All' }
/** In the order of the keys 1 to 5. */
export const VIEW_KEYS: ReadonlyArray<WorklistView> = ['mine', 'team', 'due-today', 'at-risk', 'all']

type Counts = Readonly<Record<WorklistView | 'referrals', number>>

interface WorklistViewsProps {
  readonly view: WorklistView | null
  readonly counts: Counts | undefined
  readonly onChoose: (view: WorklistView) => void
  readonly onReferrals: () => void
}

/** Which households the list shows, with how many there are of each; beside them what waits for the team's answer. */
export function WorklistViews({ view, counts, onChoose, onReferrals }: WorklistViewsProps) {
  return (
    <nav className="views" aria-label="Views of the worklist">
      <ul className="views__list">
        {VIEW_KEYS.map((name) => (
          <li key={name}>
            <button type="button" className={name === view ? 'views__view views__view--here' : 'views__view'} aria-current={name === view ? 'true' : undefined} onClick={() => onChoose(name)}>
              {VIEWS[name]} {counts === undefined ? null : <Count n={counts[name]} isDue={name === 'due-today'} of="households" />}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="views__view views__referrals" onClick={onReferrals}>
        Referrals {counts === undefined ? null : <Count n={counts.referrals} isDue={false} of="waiting for your team" />}
      </button>
    </nav>
  )
}

function Count({ n, isDue, of }: { readonly n: number; readonly isDue: boolean; readonly of: string }) {
  return <span className={isDue && n > 0 ? 'views__count views__count--due' : 'views__count'}>{n}<span className="govuk-visually-hidden"> {of}</span></span>
}

const EMPTY: Readonly<Record<WorklistView, readonly [title: string, words: string]>> = {
  mine: ['Your caseload is empty', 'Open a household of your team and choose “Take into my caseload”, or wait until a colleague hands one over. Next actions that are yours are here too.'],
  team: ['Your team has no households here', 'Households come to a team from its own system, or by a referral that the team accepts.'],
  'due-today': ['Nothing is due today', 'Next actions and duty clocks show here on the day they are due, and stay until they are done.'],
  'at-risk': ['No household is at high risk', 'Those of your district with a high or severe risk indicator show here.'],
  all: ['No households are in your scope', 'Your worklist holds households of your caseload and your team, and those at high risk in your district.'],
}

/** A view with nothing in it, and where to look instead. */
export function EmptyView({ view, onTeam }: { readonly view: WorklistView; readonly onTeam: () => void }) {
  const [title, words] = EMPTY[view]
  return (
    <EmptyState title={title}>
      <p>{words}</p>
      {view === 'mine' || view === 'due-today' ? <Button onClick={onTeam}>Show the team’s list</Button> : null}
    </EmptyState>
  )
}
