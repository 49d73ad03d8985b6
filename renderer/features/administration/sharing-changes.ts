import { codesOf, DOMAINS, ROLES } from '../../../shared/model/codes'
import { SHARE_LEVELS, type SharingAgreement } from '../../../shared/model/sharing'

type Roles = SharingAgreement['roles']

/** What one version changed from the one before it, a line for each role and domain. */
export function changesBetween(before: Roles, after: Roles): string[] {
  return codesOf(ROLES).flatMap((role) =>
    codesOf(DOMAINS).flatMap((domain) => {
      const [was, is] = [before[role][domain], after[role][domain]]
      return was === is ? [] : [`${ROLES[role]}, ${DOMAINS[domain]}: ${lower(SHARE_LEVELS[is])} (before: ${lower(SHARE_LEVELS[was])})`]
    }),
  )
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
