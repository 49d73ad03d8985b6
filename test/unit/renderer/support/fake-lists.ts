import { CasementError } from '../../../../shared/errors/casement-error'
import type { ListToDecide, MyList } from '../../../../shared/ipc/contact-list-contract'
import { membersOf } from '../../../../shared/model/contact-list'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { FakeBridge } from './fake-bridge'

/** The contact lists that a FakeBridge knows: own ones, and those that wait for a supervisor. */
export class FakeLists {
  lists: MyList[] = []
  queue: ListToDecide[] = []
  isFresh = true
  readonly #bridge: FakeBridge
  constructor(bridge: FakeBridge) {
    this.#bridge = bridge
  }

  async answer(name: string, request: Record<string, unknown>): Promise<unknown> {
    const find = () => this.lists.find(({ requestId }) => requestId === request['requestId'])
    switch (name) {
      case 'contactList.list': return { lists: this.lists, asOf: new Date().toISOString(), isFresh: this.isFresh }
      case 'contactList.describe': return {
        unread: (request['householdIds'] as string[]).filter((id) => this.#bridge.households.every(({ householdId }) => householdId !== id)).map((householdId) => ({ householdId, code: 'NOT_FOUND' })),
        households: this.#bridge.households.filter(({ householdId }) => (request['householdIds'] as string[]).includes(householdId)).map((household) => ({
          householdId: household.householdId, reference: household.reference, ward: household.ward.name, district: household.district, memberCount: household.members.length,
          people: membersOf(household.members, request['whom'] === 'all' ? 'all' : 'contactable').length, isProtected: household.isProtected,
        })),
      }
      case 'contactList.ask': return { state: 'waiting', requestId: request['requestId'] }
      case 'contactList.cancel': this.lists = this.lists.map((list) => (list === find() ? { ...list, state: 'cancelled', approved: null } : list)); return {}
      case 'contactList.noteSeen': this.lists = this.lists.map((list) => (list === find() ? { ...list, isNews: false } : list)); return {}
      case 'contactList.setStep': {
        const step = request['step'] === null ? null : { step: request['step'] as 'done' | 'skipped', skipReason: request['skipReason'] as never, at: new Date().toISOString() }
        this.lists = this.lists.map((list) => (list === find() ? { ...list, items: list.items.map((item) => (item.householdId === request['householdId'] ? { ...item, step } : item)) } : list))
        return {}
      }
      case 'contactList.open': {
        const list = find()
        const item = list?.items.find(({ householdId }) => householdId === request['householdId'])
        if (list?.approved === null || list === undefined || item === undefined) throw new CasementError('APPROVAL_NOT_GIVEN')
        return this.#bridge.grant({ persons: item.persons, fieldGroups: list.approved.fieldGroups, requestId: request['revealId'], windowKey: request['windowKey'], purpose: list.purpose.code, reason: list.reason })
      }
      case 'contactList.listQueue': return { lists: this.queue, decided: [] }
      case 'contactList.decide': this.queue = this.queue.filter(({ requestId }) => requestId !== request['requestId']); return { state: request['decision'] === 'decline' ? 'declined' : 'approved' }
      default: throw new CasementError('INTERNAL')
    }
  }
}

const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

/** An approved list of these households, asked for an hour ago. */
export function makeList(households: readonly HouseholdRecord[], change: Partial<MyList> = {}): MyList {
  return {
    requestId: '0192f000-0000-7000-8000-00000000e001', state: 'approved', requestedAt: at(-1), expiresAt: at(23), workForHours: 12, opensEach: 3, outing: null, pack: null, isNews: false, purposeTitle: 'Debt advice',
    decisions: [{ decision: 'approve', by: 'Priya Nair', at: at(-0.5), fieldGroups: ['contact', 'identity'], openForMinutes: 15, words: null, households: households.length, workForHours: 12 }],
    purpose: { code: 'debt-advice', version: 1, wordingHash: 'a'.repeat(64) }, reason: 'Telling them that the payment plan ends', fieldGroups: ['contact', 'identity'],
    waitingWith: { district: 'canterbury', teams: ['income-and-debt'], isProtected: false },
    items: households.map(({ householdId, reference, members }) => ({ householdId, reference, persons: membersOf(members, 'contactable'), opened: 0, standing: 'ready', reason: null, step: null })),
    approved: { fieldGroups: ['contact', 'identity'], openForMinutes: 15, workUntil: at(11.5), decisions: ['b'.repeat(64)] }, ...change,
  }
}

/** The same as a supervisor decides it. */
export function makeListToDecide(households: readonly HouseholdRecord[], change: Partial<ListToDecide> = {}): ListToDecide {
  return {
    requestId: '0192f000-0000-7000-8000-00000000e002', requestedAt: at(-2), expiresAt: at(22), workForHours: 12, opensEach: 3, outing: null, pack: null, decisions: [], requester: { name: 'Amara Okafor', role: 'officer', team: 'income-and-debt' },
    reason: 'Telling them that the payment plan ends', fieldGroups: ['contact', 'identity'], openForMinutes: 15, purpose: { title: 'Debt advice', wording: 'I am advising the household.', lawfulTask: 'Care Act 2014 s. 4' },
    items: households.map(({ reference, members }, n) => ({ item: String(n + 1).repeat(64).slice(0, 64), reference, relationship: n === 0 ? 'allocated' : 'own-team', memberCount: members.length, people: 1, standing: 'ready', reason: null })), ...change,
  }
}
