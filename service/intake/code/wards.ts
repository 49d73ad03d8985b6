import type { District } from '../../../shared/model/codes'
import { codeOf } from './coded-value'

export interface Ward { readonly code: string; readonly name: string; readonly district: District }

/** Three letters of the partners' own ward codes. */
const DISTRICT_LETTERS: Readonly<Record<District, string>> = {
  ashford: 'ASH', canterbury: 'CAN', dartford: 'DAR', dover: 'DOV', 'folkestone-and-hythe': 'FOL', gravesham: 'GRA', maidstone: 'MAI',
  sevenoaks: 'SEV', swale: 'SWA', thanet: 'THA', 'tonbridge-and-malling': 'TAM', 'tunbridge-wells': 'TUN',
}

/** Some wards of each district, by name; their order fixes the codes, so add at the end. */
const WARD_NAMES: Readonly<Record<District, ReadonlyArray<string>>> = {
  ashford: ['Victoria', 'Stanhope', 'Norman', 'Beaver', 'Willesborough', 'Godinton', 'Furley', 'Aylesford and East Stour'],
  canterbury: ['Barton', 'Northgate', 'Westgate', 'Wincheap', 'St Stephens', 'Heron', 'Greenhill', 'Gorrell', 'Seasalter', 'Tankerton', 'Sturry', 'Beltinge'],
  dartford: ['Temple Hill', 'Princes', 'Town', 'Heath', 'Newtown', 'Swanscombe', 'Stone Castle'],
  dover: ['Buckland', 'Tower Hamlets', 'Town and Castle', 'St Radigunds', 'Maxton and Elms Vale', 'Aylesham', 'Mill Hill'],
  'folkestone-and-hythe': ['Folkestone Central', 'Folkestone Harbour', 'East Folkestone', 'Cheriton', 'Hythe', 'New Romney', 'Romney Marsh'],
  gravesham: ['Northfleet and Springhead', 'Riverside', 'Westcourt', 'Singlewell', 'Pelham', 'Denton', 'Coldharbour'],
  maidstone: ['High Street', 'Shepway North', 'Shepway South', 'Parkwood', 'Fant', 'East', 'Bridge'],
  sevenoaks: ['Swanley St Marys', 'Swanley White Oak', 'Sevenoaks Northern', 'Sevenoaks Eastern', 'Edenbridge South and West', 'Hextable'],
  swale: ['Sheerness', 'Murston', 'Milton Regis', 'Roman', 'Queenborough and Halfway', 'Sheppey East', 'Kemsley', 'Priory'],
  thanet: ['Cliftonville West', 'Margate Central', 'Dane Valley', 'Newington', 'Eastcliff', 'Central Harbour', 'Salmestone', 'Garlinge'],
  'tonbridge-and-malling': ['Trench', 'Vauxhall', 'Judd', 'Snodland East and Ham Hill', 'East Malling', 'Larkfield South'],
  'tunbridge-wells': ['Sherwood', 'Southborough and High Brooms', 'Broadwater', 'St James', 'Rusthall', 'Paddock Wood East'],
}

/** Wards by the partners' ward code, e.g. CAN01 ▸ Barton, Canterbury. */
export const WARDS: Readonly<Record<string, Ward>> = Object.fromEntries(
  (Object.keys(WARD_NAMES) as District[]).flatMap((district) =>
    WARD_NAMES[district].map((name, i) => {
      const code = `${DISTRICT_LETTERS[district]}${String(i + 1).padStart(2, '0')}`
      return [code, { code, name, district }] as const
    }),
  ),
)

export const ward = codeOf(WARDS)
