import type { Act } from '../../shared/api/oversight-api'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { leafHash } from '../../shared/ledger/merkle-hash'
import type { StatementLine, StatementOutcome } from '../../shared/model/access-statement'
import type { Look, LookOutcome } from '../../shared/model/oversight'
import { residentPurpose } from '../../shared/purposes/resident-purposes'
import type { Examined } from './entry-prover'

type LineWords = Omit<StatementLine, 'evidence'>

const OUTCOMES: Readonly<Partial<Record<LookOutcome, StatementOutcome>>> = {
  forbidden: 'refused',
  capped: 'limited',
  approve: 'approved',
  narrow: 'approved-for-less',
  decline: 'declined',
}

/** What a line says. That it was shown follows from what laptops reported, each report an entry of its own: the hub cannot say it was not. */
export function lineOf(act: Act, titleOf: (look: Look) => string | null): LineWords {
  const none = { why: null, isReasonRecorded: null, isEmergency: false, fieldGroups: [], displays: 0, copies: 0 }
  if (act.act === 'opening') {
    const { at, actor } = act.opening
    return { ...none, at, role: actor.role, team: actor.team, district: actor.district, outcome: 'record-opened' }
  }
  const { look, events } = act
  const { at, actor, purpose, kind } = look
  const count = (...names: readonly string[]): number =>
    events.filter(({ event }) => event !== null && names.includes(event)).length
  const title = titleOf(look)
  return {
    ...none,
    at,
    role: actor.role,
    team: actor.team,
    district: actor.district,
    outcome: kind === 'list' ? 'listed' : outcomeOf(look, count),
    isEmergency: look.isEmergency,
    why:
      purpose === null
        ? null
        : { code: purpose.code, version: purpose.version, words: residentPurpose(purpose.code, title ?? purpose.code) },
    // A decision has words only where they are needed; a stated need always had some, even when they have been erased since.
    isReasonRecorded: kind === 'decision' ? null : look.reason !== null,
    fieldGroups: look.fieldGroups,
    displays: count('shown', 'displayed-again'),
    copies: count('copied'),
  }
}

function outcomeOf({ outcome }: Look, count: (...names: readonly string[]) => number): StatementOutcome {
  if (count('shown', 'displayed-again') > 0) return 'shown'
  const told = outcome === null ? undefined : OUTCOMES[outcome]
  if (told !== undefined) return told
  if (outcome === 'needs-approval') return 'held'
  return outcome === 'not-shown' || count('not-shown') > 0 ? 'not-shown' : 'not-reported'
}

/** The looks that a line rests on: the entry itself and what was reported of the screen. */
export const looksOf = (act: Act): readonly Look[] => (act.act === 'opening' ? [] : [act.look, ...act.events])

/** Where it stands, for anybody who checks it. Throws nothing: what could not be proved never comes here. */
export function evidenceOf(act: Act, examine: (look: Look) => Examined): StatementLine['evidence'] {
  if (act.act === 'opening') return { kind: 'access-log' }
  const { entry } = act.look
  const { evidence } = examine(act.look)
  if (evidence === null) return { kind: 'earlier-ledger', epoch: entry.epoch, index: entry.index }
  const leaf = leafHash(canonicalBytes(evidence.leaf))
  return {
    kind: 'ledger',
    index: entry.index,
    leafHash: Buffer.from(leaf).toString('hex'),
    inclusionProof: evidence.receipt.inclusionProof,
  }
}
