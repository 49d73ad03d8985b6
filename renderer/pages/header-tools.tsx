const TOOLS = [['/help', 'Help'], ['/preferences', 'Preferences']] as const
export type Tool = (typeof TOOLS)[number][0]

/** The way to what is not casework, apart from the screens of the day. */
export function HeaderTools({ path, onGo }: { readonly path: string; readonly onGo: (to: Tool) => void }) {
  return (
    <nav className="header__tools" aria-label="Tools">
      {TOOLS.map(([to, words]) => <button key={to} type="button" className="header__link" aria-current={to === path ? 'page' : undefined} onClick={() => onGo(to)}>{words}</button>)}
    </nav>
  )
}
