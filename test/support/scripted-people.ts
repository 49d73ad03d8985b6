import type { Sentinel } from './sentinel-needles'
import type { CallerGives } from './screens/find-screen'

/** Some of the invented people of service/demo/README.md, as a caller would name them. */
export const SCRIPTED = {
  councilTax: { name: 'Denise Hartfield', dateOfBirth: ['14', '3', '1978'], postcode: 'CT1 9KM', accountNumber: '79000001A' },
  eviction: { name: 'Kwame Asante-Boyd', phone: '07700 900902' },
  twoOfOneName: { name: 'Peter Wainscott', postcode: 'CT2 7MV' },
  father: { name: 'Peter Wainscott', postcode: 'CT2 7MV', dateOfBirth: ['8', '5', '1952'] },
  breathingSpace: { niNumber: 'QQ 12 00 06 B', dateOfBirth: ['11', '7', '1986'] },
  safeguarding: { name: 'Marjorie Thistlewood', postcode: 'CT1 8IC' },
  newPhone: { name: 'Chiara Fontanelli', dateOfBirth: ['30', '11', '1994'] },
  protected: { name: 'Rowan Castellane', dateOfBirth: ['6', '6', '1981'] },
  nobody: { name: 'Zebedee Quartermain', postcode: 'CT1 9KM' },
} as const satisfies Record<string, CallerGives>

/** What must be nowhere but in the vault and, for a moment, on the screen. */
export const SENTINELS: readonly Sentinel[] = [
  { name: 'full name (council tax)', value: 'Denise Hartfield' }, { name: 'surname (council tax)', value: 'Hartfield' },
  { name: 'account (council tax)', value: '79000001A' }, { name: 'full name (eviction)', value: 'Kwame Asante-Boyd' },
  { name: 'surname (eviction)', value: 'Asante-Boyd' }, { name: 'phone (eviction)', value: '07700 900902' },
  { name: 'full name (two of one name)', value: 'Peter Wainscott' }, { name: 'surname (two of one name)', value: 'Wainscott' },
  { name: 'street (two of one name)', value: 'Quincetree' }, { name: 'surname (Breathing Space)', value: 'Zawistowska' },
  { name: 'NI number (Breathing Space)', value: 'QQ 12 00 06 B' }, { name: 'surname (benefits)', value: 'Bhandalwar' },
  { name: 'surname (safeguarding)', value: 'Thistlewood' }, { name: 'surname (new phone)', value: 'Fontanelli' },
  { name: 'phone (new phone)', value: '07700 900908' }, { name: 'surname (protected)', value: 'Castellane' },
]
