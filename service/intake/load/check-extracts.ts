import { checkExtract } from '../../../shared/api/extract-api'
import { CasementError } from '../../../shared/errors/casement-error'
import type { AnyMapping } from '../mappings/define-mapping'
import type { Services } from './load-records'

/**
 * Asks vault and hub, before the first row is sent, whether extracts of these dates (in the order of the command line) may be loaded, so that one that either
 * refuses leaves nothing half done. Throws INTAKE_EXTRACT_OLDER or INTAKE_EXTRACT_FUTURE with the file's place. Wards are no matter of the vault.
 */
export async function checkExtracts({ vault, hub }: Services, { source, subject }: AnyMapping, dates: ReadonlyArray<string | null>): Promise<void> {
  for (const [i, extractDate] of dates.entries()) {
    if (extractDate === null) continue
    try {
      for (const service of subject === 'ward' ? [hub] : [vault, hub]) await service.call(checkExtract, { source, extractDate })
    } catch (error) {
      if (error instanceof CasementError && error.code.startsWith('INTAKE_')) throw new CasementError(error.code, { ...error.detail, file: i + 1 })
      throw error
    }
  }
}
