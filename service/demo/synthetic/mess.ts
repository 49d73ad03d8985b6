import type { AnyMapping } from '../../intake/mappings/define-mapping'
import type { Source } from '../../../shared/model/codes'
import type { Random } from './random'

/** Stands for one byte that is not UTF-8 (0x96, the dash of Windows-1252) until the file is encoded. */
export const STRAY_BYTE = '\uE000'

/**
 * Kinds of mess that partners' extracts hold, how often per row, and what intake makes of each: mended (loaded all the same) or
 * rejected. A row gets one kind at most.
 */
export const MESS = {
  'wrong-case': { rate: 0.02, fate: 'mended' },
  'stray-blanks': { rate: 0.012, fate: 'mended' },
  'missing-postcode': { rate: 0.012, fate: 'mended' },
  'missing-date-of-birth': { rate: 0.008, fate: 'mended' },
  'swapped-day-and-month': { rate: 0.006, fate: 'date-order' },
  'bad-code': { rate: 0.004, fate: 'unknown-code' },
  'stray-byte': { rate: 0.003, fate: 'encoding' },
  'absurd-amount': { rate: 0.005, fate: 'amount-range' },
  'broken-ni-number': { rate: 0.004, fate: 'format' },
  'repeated-row': { rate: 0.005, fate: 'repeated-row' },
} as const

export type MessKind = keyof typeof MESS
export const noMess = (): Record<MessKind, number> =>
  Object.fromEntries(Object.keys(MESS).map((kind) => [kind, 0])) as Record<MessKind, number>

const RATES = Object.fromEntries(Object.entries(MESS).map(([kind, { rate }]) => [kind, rate])) as Record<MessKind, number>
const CLEAN = 1 - Object.values(RATES).reduce((sum, rate) => sum + rate, 0)

/** Spoils a row (cells in the mapping's order) by chance. Returns the rows to write instead, and the kind; null when it stays clean or the kind does not fit it. */
export function spoil(random: Random, mapping: AnyMapping, cells: ReadonlyArray<string>): { readonly rows: ReadonlyArray<ReadonlyArray<string>>; readonly kind: MessKind | null } {
  const drawn = random.weighted<MessKind | 'clean'>({ ...RATES, clean: CLEAN })
  if (drawn === 'clean') return { rows: [cells], kind: null }
  if (drawn === 'repeated-row') return { rows: [cells, cells], kind: drawn }
  const [slot, change] = CHANGES[drawn]
  const at = mapping.columns.findIndex((column) => column.slot === slotOf(slot, mapping.source))
  const before = cells[at] ?? ''
  const after = before === '' ? before : change(before, random)
  const isRequired = after === '' && mapping.columns[at]?.need !== 'may'
  return after === before || isRequired ? { rows: [cells], kind: null } : { rows: [cells.with(at, after)], kind: drawn }
}

/** The amount and the code to spoil, where it is not the role. */
const DEBT_OF: Readonly<Partial<Record<Source, string>>> = {
  'revenues-and-benefits': 'balance:council-tax-arrears', housing: 'balance:rent-arrears', 'debt-management': 'balance:sundry-debt', 'adult-social-care': 'assessedWeeklyPence', 'open-data': 'medianRentPence',
}
const CODE_OF: Readonly<Partial<Record<Source, string>>> = { 'school-census': 'educationSetting', 'electoral-register': 'ward', 'open-data': 'ward' }
const slotOf = (slot: string, source: Source): string | undefined => (slot === 'debt' ? DEBT_OF[source] : slot === 'code' ? (CODE_OF[source] ?? 'role') : slot)

type Change = (text: string, random: Random) => string
const swapped: Change = (text) => (Number(text.slice(0, 2)) > 12 ? `${text.slice(3, 5)}/${text.slice(0, 2)}${text.slice(5)}` : text)

const CHANGES: Readonly<Record<Exclude<MessKind, 'repeated-row'>, readonly [slot: string, change: Change]>> = {
  'wrong-case': ['surname', (text, random) => (random.chance(0.7) ? text.toUpperCase() : text.toLowerCase())],
  'stray-blanks': ['forenames', (text) => `  ${text.replace(' ', '   ')} `],
  'missing-postcode': ['postcode', () => ''],
  'missing-date-of-birth': ['dateOfBirth', () => ''],
  'swapped-day-and-month': ['dateOfBirth', swapped],
  'bad-code': ['code', (_text, random) => random.pick(['ZZ', '9', 'N/A'])],
  'stray-byte': ['forenames', (text) => text.slice(0, 1) + STRAY_BYTE + text.slice(1)],
  'absurd-amount': ['debt', (text, random) => (random.chance(0.5) ? `-${text}` : '9,999,999.00')],
  'broken-ni-number': ['niNumber', (text) => text.slice(0, 7)],
}
