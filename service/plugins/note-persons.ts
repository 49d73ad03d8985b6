import type { TokenClaims } from './token-verifier'

/** Keeps whose account it is before anything is decided for it: once in the life of a process, since what is kept is never taken back. */
export function notingPersons(keep: (officerId: string, personKey: string) => Promise<boolean>): (claims: TokenClaims) => Promise<void> {
  const noted = new Map<string, string>()
  return async ({ subject, personKey }) => {
    if (personKey === null || noted.get(subject) === personKey) return
    if (await keep(subject, personKey)) noted.set(subject, personKey)
  }
}
