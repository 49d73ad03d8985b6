import type { Role } from '../../shared/model/codes'

const CASEWORK: ReadonlyArray<Role> = ['officer', 'outreach', 'supervisor']
const EVERYBODY: ReadonlyArray<Role> = [...CASEWORK, 'ig-lead', 'admin']

/** Every screen of the frame, in the order of the navigation: where it is, its name, the key after `g`, and whose work it is. The services decide; this only keeps other people's work out of the way. */
const SCREENS = [
  { to: '/', words: 'Worklist', key: 'w', roles: CASEWORK },
  { to: '/find', words: 'Find', key: 'f', roles: CASEWORK },
  { to: '/who-looked', words: 'Who looked', key: 'l', roles: ['ig-lead'] },
  { to: '/ledger', words: 'Search the ledger', key: 'e', roles: ['ig-lead'] },
  { to: '/statements', words: 'Statements', key: 'b', roles: ['ig-lead'] },
  { to: '/devices', words: 'Devices', key: 'd', roles: ['ig-lead', 'admin'] },
  { to: '/people', words: 'People and roles', key: 'p', roles: ['admin'] },
  { to: '/purposes', words: 'Purposes', key: 'u', roles: ['ig-lead', 'admin'] },
  { to: '/partners', words: 'Partners', key: 'z', roles: ['admin', 'ig-lead'] },
  { to: '/sharing-agreement', words: 'Sharing agreement', key: 'r', roles: ['ig-lead', 'admin'] },
  { to: '/intake', words: 'Intake runs', key: 'i', roles: ['admin'] },
  { to: '/administration', words: 'Administration log', key: 'j', roles: ['ig-lead', 'admin'] },
  { to: '/approvals', words: 'Approvals', key: 'a', roles: ['supervisor'] },
  { to: '/requests', words: 'Requests', key: 'q', roles: CASEWORK },
  { to: '/contact-lists', words: 'Contact lists', key: 'c', roles: CASEWORK },
  { to: '/visits', words: 'Visits', key: 'x', roles: CASEWORK },
  { to: '/my-reveals', words: 'My reveals', key: 'm', roles: CASEWORK },
  { to: '/team-reveals', words: "Team's reveals", key: 't', roles: ['supervisor'] },
  { to: '/stand-ins', words: 'Deputies and rota', key: 'y', roles: CASEWORK },
  { to: '/reviews', words: 'Reviews', key: 'v', roles: ['supervisor', 'ig-lead'] },
  { to: '/tool-use', words: 'Use of these tools', key: 'n', roles: ['ig-lead'] },
  { to: '/sync', words: 'Sync', key: 's', roles: EVERYBODY },
] as const satisfies ReadonlyArray<{ to: string; words: string; key: string; roles: ReadonlyArray<Role> }>

export type Screen = (typeof SCREENS)[number]
export type ScreenPath = Screen['to']

const isOf = (screen: Screen, role: Role): boolean => (screen.roles as ReadonlyArray<Role>).includes(role)

/** The screens of a role; before anybody is known, those of casework. A deputy has a supervisor's queue as well, while it lasts. */
export const screensOf = (role: Role | null, isDeputy = false): ReadonlyArray<Screen> => SCREENS.filter((screen) => isOf(screen, role ?? 'officer') || (isDeputy && screen.to === '/approvals'))

/** Where a role starts. */
export const homeOf = (role: Role | null): ScreenPath => screensOf(role)[0]?.to ?? '/sync'

/** Is this path part of the role's work? What is not among the screens (a household) belongs to casework. */
export const isForRole = (path: ScreenPath, role: Role): boolean => SCREENS.some((screen) => screen.to === path && isOf(screen, role))
