import type { Omission, StatementHead } from '../../../../shared/api/statement-api'
import type { DraftLine, StatementView } from '../../../../shared/ipc/statement-contract'
import type { HouseholdRecord } from '../../../../shared/model/household'
import { ReferenceSchema } from '../../../../shared/model/reference'

const ID = (n: number): string => `0192f000-0000-7000-8000-0000000f${String(n).padStart(4, '0')}`
const AT = '2026-11-24T10:30:00.000Z'

export const makeDraftLine = (n: number, wish: Partial<DraftLine> = {}): DraftLine => ({
  key: `r-fakeepoch1-${3_000 + n}`, at: `2026-11-${String(10 + n)}T09:15:00.000Z`, role: 'officer', team: 'income-and-debt', district: 'canterbury', outcome: 'shown', isEmergency: false,
  why: { code: 'debt-advice', version: 1, words: 'To advise you about what you owe and how it could be paid' }, isReasonRecorded: true, fieldGroups: ['contact', 'identity'], displays: 2, copies: 0, proof: 'proved', leftOut: null, ...wish,
})

/** The statements that a FakeBridge knows: one household's, changed by what the screen asks. */
export class FakeStatements {
  lines: DraftLine[] = [
    makeDraftLine(0), makeDraftLine(1, { outcome: 'refused', displays: 0, role: 'admin', team: 'customer-contact' }),
    makeDraftLine(2, { key: 'o-17', outcome: 'record-opened', why: null, isReasonRecorded: null, fieldGroups: [], displays: 0, proof: null, role: 'supervisor' }),
  ]
  omissions: Omission[] = []
  issued: StatementHead['issued'] = null
  isMade = false
  readonly asked: string[] = []

  constructor(private readonly household: () => HouseholdRecord | undefined) {}

  head(): StatementHead {
    return {
      statementId: ID(1), reference: ReferenceSchema.parse(this.household()?.reference), personId: null, subject: null, period: { from: null, to: '2026-11-24' }, asOf: AT, by: 'Helen Marsh', omissions: this.omissions, issued: this.issued,
      contact: { controller: 'Kent demonstration councils', office: 'Information governance team', email: 'information.governance@casement.invalid', phone: '01632 960 100', post: 'County Hall' },
    }
  }

  answer(name: string, request: Record<string, unknown>): unknown {
    this.asked.push(name)
    switch (name) {
      case 'statement.list': return { statements: this.isMade ? [this.head()] : [], next: null }
      case 'statement.members': return { reference: this.household()?.reference, members: (this.household()?.members ?? []).map(({ personId, role, ageBand }) => ({ personId, role, ageBand })) }
      case 'statement.open': this.isMade = true; return { statementId: ID(1) }
      case 'statement.read': return { head: this.head(), lines: this.lines, ledgerSize: 4_021 } satisfies StatementView
      case 'statement.propose': return this.#propose(request)
      case 'statement.decide': return {}
      case 'statement.issue': this.issued = { at: AT, by: 'Helen Marsh', documentHash: 'a'.repeat(64) }; return { documentHash: 'a'.repeat(64) }
      case 'statement.save': return { isSaved: true }
      default: return {}
    }
  }

  #propose(request: Record<string, unknown>): Record<string, never> {
    const lines = request['lines'] as string[]
    this.omissions = [{ proposalId: ID(2), lines, ground: 'harm-social-work', words: String(request['words']), by: 'Helen Marsh', at: AT, isOwn: true, decision: null }]
    this.lines = this.lines.map((line) => (lines.includes(line.key) ? { ...line, leftOut: 'proposed' } : line))
    return {}
  }
}
