import { parseUrl } from '../settings/parse-url'

/** The council's help pages that the app may open, by key: never a URL from content. */
export const HELP_PAGES: Readonly<Record<string, string>> = {}

/**
 * May this be opened in the system browser? Only the sign-in page of the pinned issuer (checklist 15), by parsed origin.
 * @param issuer origin of the identity provider, from the build configuration
 */
export function isSignInUrl(url: string, issuer: string): boolean {
  const parsed = parseUrl(url)
  return (
    parsed !== null &&
    parsed.origin === new URL(issuer).origin &&
    parsed.username === '' &&
    parsed.password === '' &&
    ['https:', 'http:'].includes(parsed.protocol)
  )
}
