import type { SyntheticPerson } from './synthetic-household'

type ScenePerson = Pick<SyntheticPerson, 'part' | 'forenames' | 'surname' | 'dateOfBirth'> & Partial<SyntheticPerson>
/** Days ago, source code, pence. */
type SceneEvent = readonly [daysAgo: number, code: string, pence?: number]
type SceneNote = readonly [daysAgo: number, text: string]

export interface Scene {
  readonly line1: string; readonly town: string; readonly postcode: string; readonly ward: string
  readonly people: readonly [ScenePerson, ...ScenePerson[]]
  readonly isProtected?: boolean
  readonly safeContact?: ReadonlyArray<string>
  readonly revenues: {
    readonly accountRef: string; readonly owed: number; readonly stage: string; readonly lastContact: number; readonly history: ReadonlyArray<SceneEvent>
    readonly claimRef?: string; readonly overpaid?: number; readonly breathingSince?: number; readonly note?: SceneNote
    readonly benefits?: ReadonlyArray<readonly [code: string, weeklyPence: number, endsIn?: number]>
  }
  readonly housing?: {
    readonly tenancyRef: string; readonly owed: number; readonly stage: string; readonly lastContact: number; readonly history: ReadonlyArray<SceneEvent>
    readonly dueIn?: number; readonly support?: ReadonlyArray<readonly [daysAgo: number, code: string, outcome: string]>; readonly note?: SceneNote
  }
}

const WAINSCOTT = { town: 'Canterbury', postcode: 'CT2 7MV', ward: 'CAN02' } as const

/** Eight scenes, nine households (the third needs two). NI numbers QQ, phones 07700 9009xx, account numbers 79…: all reserved for them. */
export const SCRIPTED_SCENES: ReadonlyArray<Scene> = [
  { // 1 council tax arrears
    line1: '14 Candlewick Row', town: 'Canterbury', postcode: 'CT1 9KM', ward: 'CAN04',
    people: [
      { part: 'main', forenames: 'Denise Ann', surname: 'Hartfield', dateOfBirth: '1978-03-14', niNumber: 'QQ120001A', phone: '07700 900901', email: 'denise.hartfield@example.com' },
      { part: 'partner', forenames: 'Marlon', surname: 'Hartfield', dateOfBirth: '1975-11-02', niNumber: 'QQ120002B' },
      { part: 'child', forenames: 'Tia', surname: 'Hartfield', dateOfBirth: '2013-06-21', childInfo: 'Attends Ragstone Academy' },
    ],
    revenues: {
      accountRef: '79000001A', owed: 128_460, stage: 'BRK', lastContact: 34, claimRef: 'HB7900001', benefits: [['UC', 21_150], ['CTR', 1_240], ['CHB', 2_605]],
      history: [[410, 'OPEN'], [230, 'MISS', 16_200], [214, 'RMD'], [160, 'SUM'], [131, 'LO'], [118, 'ARR', 6_000], [60, 'PAY', 6_000], [34, 'CM'], [20, 'BRK']],
      note: [34, 'Denise Hartfield rang: Marlon laid off from the packhouse, cannot keep to £60. Would pay £25 a month. Her sister Bernice helps with post.'],
    },
  },
  { // 2 eviction notice, prevention duty due in three days
    line1: 'Flat 3, 88 Lanternfield Road', town: 'Canterbury', postcode: 'CT2 8OV', ward: 'CAN05',
    people: [
      { part: 'main', forenames: 'Kwame', surname: 'Asante-Boyd', dateOfBirth: '1989-09-27', niNumber: 'QQ120003C', phone: '07700 900902', email: 'kwame.asanteboyd@example.org' },
      { part: 'child', forenames: 'Efua', surname: 'Asante-Boyd', dateOfBirth: '2017-01-30', childInfo: 'Attends Oastfield Primary' },
    ],
    revenues: { accountRef: '79000002B', owed: 21_380, stage: 'RMD', lastContact: 70, benefits: [['UC', 24_300], ['CHB', 2_605]], history: [[520, 'OPEN'], [88, 'MISS', 10_690], [70, 'RMD']] },
    housing: {
      tenancyRef: 'T9900002', owed: 296_000, stage: 'NSP', lastContact: 9, dueIn: 3, support: [[50, 'PHP', 'OPEN'], [30, 'MED', 'NOCH']],
      history: [[520, 'TST'], [200, 'MISS', 92_000], [150, 'LET'], [90, 'BRK'], [58, 'EVN'], [56, 'HAP'], [53, 'DAC'], [9, 'CM']],
      note: [9, 'Kwame Asante-Boyd brought the notice. Landlord Mr Pellingbrook wants possession at the end of the month. Efua in reception class, does not want to move school.'],
    },
  },
  { // 3a and 3b: father and son of one name, two doors apart
    ...WAINSCOTT, line1: '41 Quincetree Terrace',
    people: [{ part: 'main', forenames: 'Peter', surname: 'Wainscott', dateOfBirth: '1952-05-08', niNumber: 'QQ120004D', phone: '07700 900903' }],
    revenues: { accountRef: '79000003C', owed: 0, stage: 'NONE', lastContact: 120, benefits: [['PC', 9_420], ['CTR', 2_100]], history: [[900, 'OPEN'], [300, 'BST'], [120, 'CM']] },
  },
  {
    ...WAINSCOTT, line1: '45 Quincetree Terrace',
    people: [{ part: 'main', forenames: 'Peter', surname: 'Wainscott', dateOfBirth: '1983-12-19', niNumber: 'QQ120005A', phone: '07700 900904' }],
    revenues: { accountRef: '79000004D', owed: 64_215, stage: 'SUM', lastContact: 200, history: [[640, 'OPEN'], [140, 'MISS', 16_050], [110, 'RMD'], [48, 'SUM']] },
  },
  { // 4 Breathing Space under way
    line1: '7 Saltpan Close', town: 'Whitstable', postcode: 'CT5 4CI', ward: 'CAN08',
    people: [
      { part: 'main', forenames: 'Agnieszka', surname: 'Zawistowska', dateOfBirth: '1986-07-11', niNumber: 'QQ120006B', phone: '07700 900905', email: 'agnieszka.z@example.com' },
      { part: 'partner', forenames: 'Declan', surname: 'Rourke-Hale', dateOfBirth: '1984-02-29', niNumber: 'QQ120007C' },
    ],
    revenues: {
      accountRef: '79000005E', owed: 312_745, stage: 'EA', lastContact: 19, overpaid: 84_060, claimRef: 'HB7900005', breathingSince: 22, benefits: [['UC', 14_890]],
      history: [[700, 'OPEN'], [330, 'SUM'], [300, 'LO'], [120, 'OPR', 84_060], [75, 'EA'], [22, 'BSS'], [19, 'CM']],
      note: [19, 'Debt adviser Corinne Maddoxley confirmed the moratorium. Agents called off. Agnieszka Zawistowska much relieved.'],
    },
    housing: { tenancyRef: 'T9900005', owed: 118_300, stage: 'L2', lastContact: 40, support: [[25, 'DEBT', 'OPEN']], history: [[690, 'TST'], [210, 'MISS', 58_000], [150, 'LET'], [40, 'CM']] },
  },
  { // 5 benefits question: housing payment about to end
    line1: '22 Juniperhurst Avenue', town: 'Herne Bay', postcode: 'CT6 5VK', ward: 'CAN06',
    people: [
      { part: 'main', forenames: 'Harjit', surname: 'Bhandalwar', dateOfBirth: '1969-01-23', niNumber: 'QQ120008D', phone: '07700 900906', health: 'Osteoarthritis, PIP awarded' },
      { part: 'carer', forenames: 'Manpreet', surname: 'Bhandalwar', dateOfBirth: '1996-10-05', niNumber: 'QQ120009A' },
    ],
    revenues: {
      accountRef: '79000006F', owed: 0, stage: 'NONE', lastContact: 61, claimRef: 'HB7900006',
      benefits: [['ESA', 13_820], ['HB', 12_640], ['CTR', 1_830], ['PIP', 10_875], ['DHP', 3_200, 12]], history: [[800, 'OPEN'], [240, 'DHP'], [80, 'BCH', 2_100], [61, 'CM']],
    },
    housing: { tenancyRef: 'T9900006', owed: 24_700, stage: 'L1', lastContact: 61, support: [[75, 'BEN', 'HELP']], history: [[800, 'TST'], [66, 'MISS', 12_350], [61, 'CM']] },
  },
  { // 6 safeguarding worry
    line1: '3 Pilgrimsend Court', town: 'Canterbury', postcode: 'CT1 8IC', ward: 'CAN01', safeContact: ['SW', 'NV'],
    people: [
      { part: 'main', forenames: 'Marjorie Edith', surname: 'Thistlewood', dateOfBirth: '1941-08-16', niNumber: 'QQ120010B', phone: '07700 900907', health: 'Early-stage dementia; unsteady on her feet' },
      { part: 'carer', forenames: 'Roy', surname: 'Thistlewood', dateOfBirth: '1968-04-03', niNumber: 'QQ120011C' },
    ],
    revenues: {
      accountRef: '79000007G', owed: 47_900, stage: 'FIN', lastContact: 15, benefits: [['PC', 11_260]], history: [[1_500, 'OPEN'], [120, 'MISS', 15_900], [95, 'RMD'], [40, 'CT'], [15, 'CM']],
      note: [15, 'Roy Thistlewood answered for his mother and would not put her on. Marjorie Thistlewood heard in the background asking who took her pension book.'],
    },
    housing: { tenancyRef: 'T9900007', owed: 0, stage: 'NIL', lastContact: 33, support: [[33, 'REFO', 'OPEN']], history: [[1_500, 'TST'], [33, 'CT']] },
  },
  { // 7 new phone number
    line1: '60 Yarrowby Gardens', town: 'Whitstable', postcode: 'CT5 2MO', ward: 'CAN09',
    people: [
      { part: 'main', forenames: 'Chiara', surname: 'Fontanelli', dateOfBirth: '1994-11-30', niNumber: 'QQ120012D', phone: '07700 900908', email: 'chiara.fontanelli@example.com' },
      { part: 'child', forenames: 'Luca', surname: 'Fontanelli', dateOfBirth: '2023-04-12' },
    ],
    revenues: { accountRef: '79000008H', owed: 36_050, stage: 'ARR', lastContact: 190, benefits: [['UC', 19_720], ['CHB', 2_605], ['CTR', 1_460]], history: [[610, 'OPEN'], [260, 'MISS', 12_000], [230, 'RMD'], [190, 'ARR', 3_000], [50, 'CT'], [21, 'CT']] },
  },
  { // 8 protected record
    line1: '9 Marlpit Drive', town: 'Canterbury', postcode: 'CT4 6KC', ward: 'CAN05', isProtected: true, safeContact: ['ND'],
    people: [{ part: 'main', forenames: 'Rowan', surname: 'Castellane', dateOfBirth: '1981-06-06', niNumber: 'QQ120013A', phone: '07700 900909' }],
    revenues: { accountRef: '79000009J', owed: 19_400, stage: 'RMD', lastContact: 88, history: [[450, 'OPEN'], [100, 'MISS', 9_700], [88, 'RMD']] },
    housing: { tenancyRef: 'T9900009', owed: 31_200, stage: 'L1', lastContact: 90, history: [[450, 'TST'], [99, 'MISS', 31_200]] },
  },
]
