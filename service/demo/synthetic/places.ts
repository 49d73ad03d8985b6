import { DISTRICTS, type District } from '../../../shared/model/codes'
import { WARDS, type Ward } from '../../intake/code/wards'
import type { Random } from './random'

interface Place { readonly weight: number; readonly towns: readonly [Town, ...Town[]] }
type Town = readonly [name: string, ...outward: [string, ...string[]]]

/** Districts with their share of households (Canterbury a quarter), towns and postcode districts. */
const PLACES: Readonly<Record<District, Place>> = {
  ashford: { weight: 8, towns: [['Ashford', 'TN23', 'TN24'], ['Tenterden', 'TN30']] },
  canterbury: { weight: 25, towns: [['Canterbury', 'CT1', 'CT2', 'CT4'], ['Whitstable', 'CT5'], ['Herne Bay', 'CT6']] },
  dartford: { weight: 6, towns: [['Dartford', 'DA1', 'DA2'], ['Swanscombe', 'DA10']] },
  dover: { weight: 7, towns: [['Dover', 'CT16', 'CT17'], ['Deal', 'CT14']] },
  'folkestone-and-hythe': { weight: 7, towns: [['Folkestone', 'CT19', 'CT20'], ['Hythe', 'CT21']] },
  gravesham: { weight: 6, towns: [['Gravesend', 'DA11', 'DA12']] },
  maidstone: { weight: 9, towns: [['Maidstone', 'ME14', 'ME15', 'ME16']] },
  sevenoaks: { weight: 4, towns: [['Swanley', 'BR8'], ['Sevenoaks', 'TN13']] },
  swale: { weight: 9, towns: [['Sittingbourne', 'ME10'], ['Sheerness', 'ME12'], ['Faversham', 'ME13']] },
  thanet: { weight: 10, towns: [['Margate', 'CT9'], ['Ramsgate', 'CT11', 'CT12'], ['Broadstairs', 'CT10']] },
  'tonbridge-and-malling': { weight: 5, towns: [['Tonbridge', 'TN9', 'TN10'], ['Snodland', 'ME6']] },
  'tunbridge-wells': { weight: 4, towns: [['Tunbridge Wells', 'TN1', 'TN2'], ['Paddock Wood', 'TN12']] },
}
const WEIGHTS = Object.fromEntries(Object.entries(PLACES).map(([district, { weight }]) => [district, weight])) as Record<District, number>

/** Letters that Royal Mail never uses in the last two places of a postcode: the units below have the form, and do not exist. */
const UNUSED_LETTERS = [...'CIKMOV'] as unknown as readonly [string, ...string[]]
const STREET_FIRST = ['Amberfold', 'Bellrope', 'Candlewick', 'Dunnock', 'Elderquay', 'Fennelmoor', 'Gorsebank', 'Hopsack', 'Inkwell', 'Juniperhurst', 'Kestrelgate',
  'Lanternfield', 'Marlpit', 'Nutbrown', 'Oastling', 'Pilgrimsend', 'Quincetree', 'Ragstone', 'Saltpan', 'Thimblehall', 'Umberley', 'Vetchling', 'Wattlecombe', 'Yarrowby'] as const
const STREET_LAST = ['Road', 'Street', 'Close', 'Avenue', 'Gardens', 'Lane', 'Court', 'Way', 'Drive', 'Terrace', 'Row', 'Crescent'] as const

export interface Home { readonly line1: string; readonly line2: string; readonly town: string; readonly postcode: string; readonly uprn: string; readonly ward: Ward }

/** UPRNs of real property do not begin with 999. */
export const unusedUprn = (serial: number): string => `999${String(serial).padStart(9, '0')}`

export const unusedUnit = (random: Random): string => `${random.whole(0, 9)}${random.pick(UNUSED_LETTERS)}${random.pick(UNUSED_LETTERS)}`

const WARDS_OF = Object.fromEntries(
  Object.keys(DISTRICTS).map((district) => [district, Object.values(WARDS).filter((ward) => ward.district === district)]),
) as unknown as Readonly<Record<District, readonly [Ward, ...Ward[]]>>

/** An invented address in a real town: the street, the postcode unit and the UPRN exist nowhere. */
export function inventHome(random: Random, serial: number): Home {
  const district = random.weighted(WEIGHTS)
  const [town, ...outward] = random.pick(PLACES[district].towns)
  const street = `${random.pick(STREET_FIRST)} ${random.pick(STREET_LAST)}`
  const number = random.whole(1, 180)
  const isFlat = random.chance(0.3)
  return {
    line1: isFlat ? `Flat ${random.whole(1, 24)}, ${number} ${street}` : `${number} ${street}`,
    line2: '', town,
    postcode: `${random.pick(outward)} ${unusedUnit(random)}`,
    uprn: unusedUprn(serial), ward: random.pick(WARDS_OF[district]),
  }
}
