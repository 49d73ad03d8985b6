import { readFileSync } from 'node:fs'
import { FIELD_GROUPS, ROLES, type FieldGroup, type Role } from '../../../shared/model/codes'
import { RELATIONSHIPS, type Relationship } from '../../../shared/model/relationship'

/** One row of who-may-open-what.md. */
export interface TableRow {
  readonly purpose: string
  readonly roles: readonly string[]
  readonly groups: readonly string[]
  readonly needsApproval: boolean
  readonly forFind: boolean
  readonly wordsMayBeFilledIn: boolean
}

export interface Cell {
  readonly role: Role
  /** Null: one that every role and every group were signed for, to see that roles without case work stay out. */
  readonly purpose: string | null
  readonly group: FieldGroup
  readonly relationship: Relationship
  readonly isProtected: boolean
  readonly district: 'own' | 'other'
  readonly approvals: 0 | 1 | 2
}
export interface Verdict {
  readonly reveal: 'allow' | 'needs-approval' | 'forbid'
  /** The same when it says that it was approved, by as many as there are. */
  readonly underApproval: 'allow' | 'needs-approval' | 'forbid'
  readonly find: 'allow' | 'forbid'
  readonly asksOwnWords: boolean
}

const listOf = (cell = ''): string[] => cell.split(',').map((item) => item.trim())
const isYes = (cell: string | undefined): boolean => {
  if (cell !== 'yes' && cell !== 'no') throw new Error(`neither yes nor no: ${cell}`)
  return cell === 'yes'
}

export function readTable(): TableRow[] {
  const text = readFileSync(new URL('./who-may-open-what.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| purpose'))
  return rows.map((line) => {
    const [, purpose = '', roles, groups, approval, find, words] = line.split('|').map((cell) => cell.trim())
    return { purpose, roles: listOf(roles), groups: listOf(groups), needsApproval: isYes(approval), forFind: isYes(find), wordsMayBeFilledIn: isYes(words) }
  })
}

const GIVEN = new Set<Relationship>(['allocated', 'duty-rota', 'referral', 'approved-visit', 'agreed-next-action', 'own-team'])
const EVERYTHING: Omit<TableRow, 'purpose'> = { roles: Object.keys(ROLES), groups: Object.keys(FIELD_GROUPS), needsApproval: false, forFind: true, wordsMayBeFilledIn: false }

/** What the document says of a cell. */
export function oracle(table: readonly TableRow[], cell: Cell): Verdict {
  const row = cell.purpose === null ? EVERYTHING : table.find(({ purpose }) => purpose === cell.purpose)
  const isCasework = cell.role === 'officer' || cell.role === 'outreach' || cell.role === 'supervisor'
  const may = row !== undefined && isCasework && row.roles.includes(cell.role)
  const needed = cell.isProtected ? 2 : row?.needsApproval === true ? 1 : 0
  const opens = may && row.groups.includes(cell.group)
  return {
    reveal: !opens ? 'forbid' : cell.approvals >= needed ? 'allow' : cell.approvals === 0 ? 'needs-approval' : 'forbid',
    underApproval: opens && cell.approvals >= needed ? 'allow' : 'forbid',
    find: may && row.forFind ? 'allow' : 'forbid',
    asksOwnWords: !(row?.wordsMayBeFilledIn === true && GIVEN.has(cell.relationship)),
  }
}

/** Every cell; or, for every run, every combination of role, purpose, group, protection and approvals, with relationships and districts in turn. */
export function cells(purposes: readonly string[], isFull: boolean): Cell[] {
  const [relationships, districts] = [Object.keys(RELATIONSHIPS) as Relationship[], ['own', 'other'] as const]
  const all = (Object.keys(ROLES) as Role[]).flatMap((role) => [...purposes, null].flatMap((purpose) => (Object.keys(FIELD_GROUPS) as FieldGroup[]).flatMap((group) =>
    [false, true].flatMap((isProtected) => ([0, 1, 2] as const).map((approvals) => ({ role, purpose, group, isProtected, approvals }))))))
  const around = relationships.flatMap((relationship) => districts.map((district) => ({ relationship, district })))
  return isFull
    ? all.flatMap((cell) => around.map((more) => ({ ...cell, ...more })))
    : all.map((cell, i) => ({ ...cell, ...(around[(i * 7) % around.length] ?? { relationship: 'none', district: 'own' }) }))
}

export interface ApprovalCell {
  readonly role: Role
  readonly district: 'own' | 'other'
  readonly team: 'household' | 'requester' | 'neither'
  readonly isProtected: boolean
  readonly isOwnRequest: boolean
  readonly hasDecided: boolean
}

export const approvalCells = (): ApprovalCell[] =>
  (Object.keys(ROLES) as Role[]).flatMap((role) => (['own', 'other'] as const).flatMap((district) => (['household', 'requester', 'neither'] as const).flatMap((team) =>
    [false, true].flatMap((isProtected) => [false, true].flatMap((isOwnRequest) => [false, true].map((hasDecided) => ({ role, district, team, isProtected, isOwnRequest, hasDecided })))))))

export const approvalOracle = ({ role, district, team, isProtected, isOwnRequest, hasDecided }: ApprovalCell): 'allow' | 'forbid' =>
  role === 'supervisor' && district === 'own' && (isProtected || team !== 'neither') && !isOwnRequest && !hasDecided ? 'allow' : 'forbid'
