import type { TeamActivity } from '../../../shared/api/oversight-api'
import { ROLES } from '../../../shared/model/codes'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'

interface TeamOfficersProps {
  readonly officers: TeamActivity['officers']
  readonly chosen: string | null
  readonly onChoose: (officerId: string | null) => void
}

const COLUMNS = [
  { words: 'Officer' }, { words: 'Role' }, ...['Reveals', 'Shown', 'Not shown', 'Refused', 'Held', 'Copied', 'Calls', 'Avoided', 'Decided not to'].map((words) => ({ words, isNumber: true })), { words: 'List' },
]

/** One line for each officer; the button narrows the list below. */
export function TeamOfficers({ officers, chosen, onChoose }: TeamOfficersProps) {
  return (
    <DataTable
      caption="Figures by officer" columns={COLUMNS} className="team-officers"
      rows={officers.map((officer) => ({
        key: officer.officerId,
        cells: [
          <strong key="name">{officer.displayName}</strong>, ROLES[officer.role], officer.reveals, officer.shown, officer.notShown, officer.forbidden, officer.needsApproval, officer.copies, officer.calls, officer.avoided, officer.decidedNot,
          officer.officerId === chosen
            ? <Button key="all" kind="link" onClick={() => onChoose(null)}>Everybody</Button>
            : <Button key="only" kind="link" label={`Only ${officer.displayName}`} onClick={() => onChoose(officer.officerId)}>Only these</Button>,
        ],
      }))}
    />
  )
}
