import type { MyList } from '../../../shared/ipc/contact-list-contract'
import { Tag } from '../../components/tag'
import { itemWords } from './list-words'

interface HouseholdRailProps {
  readonly items: MyList['items']
  readonly at: number
  readonly onGo: (at: number) => void
}

/** The households of a list in order, each with where it stands; any of them can be gone back to. */
export function HouseholdRail({ items, at, onGo }: HouseholdRailProps) {
  return (
    <ol className="work__rail" aria-label="Households of this list">
      {items.map((item, index) => {
        const { words, tone } = itemWords(item)
        return (
          <li key={item.householdId}>
            <button type="button" className={index === at ? 'work__home work__home--here' : 'work__home'} aria-current={index === at ? 'step' : undefined} onClick={() => onGo(index)}>
              <span className="work__nth">{index + 1}</span><span className="reference">{item.reference ?? 'No longer held'}</span><Tag tone={tone}>{words}</Tag>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
