import type { District } from './codes'

/** One ward: two districts may each have a Central or a St Mary's, and a filter by the name alone would take them for one. */
export interface Ward {
  readonly district: District
  readonly name: string
}

/** A ward as the filter names it. A district's code holds no slash, so that the name is all that follows the first one. */
export const wardKey = ({ district, name }: Ward): string => `${district}/${name}`
export const wardOfKey = (key: string): { readonly district: string; readonly name: string } => {
  const at = key.indexOf('/')
  return { district: key.slice(0, Math.max(0, at)), name: key.slice(at + 1) }
}
