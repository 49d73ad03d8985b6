import { z } from 'zod'
import { codesOf, ROLES } from '../model/codes'
import { InstantSchema } from '../model/ids'
import { FieldGroupSchema, PurposeCodeSchema } from '../model/reveal'
import { FIRST_REVEAL_BUDGET, RevealBudgetSchema } from './reveal-budget'

/**
 * A purpose: signed data that the reveal dialog shows and the hub's Cedar policies read. The officer sees `wording`
 * exactly as signed; its hash goes into the entry. Times: `openForMinutes` how long the grant lives, `showForSeconds`
 * how long one display lasts.
 */
export const PurposeSchema = z.strictObject({
  code: PurposeCodeSchema,
  version: z.int().min(1),
  title: z.string().max(80),
  wording: z.string().max(400),
  /** The lawful task, e.g. Housing Act 1996 s. 195. */
  lawfulTask: z.string().max(200),
  article6: z.string().max(60),
  article9: z.string().max(120).nullable(),
  /** Groups that may open at all, and those ticked to begin with (minimum necessary). */
  fieldGroups: z.array(FieldGroupSchema).min(1),
  usualFieldGroups: z.array(FieldGroupSchema).min(1),
  roles: z.array(z.enum(codesOf(ROLES))).min(1),
  openForMinutes: z.int().min(5).max(15),
  showForSeconds: z.int().min(30).max(600),
  approval: z.enum(['none', 'supervisor']),
  /** Openings for the officer's own words. */
  suggestions: z.array(z.string().max(120)),
  /** May this purpose be stated for Find? */
  forFind: z.boolean(),
  /** Are words of the officer's own asked every time, or may a relationship that the hub knows too stand for them? The purpose is stated either way. */
  freeText: z.enum(['always', 'unless-related']).default('always'),
  /** A request by a court or for law enforcement: the power and who authorised it are part of the statement. */
  asksAuthority: z.boolean().default(false),
})
export type Purpose = z.infer<typeof PurposeSchema>

/** A wording that is no longer stated. Entries name it, so it stays signed and readable: exactly what was hashed then. */
export const FormerPurposeSchema = z.strictObject({
  code: PurposeCodeSchema, version: z.int().min(1), title: z.string().max(80), wording: z.string().max(400), lawfulTask: z.string().max(200), article6: z.string().max(60),
  article9: z.string().max(120).nullable(),
})
export type FormerPurpose = z.infer<typeof FormerPurposeSchema>

const areApart = (names: readonly string[]): boolean => new Set(names).size === names.length

/** The signed set: a compact JWS by the key of use `purposes`. */
export const PurposeSetSchema = z.strictObject({
  v: z.literal(1), type: z.literal('purposes'), serial: z.int().min(1), issuedAt: InstantSchema, purposes: z.array(PurposeSchema).min(1),
  former: z.array(FormerPurposeSchema).default([]),
  revealBudget: RevealBudgetSchema.default(FIRST_REVEAL_BUDGET),
}).refine(({ purposes, former }) => areApart(purposes.map(({ code }) => code)) && areApart([...purposes, ...former].map(({ code, version }) => `${code} ${version}`)), 'a purpose or a version of one stands twice')
export type PurposeSet = z.infer<typeof PurposeSetSchema>

/** What is hashed (SHA-256 of its canonical JSON, hex) to fix the wording shown: everything the dialog says about the purpose. */
export const shownWording = (purpose: FormerPurpose) => ({
  code: purpose.code, version: purpose.version, title: purpose.title, wording: purpose.wording,
  lawfulTask: purpose.lawfulTask, article6: purpose.article6, article9: purpose.article9,
})

/** The title that an entry's purpose had: of that very version where it is known, else of the purpose as it is now. */
export function titleOfPurpose(set: Readonly<{ purposes: readonly Purpose[]; former: readonly FormerPurpose[] }>, code: string, version: number | null): string | null {
  const all = [...set.purposes, ...set.former].filter((purpose) => purpose.code === code)
  return (all.find((purpose) => purpose.version === version) ?? all[0])?.title ?? null
}
