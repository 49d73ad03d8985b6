import type { ApprovalPair, Deputyship, PersonAccounts, Shift } from '../../../../shared/model/stand-in'
import { OfficerIdSchema } from '../../../../shared/model/ids'

const COLLEAGUES = [
  ['leila.haddad', 'Leila Haddad', 'officer', 'income-and-debt'], ['priya.nair', 'Priya Nair', 'supervisor', 'income-and-debt'], ['callum.reid', 'Callum Reid', 'supervisor', 'housing-options'],
  ['joanna.kowal', 'Joanna Kowal', 'outreach', 'outreach'],
] as const
const id = (n: number): string => `0192f000-0000-7000-8000-00000000b${String(n).padStart(3, '0')}`
const officerId = (text: string) => OfficerIdSchema.parse(text)
const nameOf = (wanted: unknown): string => COLLEAGUES.find(([one]) => one === wanted)?.[1] ?? ''
const DAY_MS = 86_400_000

/** Deputies, a rota, pairs and accounts, made up. */
export class FakeStandIns {
  deputyships: Deputyship[] = []
  shifts: Shift[] = []
  pairs: ApprovalPair[] = []
  people: PersonAccounts[] = []
  /** As the hub would say of whoever asks. */
  own: { deputyships: Deputyship[]; isAtDesk: boolean } = { deputyships: [], isAtDesk: false }

  constructor(readonly today: string) {}

  deputyship(wish: Partial<Deputyship> = {}): Deputyship {
    return {
      deputyshipId: id(this.deputyships.length), supervisorId: officerId('priya.nair'), supervisor: 'Priya Nair', deputyId: officerId('leila.haddad'), deputy: 'Leila Haddad', team: 'income-and-debt', district: 'canterbury',
      from: `${this.today}T00:00:00.000Z`, until: new Date(Date.parse(this.today) + 7 * DAY_MS).toISOString(), ...wish,
    }
  }

  shift(wish: Partial<Shift> = {}): Shift {
    return {
      shiftId: id(500 + this.shifts.length), officerId: officerId('joanna.kowal'), officer: 'Joanna Kowal', cover: 'desk', district: 'canterbury', from: `${this.today}T00:00:00.000Z`,
      until: new Date(Date.parse(this.today) + 7 * DAY_MS).toISOString(), enteredBy: 'Priya Nair', ...wish,
    }
  }

  answer(name: string, request: Record<string, unknown>): unknown {
    switch (name) {
      case 'standIns.getStanding': return { ...this.own, shifts: [], isNow: true }
      case 'standIns.list': return {
        deputyships: this.deputyships, shifts: this.shifts, colleagues: COLLEAGUES.map(([one, words, role, team]) => ({ officerId: one, name: words, role, team, district: 'canterbury' })),
        rules: { deputyAtMostDays: 28, workingHours: { from: '08:30', to: '17:30' }, escalateAfterMinutes: { inHours: 60, outOfHours: 15 } }, hubTime: new Date().toISOString(),
      }
      case 'standIns.nameDeputy': {
        const deputyship = this.deputyship({ deputyId: officerId(String(request['deputyId'])), deputy: nameOf(request['deputyId']) })
        this.deputyships = [...this.deputyships, deputyship]
        return { deputyship }
      }
      case 'standIns.endDeputyship': this.deputyships = this.deputyships.filter(({ deputyshipId }) => deputyshipId !== request['deputyshipId']); return {}
      case 'standIns.enterShift': {
        const shift = this.shift({ officerId: officerId(String(request['officerId'])), officer: nameOf(request['officerId']), cover: request['cover'] === 'approver' ? 'approver' : 'desk', from: `${String(request['week'])}T00:00:00.000Z` })
        this.shifts = [...this.shifts, shift]
        return { shift }
      }
      case 'standIns.endShift': this.shifts = this.shifts.filter(({ shiftId }) => shiftId !== request['shiftId']); return {}
      case 'standIns.approvalPairs': return { pairs: this.pairs, eachWayAtLeast: 3, shareAtLeast: 0.25, decisions: 41 }
      case 'standIns.listAccounts': return { people: this.people }
      default: return {}
    }
  }
}
