import type { IdentifierKind } from '../../../shared/model/service-codes'
import type { Reader } from '../code/reading'
import type { Category, Kind } from './categories'
import type { EverySlot, Slot, Slots } from './source-row'
import type { WardSlot, WardSlots } from './ward-row'
import type { PersonSource, WardSource } from './sources'

/** `every`: in each row · `main`: in the main row of a record · `may`: may be empty. */
export type Need = 'every' | 'main' | 'may'

/** One column of an extract: what it is (category of the notice), where it goes, how it is read. */
export interface Column<S extends string = string> {
  readonly name: string
  readonly slot: S
  readonly category: Category
  readonly kind: Kind
  readonly need: Need
  /** Longest text in characters. */
  readonly most: number
  readonly read: Reader<unknown>
}

/** The agreed form of an extract, whatever its rows are about. */
export interface ExtractForm<S extends string = string> {
  readonly words: string
  readonly delimiter: ',' | '|'
  /** False: the source never quotes, and its fields hold no delimiter or line break. */
  readonly isQuoted: boolean
  /** In the agreed order; the header row must say exactly this. */
  readonly columns: ReadonlyArray<Column<S>>
}

/** What every row of a source is, because of what the source is: the slot has no column then. */
export type Fixed = { readonly [S in 'isMain' | 'role']?: Slots[S] }

/** The agreed form of one source's extract about people. */
export interface Mapping extends ExtractForm<Slot> {
  readonly subject: 'person'
  readonly source: PersonSource
  readonly fixed?: Fixed
  /** How the record's account number is called to the officer; null when the source has none. */
  readonly accountWords: string | null
  readonly claimWords: string | null
  /** Which number of the person the record's own key is; null when it is a number of the account or case. */
  readonly numberKind: IdentifierKind | null
}

/** The agreed form of one source's extract about wards. */
export interface WardMapping extends ExtractForm<WardSlot> {
  readonly subject: 'ward'
  readonly source: WardSource
}

export type AnyMapping = Mapping | WardMapping

/** Declares a column; the reader must give what the slot holds. */
export const column = <S extends Slot>(
  name: string, slot: S, kind: Kind, category: Category, need: S extends EverySlot ? 'every' : Exclude<Need, 'every'>, most: number, read: Reader<Slots[S]>,
): Column<S> => ({ name, slot, category, kind, need, most, read })

/** Declares a column of an extract about wards: every ward says everything. */
export const wardColumn = <S extends WardSlot>(name: string, slot: S, category: Category, most: number, read: Reader<WardSlots[S]>): Column<S> =>
  ({ name, slot, category, kind: 'fact', need: 'every', most, read })
