import { CompactEncrypt, importJWK } from 'jose'
import type { ReferralItem } from '../../../../shared/api/caseload-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { ErrorCode } from '../../../../shared/errors/error-code'
import type { AccessState } from '../../../../shared/ipc/access-contract'
import type { Bridge } from '../../../../shared/ipc/bridge'
import { contract } from '../../../../shared/ipc/contract'
import { events, type EventName } from '../../../../shared/ipc/events'
import { DEFAULT_PREFERENCES, type PreferenceState } from '../../../../shared/ipc/preference-contract'
import type { LeaseView } from '../../../../shared/ipc/lease-contract'
import type { ConflictItem } from '../../../../shared/ipc/safety-contract'
import type { QueuedNeed } from '../../../../shared/ipc/queued-need-contract'
import type { OutboxItem, SyncStatus } from '../../../../shared/ipc/sync-contract'
import type { WorklistView } from '../../../../shared/ipc/household-contract'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Officer } from '../../../../shared/model/officer'
import { PurposeSchema } from '../../../../shared/purposes/purpose'
import purposes from '../../../../shared/purposes/purposes.json'
import type { BudgetNotice } from '../../../../shared/purposes/reveal-budget'
import { FakeApprovals } from './fake-approvals'
import { FakeCircle } from './fake-circle'
import { FakeLists } from './fake-lists'
import { oversightAnswer } from './fake-oversight'
import { FakePacks } from './fake-packs'
import { FakeReviews } from './fake-reviews'
import { FakeStandIns } from './fake-stand-ins'
import { FakeStatements } from './fake-statements'
import { makeHousehold, rowOf } from './household-factory'

const TEAM_PLACES = [{ team: 'housing-options', district: 'canterbury' }, { team: 'income-and-debt', district: 'canterbury' }, { team: 'income-and-debt', district: 'thanet' }]

/** One call as the bridge received it. */
export interface Call { readonly name: string; readonly request: unknown }

/**
 * Stands where the preload's bridge stands, for looking at screens and testing them without Electron. It answers by the same
 * contract: requests and answers are parsed by its schemas, and the vault's answer is really sealed to the window's key.
 */
export class FakeBridge {
  readonly calls: Call[] = []
  /** Set a code to make the call of that name fail. */
  readonly failing = new Map<string, ErrorCode>()
  /** Set a promise to keep the call of that name waiting for it. */
  readonly held = new Map<string, Promise<void>>()
  readonly drafts = new Map<string, string>()
  readonly outbox: OutboxItem[] = []
  readonly conflicts: ConflictItem[] = []
  readonly queuedNeeds: QueuedNeed[] = []
  isFeedStalled = false
  readonly households: HouseholdRecord[]
  readonly colleagues: Officer[] = [
    { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
    { officerId: 'leila.haddad', displayName: 'Leila Haddad', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
    { officerId: 'grace.adeyemi', displayName: 'Grace Adeyemi', role: 'officer', team: 'housing-options', district: 'canterbury' },
  ]
  readonly referrals: (ReferralItem & { isWaiting: boolean })[] = []
  /** Null: all households in every view. */
  counts: Record<'mine' | 'team' | 'due-today' | 'at-risk' | 'all' | 'referrals', number> | null = null
  showForMs = 240_000
  openForMs = 600_000
  /** Near or above the budget of reveals. */
  budget: BudgetNotice | null = null
  access: AccessState = {
    phase: 'unlocked', officer: { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
    hasKeyStore: true, isSignedIn: true, waitUntil: null, recoverable: 0, isTestRuntime: false, wipedAt: null,
  }
  sync: SyncStatus = { phase: 'idle', isOnline: true, needsSignIn: false, lastSyncedAt: new Date().toISOString(), waitingToSend: 0, needsAttention: 0, progress: null, lastProblem: null }
  lease: LeaseView = { state: 'runs', expiresAt: new Date(Date.now() + 72 * 3_600_000).toISOString(), cacheUntil: new Date(Date.now() + 17 * 86_400_000).toISOString() }
  preferences: PreferenceState = { preferences: DEFAULT_PREFERENCES, problem: null }
  lookupOutcome: unknown = { outcome: 'not-known' }
  needsApproval: string | null = null
  readonly approvals = new FakeApprovals(this)
  readonly reviews = new FakeReviews()
  readonly standIns: FakeStandIns
  readonly statements = new FakeStatements(() => this.households[0])
  readonly lists = new FakeLists(this)
  readonly circle = new FakeCircle()
  readonly packs = new FakePacks()
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>()

  constructor(readonly today: string, count = 40) {
    this.households = Array.from({ length: count }, (_, n) => makeHousehold(n, today))
    this.standIns = new FakeStandIns(today)
  }

  emit(name: EventName, data: unknown): void {
    const parsed = events[name].parse(data)
    for (const listener of this.#listeners.get(name) ?? []) listener(parsed)
  }

  requestsOf(name: string): unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.request)
  }

  bridge(): Bridge {
    const groups = Object.entries(contract).map(([group, entries]) => [
      group,
      Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, async (raw: unknown) => {
        const request = entry.request.parse(raw) as Record<string, unknown>
        this.calls.push({ name: `${group}.${name}`, request })
        try {
          const code = this.failing.get(`${group}.${name}`)
          if (code !== undefined) throw new CasementError(code)
          await this.held.get(`${group}.${name}`)
          const value = await this.#answer(`${group}.${name}`, request)
          return { ok: true, value: entry.response.parse(value) as unknown }
        } catch (error) {
          if (!(error instanceof CasementError)) throw error
          return { ok: false, error: { code: error.code, detail: error.detail } }
        }
      }])),
    ])
    const on = Object.fromEntries(Object.keys(events).map((name) => [name, (listener: (data: unknown) => void) => {
      const set = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, set.add(listener))
      return () => set.delete(listener)
    }]))
    return { ...Object.fromEntries(groups), on } as Bridge
  }

  async #answer(name: string, request: Record<string, unknown>): Promise<unknown> {
    switch (name) {
      case 'access.getState': case 'access.signIn': case 'access.enrol': case 'access.unlock': case 'access.startAgain': return this.access
      case 'access.startStore': case 'access.stopSignIn': return {}
      case 'preference.get': return this.preferences
      case 'preference.set': this.preferences = { ...this.preferences, preferences: { ...this.preferences.preferences, ...request } }; return this.preferences
      case 'preference.reset': this.preferences = { ...this.preferences, preferences: DEFAULT_PREFERENCES }; return this.preferences
      case 'sync.getStatus': case 'sync.syncNow': return this.sync
      case 'lease.get': return this.lease
      case 'sync.listOutbox': return { items: this.outbox }
      case 'safety.listConflicts': return { conflicts: this.conflicts }
      case 'safety.settle': this.conflicts.splice(0); return {}
      case 'admin.getFeed': return { isStalled: this.isFeedStalled }
      case 'queuedNeed.list': return { needs: this.queuedNeeds }
      case 'queuedNeed.keep': case 'queuedNeed.remove': return name === 'queuedNeed.keep' ? { needId: '0192f000-0000-7000-8000-00000000dddc' } : {}
      case 'visitPack.emergencyStanding': return { used: 0, quota: 3, withinHours: 24, dutyDesk: '01632 960700' }
      case 'newDetails.add': return { detailId: '0192f000-0000-7000-8000-00000000dddd' }
      case 'newDetails.markWrong': return {}
      case 'safety.set': return { operationId: '0192f000-0000-7000-8000-00000000eeee' }
      case 'sync.putAway': case 'sync.bringBack': case 'sync.retryItem': return {}
      case 'caseload.countViews': return this.counts ?? { mine: this.households.length, team: this.households.length, 'due-today': 0, 'at-risk': 0, all: this.households.length, referrals: this.referrals.length }
      case 'caseload.listColleagues': return { colleagues: this.colleagues, teams: TEAM_PLACES }
      case 'caseload.listReferrals': return { referrals: this.referrals }
      case 'caseload.act': return { operationId: '0192f000-0000-7000-8000-00000000dddd' }
      case 'household.listWorklist': return this.#worklist(request)
      case 'household.listWards': return { wards: [...new Map(this.households.map(({ district, ward }) => [`${district}/${ward.name}`, { district, name: ward.name }])).values()].toSorted((a, b) => a.name.localeCompare(b.name)) }
      case 'household.get': return { household: this.#household(request['householdId']), pending: [], isInCache: true }
      case 'household.findByReference': return { householdId: this.#household(this.households.find(({ reference }) => reference === request['reference'])?.householdId).householdId }
      case 'household.lookup': return this.lookupOutcome
      case 'household.addContact': return { contactId: '0192f000-0000-7000-8000-00000000aaaa' }
      case 'household.saveDraft': this.drafts.set(String(request['key']), String(request['value'])); return { savedAt: new Date().toISOString() }
      case 'household.findDraft': return { value: this.drafts.get(String(request['key'])) ?? null, savedAt: this.drafts.has(String(request['key'])) ? new Date().toISOString() : null }
      case 'household.removeDraft': this.drafts.delete(String(request['key'])); return {}
      case 'reveal.listPurposes': return { purposes: purposes.map((purpose) => ({ ...PurposeSchema.parse(purpose), wordingHash: 'a'.repeat(64) })) }
      case 'reveal.request': return this.grant(request)
      case 'reveal.decideNot': return {}
      case 'reveal.listMine': return { reveals: this.#myReveals(), decidedNot: this.#decidedNot(), next: null }
      case 'reveal.verifyMine': return { proved: 12, failed: 0, ledgerSize: 4_021 }
      case 'visitPack.ask': return { state: 'waiting', requestId: request['requestId'] }
      case 'visitPack.list': case 'visitPack.destroy': return this.packs.answer(name, request)
      default: return name.startsWith('standIns.') ? this.standIns.answer(name, request) : name.startsWith('contactList.') ? this.lists.answer(name, request) : name.startsWith('request.') ? this.approvals.answer(name, request) : name.startsWith('circle.') ? this.circle.answer(name, request) : name.startsWith('statement.') ? this.statements.answer(name, request) : name.startsWith('review.') ? this.reviews.answer(name, request) : oversightAnswer(name, request, this.today, this.households, this.access.officer?.role ?? null)
    }
  }

  #household(id: unknown): HouseholdRecord {
    const found = this.households.find(({ householdId }) => householdId === id)
    if (found === undefined) throw new CasementError('NOT_FOUND')
    return found
  }

  #worklist({ view, filters, after, limit }: Record<string, unknown>) {
    const { band, isDueToday } = filters as { band: string[] | null; isDueToday: boolean | null }
    const seen = this.counts?.[view as WorklistView] === 0 ? [] : this.households
    const all = seen.map(rowOf).filter((row) => (band === null || band.includes(row.band)) && (isDueToday === null || (row.nextAction !== null && row.nextAction.dueOn <= this.today)))
    const urgency = (row: (typeof all)[number]) => [row.dutyDueOn, row.nextAction?.dueOn].filter((date) => typeof date === 'string').toSorted()[0] ?? '9999'
    const sorted = all.toSorted((a, b) => urgency(a).localeCompare(urgency(b)))
    const start = after === null ? 0 : Number(after)
    const end = start + Number(limit)
    return { rows: sorted.slice(start, end), next: end < sorted.length ? String(end) : null, matching: sorted.length, total: seen.length }
  }

  async grant(request: Record<string, unknown>) {
    if (this.needsApproval !== null) return { outcome: 'needs-approval', words: this.needsApproval }
    const persons = request['persons'] as string[]
    const groups = request['fieldGroups'] as string[]
    const grantId = '0192f000-0000-7000-8000-00000000bbbb'
    const people = persons.map((personId, index) => ({ kind: 'identified', personId, details: Object.fromEntries(groups.map((group) => [group, detailsOf(group, index)])) }))
    const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify({ grantId, fieldGroups: groups, people })))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' }).encrypt(await importJWK(request['windowKey'] as Record<string, string>, 'ECDH-ES'))
    return {
      outcome: 'granted', grantId, requestId: request['requestId'], sealed, fieldGroups: groups, persons, openForMs: this.openForMs, showForMs: this.showForMs, entryIndex: 4_020,
      purposeTitle: purposes.find(({ code }) => code === request['purpose'])?.title ?? '', reason: request['reason'], officerName: 'Amara Okafor', grantedAt: new Date().toISOString(), budget: this.budget,
    }
  }

  #decidedNot() {
    return this.households.slice(0, 3).map(({ reference, householdId }, n) => ({ at: `${this.today}T0${9 - n}:20:00.000Z`, reference, householdId }))
  }

  #myReveals() {
    return Array.from({ length: 9 }, (_, n) => ({
      requestId: `0192f000-0000-7000-8000-00000000c00${n}`, at: new Date(new Date(`${this.today}T11:20:00.000Z`).getTime() - n * n * 26_000_000).toISOString(), reference: this.households[n]?.reference ?? '', householdId: this.households[n]?.householdId ?? '',
      people: 1 + (n % 2), purposeTitle: 'Debt advice', reason: 'Agreeing a payment arrangement on the phone after the reminder', relationship: n < 6 ? 'own-team' : null, linked: n % 3 === 1 ? 'Next action: Call back, due 1 December 2026' : null, authority: null,
      fieldGroups: ['identity', 'contact'], outcome: n === 3 ? 'not-shown' : 'shown',
      displays: n === 3 ? 0 : 1 + (n % 3), copies: n % 2, entryIndex: 4_000 - n * 17, proof: n === 5 ? 'unproved' : 'proved', provedAt: n === 5 ? null : `${this.today}T12:00:00.000Z`, ledgerSize: 4_021,
    }))
  }
}

/** Invented details; every value holds the word SENTINEL where a test looks for leaks. */
function detailsOf(group: string, index: number): unknown {
  switch (group) {
    case 'identity': return { fullName: `Sentinella${index} Quillfeather`, dateOfBirth: '1984-03-07', niNumber: 'QQ123456C', previousNames: [] }
    case 'address': return { lines: [`${index + 1} Sentinel Row`, 'Canterbury'], postcode: 'ZZ1 1ZZ', uprn: null }
    case 'contact': return { phones: ['01632 960123'], emails: ['sentinella@example.org'] }
    case 'money': return { accounts: [{ words: 'Council tax account', number: 'CT-0099881' }] }
    case 'notes': return { entries: [] }
    default: return { statements: [`Sentinel statement about ${group}`] }
  }
}
