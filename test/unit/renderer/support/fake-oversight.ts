import { codesOf, DISTRICTS, SOURCES, TEAMS } from '../../../../shared/model/codes'
import sharing from '../../../../service/controller/sharing-agreement.json'
import former from '../../../../shared/purposes/former-purposes.json'
import purposes from '../../../../shared/purposes/purposes.json'

const EPOCH = 'fakeepoch1'
const TITLES = Object.fromEntries(purposes.map(({ code, title }) => [code, title]))
const uuid = (n: number): string => `0192f000-0000-7000-8000-${(900_000 + n).toString(16).padStart(12, '0')}`
const PEOPLE = [
  ['amara.okafor', 'Amara Okafor', 'officer', 'income-and-debt'], ['tom.brennan', 'Tom Brennan', 'outreach', 'outreach'], ['priya.nair', 'Priya Nair', 'supervisor', 'income-and-debt'],
  ['helen.marsh', 'Helen Marsh', 'ig-lead', 'customer-contact'], ['dev.patel', 'Dev Patel', 'admin', 'customer-contact'],
] as const
const WORDS = ['Agreeing a payment arrangement on the phone after the reminder', 'Calling back about the eviction notice she received on Monday', 'Checking the address before tomorrow’s visit', 'Confirming the caller before talking about the account']
const OUTCOMES = ['shown', 'shown', 'not-shown', 'shown', 'forbidden', 'not-reported', 'needs-approval'] as const

type Household = Readonly<{ reference: string; householdId: string }>

const RELATIONS = ['allocated', 'own-team', 'none', null] as const

const actor = (n: number) => {
  const [officerId, displayName, role, team] = PEOPLE[n % 3] ?? PEOPLE[0]
  return { officerId, displayName, role, team, district: 'canterbury' }
}

function look(n: number, today: string, { reference }: Household, more: Record<string, unknown> = {}) {
  const purpose = purposes[n % purposes.length] ?? purposes[0]
  const outcome = OUTCOMES[n % OUTCOMES.length]
  return {
    entry: { epoch: EPOCH, index: 4_000 - n * 7 }, kind: 'reveal', at: new Date(new Date(`${today}T11:20:00.000Z`).getTime() - n * 9_400_000).toISOString(), actor: actor(n), requestId: uuid(n), reference,
    purpose: { code: purpose?.code, version: 1 }, purposeTitle: purpose?.title ?? null, fieldGroups: n % 3 === 0 ? ['contact', 'identity'] : ['identity'], people: 1 + (n % 2),
    reason: n === 6 ? null : WORDS[n % WORDS.length], outcome, words: outcome === 'forbidden' ? 'Your role does not work on cases, so it opens neither records nor identified details.' : null,
    displays: outcome === 'shown' ? 1 + (n % 2) : 0, copies: n === 3 ? 1 : 0, criteria: [], event: null, fieldGroup: null, isFlagged: false,
    relationship: RELATIONS[n % RELATIONS.length], knownRelationship: n === 4 ? 'none' : RELATIONS[n % RELATIONS.length], linked: n % 4 === 1 ? 'Prevention duty since 3 November 2026' : null, authority: null, isEmergency: false, ...more,
  }
}
const proved = (n: number, today: string, household: Household, more: Record<string, unknown> = {}) => look(n, today, household, { proof: n === 9 ? 'unproved' : 'proved', ...more })
const event = (n: number, today: string, household: Household, name: string, fieldGroup: string | null = null) =>
  proved(n, today, household, { kind: 'device-event', purpose: null, purposeTitle: null, fieldGroups: [], people: null, reason: null, relationship: null, knownRelationship: null, linked: null, outcome: null, words: null, displays: 0, copies: 0, event: name, fieldGroup, entry: { epoch: EPOCH, index: 4_001 - n * 7 + name.length } })
const lookup = (n: number, today: string, household: Household) =>
  proved(n, today, { ...household, reference: '' }, { kind: 'lookup', reference: null, fieldGroups: [], people: null, reason: null, relationship: null, knownRelationship: null, linked: null, outcome: 'answered', words: null, displays: 0, copies: 0, criteria: ['date-of-birth', 'name'] })

/** Version 1 let an outreach worker see what schools say. */
function agreement(today: string) {
  const version = (serial: number, roles: object, at: string) => ({ agreement: { v: 1, type: 'sharing-agreement', serial, issuedAt: `${at}T09:00:00.000Z`, roles }, signedBy: 'purposes-0a1b2c3d', since: `${at}T09:30:00.000Z` })
  return { inForce: version(2, sharing.roles, today), earlier: [version(1, { ...sharing.roles, outreach: { ...sharing.roles.outreach, education: 'detail' } }, '2026-10-01')] }
}

const sourcesSent = (today: string) => codesOf(SOURCES).map((source, n) => {
  const extractOn = n === 8 ? null : new Date(Date.parse(today) - (n === 1 ? 12 : 2) * 86_400_000).toISOString().slice(0, 10)
  return { source, extractOn, takenAt: extractOn === null ? null : `${extractOn}T06:00:00.000Z` }
})

function administration(today: string) {
  const post = (role: string, team: string) => ({ role, team, district: 'canterbury' })
  const [admin, tom] = [{ officerId: 'dev.patel', name: 'Dev Patel' }, { officerId: 'tom.brennan', name: 'Tom Brennan' }]
  const act = (n: number, kind: string, more: object) => ({ key: `${kind}-${n}`, at: `${today}T0${9 - n}:10:00.000Z`, act: kind, by: admin, about: tom, before: null, after: null, laptop: null, ...more })
  return [
    act(1, 'changed', { before: post('outreach', 'outreach'), after: post('ig-lead', 'outreach') }), act(2, 'revoked', { laptop: { name: 'Laptop 2201', ends: '00000000a1b2' } }),
    act(3, 'added', { after: post('outreach', 'outreach') }), act(4, 'linked', {}),
  ]
}

/** What review and administration would answer, made up. */
export function oversightAnswer(name: string, request: Record<string, unknown>, today: string, households: ReadonlyArray<Household>, role: string | null): unknown {
  const at = (n: number): Household => households[n % households.length] ?? { reference: '', householdId: '' }
  switch (name) {
    case 'oversight.teamActivity': return activity(request, today)
    case 'oversight.teamReveals': return { reveals: Array.from({ length: 14 }, (_, n) => ({ ...look(n, today, at(n)), householdId: at(n).householdId })), next: null }
    case 'oversight.whoLooked': return { reference: request['reference'], acts: acts(today, at(0)), next: null, ledgerSize: 4_021 }
    case 'oversight.searchLedger': return { looks: [...Array.from({ length: 9 }, (_, n) => proved(n, today, at(n))), event(10, today, at(3), 'copied', 'contact'), lookup(11, today, at(4))], next: null, ledgerSize: 4_021 }
    case 'oversight.listToolUse': return { uses: (['tool-use', 'search-ledger', 'evidence', 'who-looked', 'statement'] as const).map((tool, n) => ({ useId: String(90 - n), at: `${today}T0${9 - n}:15:00.000Z`, officer: PEOPLE[3][1], role: 'ig-lead', tool, criteria: tool === 'who-looked' ? ['reference'] : [], reference: tool === 'who-looked' ? at(0).reference : null })), next: null }
    case 'oversight.listPeople': return { people: PEOPLE.map(([officerId, displayName, role, team]) => ({ officerId, displayName, role, team, district: 'canterbury', devicesInUse: 1 })), allowance: 2 }
    case 'oversight.listPurposes': return { purposes, former: former }
    case 'sharing.getAgreement': return agreement(today)
    case 'admin.listDevices': return devices(today)
    case 'admin.getLostDevice': return lostDevice(String(request['deviceId']), today, role === 'admin' ? null : households.slice(0, 3).map(({ reference }) => reference))
    case 'admin.listSources': return { sources: sourcesSent(today) }
    case 'admin.listActs': return { acts: administration(today), next: null }
    case 'admin.addPerson': return { person: request }
    case 'admin.changePerson': return { person: { officerId: request['officerId'], role: request['role'], team: request['team'], district: request['district'], displayName: PEOPLE.find(([id]) => id === request['officerId'])?.[1] ?? '' } }
    case 'admin.listIntakeRuns': return { runs: runs(today), next: null }
    default: return {}
  }
}

function acts(today: string, household: Household) {
  const opening = { act: 'opening', opening: { at: `${today}T08:02:00.000Z`, actor: actor(1) }, led: lookup(12, today, household) }
  return [
    { act: 'reveal', look: proved(0, today, household), events: [event(0, today, household, 'shown'), event(0, today, household, 'copied', 'contact'), event(0, today, household, 're-masked')], led: null },
    { act: 'reveal', look: proved(4, today, household), events: [], led: null }, opening, { act: 'reveal', look: proved(6, today, household), events: [], led: null },
  ]
}

function activity(request: Record<string, unknown>, today: string) {
  const { from } = request['period'] as { from: string }
  const counts = { reveals: 41, shown: 33, notShown: 5, forbidden: 1, needsApproval: 2, copies: 6, calls: 58, avoided: 37, decidedNot: 9 }
  const share = (n: number) => ({ reveals: [24, 5, 12][n] ?? 0, shown: [20, 3, 10][n] ?? 0, notShown: 2, forbidden: n === 0 ? 1 : 0, needsApproval: n === 2 ? 2 : 0, copies: n * 3, calls: [31, 9, 18][n] ?? 0, avoided: [22, 6, 9][n] ?? 0, decidedNot: [5, 1, 3][n] ?? 0 })
  return {
    team: Object.keys(TEAMS)[1], district: Object.keys(DISTRICTS)[1], total: counts,
    byDay: [{ day: from, reveals: 3 }, ...[5, 4, 3, 2, 1].map((ago) => ({ day: new Date(Date.parse(`${today}T00:00:00Z`) - ago * 86_400_000).toISOString().slice(0, 10), reveals: 2 + ((ago * 5) % 7) })), { day: today, reveals: 5 }],
    byPurpose: purposes.map(({ code }, n) => ({ purpose: code, reveals: [19, 12, 7, 3][n] ?? 0 })), byFieldGroup: [{ fieldGroup: 'identity', reveals: 33 }, { fieldGroup: 'contact', reveals: 21 }, { fieldGroup: 'money', reveals: 8 }],
    officers: PEOPLE.slice(0, 3).map(([officerId, displayName, role], n) => ({ officerId, displayName, role, ...share(n) })), purposeTitles: TITLES,
  }
}

function devices(today: string) {
  const owner = (n: number) => {
    const [officerId, displayName, role, team] = PEOPLE[n % PEOPLE.length] ?? PEOPLE[0]
    return { officerId, displayName, role, team, district: 'canterbury' }
  }
  const states = ['in-use', 'in-use', 'in-use', 'in-use', 'in-use', 'replaced', 'revoked'] as const
  return {
    devices: states.map((state, n) => ({
      deviceId: uuid(n), name: `Laptop ${2_201 + n * 13}`, owner: owner(n), enrolledAt: `2026-0${(n % 8) + 1}-14T09:12:00.000Z`, lastSeenAt: n === 3 ? null : `${today}T0${n + 1}:40:00.000Z`, state,
      endedAt: state === 'in-use' ? null : `${today}T07:00:00.000Z`, isThis: n === 4,
    })),
    next: null, allowance: 2,
  }
}

function lostDevice(deviceId: string, today: string, references: string[] | null) {
  const { isThis: _isThis, ...device } = devices(today).devices.find((each) => each.deviceId === deviceId) ?? {}
  const given = (n: number) => ({ requestId: uuid(30 + n), reference: references?.[n] ?? null, people: n + 1, fieldGroups: ['contact', 'identity'], at: `${today}T0${8 - n}:10:00.000Z`, until: `${today}T0${8 - n}:24:00.000Z` })
  return { device, asOf: `${today}T09:30:00.000Z`, households: { total: 412, references }, opened: [given(0), given(1)], unsent: { count: 3, at: `${today}T08:40:00.000Z` }, wiped: null }
}

const runs = (today: string) => Array.from({ length: 4 }, (_, n) => ({
  runId: uuid(n), source: n % 2 === 0 ? 'housing' : 'revenues-and-benefits', startedAt: `${today}T02:00:00.000Z`, reportedAt: `${today}T02:0${n}:00.000Z`, files: 1, in: 5_230 + n, loaded: n === 3 ? 5_180 : 61 + n, unchanged: n === 3 ? 0 : 5_116,
  rejected: 53, doubtful: n === 0 ? 17 : 0, rejectedByReason: { 'date-order': 31, missing: 12, 'unknown-code': 10 },
})).map((run) => ({ ...run, in: run.loaded + run.unchanged + run.rejected }))
