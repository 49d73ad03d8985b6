import type { Source } from '../../../shared/model/codes'
import type { Reader } from '../code/reading'
import type { Category, Kind } from './categories'
import type { EverySlot, Slot, Slots } from './source-row'

/** `every`: in each row · `main`: in the main row of a record · `may`: may be empty. */
export type Need = 'every' | 'main' | 'may'

/** One column of an extract: what it is (category of the notice), where it goes, how it is read. */
export interface Column<S extends Slot = Slot> {
  readonly name: string
  readonly slot: S
  readonly category: Category
  readonly kind: Kind
  readonly need: Need
  /** Longest text in characters. */
  readonly most: number
  readonly read: Reader<Slots[S]>
}

/** The agreed form of one source's extract. */
export interface Mapping {
  readonly source: Source
  readonly words: string
  readonly delimiter: ',' | '|'
  /** False: the source never quotes, and its fields hold no delimiter or line break. */
  readonly isQuoted: boolean
  /** In the agreed order; the header row must say exactly this. */
  readonly columns: ReadonlyArray<Column>
  /** How the record's account number is called to the officer; null when the source has none. */
  readonly accountWords: string
  readonly claimWords: string | null
}

/** Declares a column; the reader must give what the slot holds. */
export const column = <S extends Slot>(
  name: string, slot: S, kind: Kind, category: Category, need: S extends EverySlot ? 'every' : Exclude<Need, 'every'>, most: number, read: Reader<Slots[S]>,
): Column => ({ name, slot, category, kind, need, most, read })
