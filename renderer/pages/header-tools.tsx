import type { Role } from '../../shared/model/codes'

const TOOLS = [['/people-i-know', 'People I know'], ['/help', 'Help'], ['/preferences', 'Preferences']] as const
export type Tool = (typeof TOOLS)[number][0]

interface HeaderToolsProps {
  readonly path: string
  readonly role: Role | null
  readonly onGo: (to: Tool) => void
}

/** The way to what is not casework, apart from the screens of the day. An administrator sees no records, so has nobody to declare. */
export function HeaderTools({ path, role, onGo }: HeaderToolsProps) {
  const tools = TOOLS.filter(([to]) => to !== '/people-i-know' || role !== 'admin')
  return (
    <nav className="header__tools" aria-label="Tools">
      {tools.map(([to, words]) => <button key={to} type="button" className="header__link" aria-current={to === path ? 'page' : undefined} onClick={() => onGo(to)}>{words}</button>)}
    </nav>
  )
}
