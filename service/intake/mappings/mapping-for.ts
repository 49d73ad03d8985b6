import { SOURCES, type Source } from '../../../shared/model/codes'
import { CasementError } from '../../../shared/errors/casement-error'
import type { Mapping } from './define-mapping'
import { housing } from './housing'
import { revenuesAndBenefits } from './revenues-and-benefits'

/** The reviewed mapping of each source system. */
export const MAPPINGS: Readonly<Record<Source, Mapping>> = { 'revenues-and-benefits': revenuesAndBenefits, housing }

export const isSource = (name: string): name is Source => Object.hasOwn(SOURCES, name)

/** The mapping of a source by its name; INTAKE_SOURCE_UNKNOWN when there is none. */
export function mappingFor(name: string): Mapping {
  if (!isSource(name)) throw new CasementError('INTAKE_SOURCE_UNKNOWN', { known: Object.keys(SOURCES).join(', ') })
  return MAPPINGS[name]
}
