import { SOURCES, type Source } from '../../../shared/model/codes'
import { CasementError } from '../../../shared/errors/casement-error'
import { adultSocialCare } from './adult-social-care'
import { SHARING_NOTICE } from './categories'
import { requireCategories } from './check-mapping'
import { childrensSocialCare } from './childrens-social-care'
import { countyHousing } from './county-housing'
import { debtManagement } from './debt-management'
import type { AnyMapping, Mapping, WardMapping } from './define-mapping'
import { electoralRegister } from './electoral-register'
import { housing } from './housing'
import { openData } from './open-data'
import { revenuesAndBenefits } from './revenues-and-benefits'
import { schoolCensus } from './school-census'
import type { PersonSource, WardSource } from './sources'

/** The reviewed mapping of each source system. */
export const PERSON_MAPPINGS: Readonly<Record<PersonSource, Mapping>> = {
  'revenues-and-benefits': revenuesAndBenefits, housing, 'county-housing': countyHousing, 'debt-management': debtManagement, 'adult-social-care': adultSocialCare,
  'childrens-social-care': childrensSocialCare, 'school-census': schoolCensus, 'electoral-register': electoralRegister,
}
export const WARD_MAPPINGS: Readonly<Record<WardSource, WardMapping>> = { 'open-data': openData }
export type Catalogue = Readonly<Record<Source, AnyMapping>>
export const MAPPINGS: Catalogue = { ...PERSON_MAPPINGS, ...WARD_MAPPINGS }

export const isSource = (name: string): name is Source => Object.hasOwn(SOURCES, name)

/** The mapping of a source by its name; INTAKE_SOURCE_UNKNOWN when there is none, INTAKE_CATEGORY_REFUSED when the sharing notice does not cover it. */
export function mappingFor(name: string, catalogue: Catalogue = MAPPINGS): AnyMapping {
  if (!isSource(name)) throw new CasementError('INTAKE_SOURCE_UNKNOWN', { known: Object.keys(SOURCES).join(', ') })
  const mapping = catalogue[name]
  requireCategories(mapping, SHARING_NOTICE)
  return mapping
}
