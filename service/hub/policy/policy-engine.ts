import {
  type CedarValueJson, type PolicyJson, policySetTextToParts, policyToJson, preparsePolicySet, preparseSchema, statefulIsAuthorized, validate,
} from '@cedar-policy/cedar-wasm/nodejs'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import type { FieldGroup } from '../../../shared/model/codes'
import { caseResource, type CaseloadAction, type PolicyCase, type PolicyReceiver, type SafetyAction } from './policy-case'
import { rulesOfActions } from './rules-of-actions'
import { NO_STANDING, standInContext, type PolicyStanding, type StandInAct } from './policy-standing'
import type { Officer } from '../../../shared/model/officer'
import type { Purpose } from '../../../shared/purposes/purpose'

// Node 20's compiler ends the process (V8, Deoptimizer: "unreachable code") where it has inlined a call into WebAssembly, as Cedar's are, and must take it back.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls')

/** The policy's answer, with the rule that gave it and that rule's own words. */
export interface Decision {
  readonly outcome: 'allow' | 'needs-approval' | 'forbid'
  readonly rule: string
  readonly words: string
}

export interface PolicyHousehold {
  readonly householdId: string
  readonly district: string
  readonly isProtected: boolean
}

export interface PolicyRequest {
  readonly requestId: string
  readonly requesterId: string
  readonly requesterTeam: string
  readonly district: string
  /** The household's; null when it has none. */
  readonly team: string | null
  readonly isProtected: boolean
  /** Of a request for one household; null for none. */
  readonly householdId?: string | null
}

/** Whoever asks; `circle` as the hub's repository gives it: households that are not for them. */
export type PolicyOfficer = Readonly<Officer> & { readonly circle?: readonly string[] }

/** A reveal that waits for review; team and district of its moment. */
export interface PolicyReview {
  readonly requestId: string
  readonly officerId: string
  readonly team: string
  readonly district: string
  /** Null where it is about none, or not known any more. */
  readonly householdId: string | null
}

/** The one decision point (Cedar). Forbid wins; an error in a policy is a forbid. */
export interface PolicyEngine {
  decideReveal(officer: PolicyOfficer, household: PolicyHousehold, purpose: Purpose, fieldGroups: readonly FieldGroup[]): Decision
  /** The same under an approval by so many different people. */
  decideApprovedReveal(officer: PolicyOfficer, household: PolicyHousehold, purpose: Purpose, fieldGroups: readonly FieldGroup[], approvals: number): Decision
  /** May this household be in a contact list of the officer's? */
  decideListed(officer: PolicyOfficer, household: PolicyHousehold, purpose: Purpose, fieldGroups: readonly FieldGroup[], isInReach: boolean): Decision
  /** May a list approved by so many different people open it? */
  decideListedReveal(officer: PolicyOfficer, household: PolicyHousehold, purpose: Purpose, fieldGroups: readonly FieldGroup[], isInReach: boolean, approvals: number): Decision
  /** May this household have an emergency permit in the officer's visit pack? */
  decideEmergencyPermit(officer: PolicyOfficer, household: PolicyHousehold, purpose: Purpose, fieldGroups: readonly FieldGroup[]): Decision
  /** May this officer decide that request? `hasDecided`: they already have. */
  decideApproval(officer: PolicyOfficer, request: PolicyRequest, hasDecided: boolean, standing?: PolicyStanding): Decision
  /** May this officer see what waits for a decision at all? */
  decideQueue(officer: PolicyOfficer, isDeputy?: boolean): Decision
  /** Deputies and the duty rota (stand-ins.cedar). */
  decideStandIn(officer: PolicyOfficer, act: StandInAct): Decision
  decideFind(officer: PolicyOfficer, purpose: Purpose): Decision
  /** At once, without approval, because somebody may come to harm; reviewed afterwards. */
  decideEmergency(officer: PolicyOfficer, household: PolicyHousehold, purpose: Purpose, fieldGroups: readonly FieldGroup[], use: Readonly<{ used: number; quota: number }>): Decision
  /** May this officer review that reveal, or follow up the concern about it? */
  decideReview(officer: PolicyOfficer, action: 'reviewReveal' | 'followUpConcern', task: PolicyReview, isSamePerson: boolean): Decision
  /** May this officer see what waits for review at all? */
  decideReviews(officer: PolicyOfficer): Decision
  /** Ordinary work on a masked record: opening it, writing a contact. */
  decideWork(officer: PolicyOfficer, household: PolicyHousehold): Decision
  /** Who works a household. `to`: who would take it. */
  decideCaseload(officer: PolicyOfficer, action: CaseloadAction, household: PolicyCase, to: PolicyReceiver): Decision
  /** Safe contact, risk to staff and moratoriums (safety.cedar). */
  decideSafety(officer: PolicyOfficer, action: SafetyAction, household: PolicyCase): Decision
  /** May this officer propose to leave these lines out of a statement? */
  decideProposal(officer: PolicyOfficer, hasOwnLook: boolean): Decision
  /** May this officer say whether they are left out? */
  decideOmission(officer: PolicyOfficer, proposal: Readonly<{ proposalId: string; proposerId: string }>, facts: Readonly<{ isSamePerson: boolean; hasOwnLook: boolean }>): Decision
  /** Review and administration (oversight.cedar). */
  decideOversight(officer: PolicyOfficer, act: OversightAct): Decision
}

/** What somebody asks to review or to run; `changeRole` names whose. */
export type OversightAct =
  | { readonly action: 'reviewTeam'; readonly team: string; readonly district: string }
  | { readonly action: 'changeRole' | 'linkAccounts'; readonly subject: Readonly<Officer>; readonly isSamePerson: boolean }
  | { readonly action: 'reviewLedger' | 'listPeople' | 'administer' | 'reviewPairs' | 'makeStatement' }

export interface PolicyTexts {
  readonly schema: string
  readonly policies: string
}

interface Rule {
  readonly id: string
  readonly words: string
  readonly text: string
  readonly scope: PolicyJson['action']
  readonly order: number
}

/** The policies that ship with the hub. */
export const shippedPolicies = (): PolicyTexts => ({
  schema: readFileSync(new URL('./schema.cedarschema', import.meta.url), 'utf8'),
  policies: ['./casework.cedar', './caseload.cedar', './approvals.cedar', './lists.cedar', './oversight.cedar', './review.cedar', './safety.cedar', './stand-ins.cedar', './statements.cedar'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n'),
})

const NO_RULE: Decision = { outcome: 'forbid', rule: 'no-rule-allows', words: 'No rule allows this.' }
const POLICY_ERROR: Decision = { outcome: 'forbid', rule: 'policy-error', words: 'The policy could not be read, so nothing is allowed. Report this to your administrator.' }

/** Reads and checks the policies once. Throws when they do not fit their schema or a rule has no id or words. */
export function createPolicyEngine(texts: PolicyTexts = shippedPolicies()): PolicyEngine {
  const rules = readRules(texts)
  const name = createHash('sha256').update(texts.schema).update('\0').update(texts.policies).digest('hex')
  const validation = validate({ schema: texts.schema, policies: policySet(rules.values()) })
  if (validation.type !== 'success' || validation.validationErrors.length > 0) throw new Error('the policies do not fit their schema')
  requireSuccess(preparseSchema(name, texts.schema))
  const setName = (action: string): string => `${name} ${action}`
  for (const [action, itsRules] of rulesOfActions(texts.schema, [...rules.values()])) requireSuccess(preparsePolicySet(setName(action), policySet(itsRules)))

  const ask = (action: string, officer: PolicyOfficer, resource: Resource, context: Record<string, CedarValueJson>): Decision => {
    const answer = statefulIsAuthorized({
      principal: { type: 'Casement::Officer', id: officer.officerId },
      action: { type: 'Casement::Action', id: action },
      resource: resource.uid,
      context,
      entities: [
        { ...officerResource(officer), parents: [] },
        // An officer who is asked about is among the entities already when they ask about themselves.
        ...(isSame(resource.uid, officerResource(officer).uid) ? [] : [{ ...resource, parents: [] }]),
      ],
      preparsedSchemaName: name,
      preparsedPolicySetId: setName(action),
      validateRequest: true,
    })
    if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) return POLICY_ERROR
    const deciding = answer.response.diagnostics.reason.flatMap((id) => rules.get(id) ?? []).toSorted((a, b) => a.order - b.order)[0]
    if (deciding === undefined) return NO_RULE
    return { outcome: answer.response.decision === 'allow' ? 'allow' : 'forbid', rule: deciding.id, words: deciding.words }
  }

  return {
    decideReveal(officer, household, purpose, fieldGroups) {
      const context = { purpose: purposeData(purpose), fieldGroups: [...fieldGroups] }
      // What may be revealed unapproved may be revealed at all (casework.cedar forbids no `reveal` that it lets pass unapproved): one question where the answer is yes.
      const alone = ask('revealUnapproved', officer, householdResource(household), context)
      if (alone.outcome === 'allow') return alone
      const atAll = ask('reveal', officer, householdResource(household), context)
      if (atAll.outcome !== 'allow') return atAll
      return alone.rule === POLICY_ERROR.rule ? alone : { ...alone, outcome: 'needs-approval' }
    },
    decideApprovedReveal(officer, household, purpose, fieldGroups, approvals) {
      const context = { purpose: purposeData(purpose), fieldGroups: [...fieldGroups] }
      const atAll = ask('reveal', officer, householdResource(household), context)
      return atAll.outcome === 'allow' ? ask('revealApproved', officer, householdResource(household), { ...context, approvals }) : atAll
    },
    decideListed: (officer, household, purpose, fieldGroups, isInReach) =>
      ask('list', officer, householdResource(household), { purpose: purposeData(purpose), fieldGroups: [...fieldGroups], isInReach }),
    decideListedReveal(officer, household, purpose, fieldGroups, isInReach, approvals) {
      const context = { purpose: purposeData(purpose), fieldGroups: [...fieldGroups] }
      const atAll = ask('reveal', officer, householdResource(household), context)
      return atAll.outcome === 'allow' ? ask('revealListed', officer, householdResource(household), { ...context, isInReach, approvals }) : atAll
    },
    decideEmergencyPermit: (officer, household, purpose, fieldGroups) =>
      ask('sealForEmergency', officer, householdResource(household), { purpose: purposeData(purpose), fieldGroups: [...fieldGroups] }),
    decideApproval: (officer, request, hasDecided, standing = NO_STANDING) =>
      ask('decideRequest', officer, requestResource(request), { hasDecided, ...standing, deputyTeams: [...standing.deputyTeams] }),
    decideQueue: (officer, isDeputy = false) => ask('listRequests', officer, HUB, { isDeputy }),
    decideStandIn: (officer, act) => ask(act.action, officer, act.action === 'seeStandIns' ? HUB : officerResource(act.subject), standInContext(act)),
    decideEmergency(officer, household, purpose, fieldGroups, { used, quota }) {
      const context = { purpose: purposeData(purpose), fieldGroups: [...fieldGroups] }
      const atAll = ask('reveal', officer, householdResource(household), context)
      return atAll.outcome === 'allow' ? ask('revealInEmergency', officer, householdResource(household), { ...context, used, quota }) : atAll
    },
    decideReview: (officer, action, task, isSamePerson) => ask(action, officer, reviewResource(task), { isSamePerson }),
    decideReviews: (officer) => ask('listReviews', officer, HUB, {}),
    decideFind: (officer, purpose) => ask('find', officer, HUB, { purpose: purposeData(purpose) }),
    decideWork: (officer, household) => ask('work', officer, householdResource(household), {}),
    decideCaseload: (officer, action, household, to) => ask(action, officer, caseResource(household), { to: { role: to.role, team: to.team, district: to.district, isOwnCircle: (to.circle ?? []).includes(household.householdId) } }),
    decideSafety: (officer, action, household) => ask(action, officer, caseResource(household), {}),
    decideProposal: (officer, hasOwnLook) => ask('proposeOmission', officer, HUB, { hasOwnLook }),
    decideOmission: (officer, { proposalId, proposerId }, facts) =>
      ask('decideOmission', officer, { uid: { type: 'Casement::Omission', id: proposalId }, attrs: { proposer: { __entity: { type: 'Casement::Officer', id: proposerId } } } }, { ...facts }),
    decideOversight: (officer, act) => ask(act.action, officer, oversightResource(act), act.action === 'changeRole' || act.action === 'linkAccounts' ? { isSamePerson: act.isSamePerson } : {}),
  }
}

interface Resource {
  readonly uid: { type: string; id: string }
  readonly attrs: Record<string, CedarValueJson>
}


const requestResource = ({ requestId, requesterId, requesterTeam, district, team, isProtected, householdId }: PolicyRequest): Resource => ({
  uid: { type: 'Casement::AccessRequest', id: requestId },
  attrs: { householdId: householdId ?? '', requester: { __entity: { type: 'Casement::Officer', id: requesterId } }, requesterTeam, district, team: team ?? '', isProtected },
})

const reviewResource = ({ requestId, officerId, team, district, householdId }: PolicyReview): Resource => ({
  uid: { type: 'Casement::ReviewTask', id: requestId }, attrs: { officer: { __entity: { type: 'Casement::Officer', id: officerId } }, team, district, householdId: householdId ?? '' },
})

const householdResource = ({ householdId, district, isProtected }: PolicyHousehold): Resource => ({
  uid: { type: 'Casement::Household', id: householdId }, attrs: { householdId, district, isProtected },
})

const HUB: Resource = { uid: { type: 'Casement::Hub', id: 'hub' }, attrs: {} }

const officerResource = ({ officerId, role, team, district, circle = [] }: PolicyOfficer): Resource => ({
  uid: { type: 'Casement::Officer', id: officerId }, attrs: { officerId, role, team, district, circle: [...circle] },
})

const isSame = (a: Resource['uid'], b: Resource['uid']): boolean => a.type === b.type && a.id === b.id

function oversightResource(act: OversightAct): Resource {
  if (act.action === 'reviewTeam') return { uid: { type: 'Casement::Team', id: `${act.team}.${act.district}` }, attrs: { team: act.team, district: act.district } }
  return act.action === 'changeRole' || act.action === 'linkAccounts' ? officerResource(act.subject) : HUB
}

const purposeData = ({ code, roles, fieldGroups, approval, forFind }: Purpose) => ({ code, roles: [...roles], fieldGroups: [...fieldGroups], approval, forFind })

function readRules({ policies }: PolicyTexts): Map<string, Rule> {
  const parts = policySetTextToParts(policies)
  if (parts.type !== 'success' || parts.policy_templates.length > 0) throw new Error('the policies cannot be read')
  // Parts come sorted by Cedar's own numbering; an officer is told the rule that stands first in the file.
  const rules = parts.policies.map((text): Rule => {
    const parsed = policyToJson(text)
    if (parsed.type !== 'success') throw new Error('the policies cannot be read')
    const { id, words } = parsed.json.annotations ?? {}
    if (!id || !words) throw new Error('every policy has an @id and @words')
    return { id, words, text, scope: parsed.json.action, order: policies.indexOf(`@id("${id}")`) }
  })
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  if (byId.size !== rules.length) throw new Error('two policies have the same @id')
  return byId
}

const policySet = (rules: Iterable<Rule>) => ({ staticPolicies: Object.fromEntries([...rules].map(({ id, text }) => [id, text])) })

function requireSuccess(answer: { type: string }): void {
  if (answer.type !== 'success') throw new Error('the policies cannot be read')
}
