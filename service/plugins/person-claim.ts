import { z } from 'zod'

/** The claim of access tokens that names whose account it is, the same in all accounts of one person (in Entra ID `employeeid`, as an optional claim). Null: the provider has none. */
export const PersonClaimSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/).nullable().default(null)
